/* SPDX-License-Identifier: ISC */
/* What every part of the radio needs. */

#ifndef UTIL_H
#define UTIL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

_Noreturn void die(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void *xmalloc(size_t size);
FILE *xfopen(const char *path, const char *mode);
void xfclose(FILE *file, const char *path);
int64_t now_ms(void);
void log_open(const char *path);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A hardware address, for printf(). */
#define MAC_FORMAT "%02x:%02x:%02x:%02x:%02x:%02x"
#define MAC_ARGS(mac) (mac)[0], (mac)[1], (mac)[2], (mac)[3], (mac)[4], (mac)[5]

#endif /* UTIL_H */
