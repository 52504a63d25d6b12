// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "util.h"

/**
 * die() - the guest is not what the proof needs; nothing is proven
 * @format: why, as for printf()
 *
 * The exit status, 2, is neither that of a promise kept nor of one broken.
 */
void die(const char *format, ...)
{
	va_list args;

	fputs("proof: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

/**
 * xrealloc() - realloc() that does not fail
 * @p: what to make larger or smaller, or NULL
 * @size: in bytes
 *
 * Return: the memory.
 */
void *xrealloc(void *p, size_t size)
{
	void *moved = realloc(p, size);

	if (!moved)
		die("out of memory");

	return moved;
}

/**
 * xasprintf() - a text in memory of its own
 * @format: as for printf()
 *
 * Return: the text, to be freed.
 */
char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		die("out of memory");

	return text;
}

/**
 * read_file() - the whole of a small file, as text
 * @path: its path
 * @text: where to, ended with a NUL
 * @size: the room there is; a longer file is an error
 *
 * Return: the length of the text.
 */
size_t read_file(const char *path, char *text, size_t size)
{
	size_t len = 0;
	ssize_t got;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die("%s: %s", path, strerror(errno));

	while ((got = read(fd, text + len, size - len)) > 0)
		len += got;
	if (got < 0)
		die("%s: %s", path, strerror(errno));
	close(fd);
	if (len == size)
		die("%s: longer than %zu bytes", path, size - 1);

	text[len] = '\0';
	return len;
}

/**
 * write_file() - write to a file of the kernel's
 * @path: its path
 * @text: what
 */
void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file))
		die("%s: %s", path, strerror(errno));
}

/**
 * now() - for progress and figures
 *
 * Return: seconds since some time before.
 */
double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + ((double)t.tv_nsec / 1e9);
}
