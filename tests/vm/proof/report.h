/* SPDX-License-Identifier: ISC */
/* What the proof says: tests, as TAP, and data and progress for the host. */

#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>

void report_open(void);
bool report_close(void);
bool result(bool good, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void note_lines(const char *text);
void data(const char *format, ...) __attribute__((format(printf, 1, 2)));
void progress(const char *what, size_t done, size_t all);

#endif /* REPORT_H */
