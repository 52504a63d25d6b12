/* SPDX-License-Identifier: ISC */
/* What every part of the proof needs. */

#ifndef UTIL_H
#define UTIL_H

#include <stddef.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

_Noreturn void die(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void *xrealloc(void *p, size_t size);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
size_t read_file(const char *path, char *text, size_t size);
void write_file(const char *path, const char *text);
double now(void);

#endif /* UTIL_H */
