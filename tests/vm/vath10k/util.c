// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "util.h"

static int log_fd = -1;

/**
 * die() - there is no radio
 * @format: why, as for printf()
 */
void die(const char *format, ...)
{
	va_list args;

	fputs("vath10k: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

/**
 * xmalloc() - malloc() that does not fail
 * @size: in bytes
 *
 * Return: the memory, all zeros.
 */
void *xmalloc(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		die("out of memory");

	return p;
}

/**
 * xfopen() - fopen() that does not fail
 * @path: the file
 * @mode: as for fopen()
 *
 * Return: the open file.
 */
FILE *xfopen(const char *path, const char *mode)
{
	FILE *file = fopen(path, mode);

	if (!file)
		die("%s: %s", path, strerror(errno));

	return file;
}

/**
 * xfclose() - fclose() that does not fail: all has been written
 * @file: the open file
 * @path: what to call it when it has not
 */
void xfclose(FILE *file, const char *path)
{
	if (fclose(file))
		die("%s: %s", path, strerror(errno));
}

/**
 * now_ms() - for what the firmware does after a while
 *
 * Return: milliseconds since some time before.
 */
int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return ((int64_t)t.tv_sec * 1000) + (t.tv_nsec / 1000000);
}

/**
 * log_open() - start to write down what the driver says
 * @path: the file; what it holds already stays
 */
void log_open(const char *path)
{
	log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (log_fd < 0)
		die("%s: %s", path, strerror(errno));
}

/**
 * log_line() - write down one thing
 * @format: a name and its fields, NAME=VALUE, without the newline
 *
 * With one write, so that who reads meanwhile sees whole lines.
 */
void log_line(const char *format, ...)
{
	char text[2048];
	va_list args;
	int len;

	if (log_fd < 0)
		return;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text) - 1, format, args);
	va_end(args);
	if (len > (int)sizeof(text) - 2)
		len = sizeof(text) - 2;
	text[len++] = '\n';
	if (write(log_fd, text, len) != len)
		die("cannot write the log: %s", strerror(errno));
}
