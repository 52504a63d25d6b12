/* SPDX-License-Identifier: ISC */
/* Memory, texts and messages. */

#ifndef UTIL_H
#define UTIL_H

#include <stdbool.h>
#include <stddef.h>

#define PROGRAM "ath-user-regd"
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *text);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

bool is_letter(char c);
void to_upper(char alpha2[3]);

bool is_printable(char c);
char *printable(char *text);

int complain(const char *next, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif /* UTIL_H */
