// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util.h"

/* No file that is read here comes near it. */
#define FILE_MAX (16UL << 20)
#define FILE_STEP 8192

/* What --root says, or "". */
const char *root = "";

static void *checked(void *p)
{
	if (!p) {
		fputs(PROGRAM ": error: out of memory\n", stderr);
		exit(1);
	}

	return p;
}

/**
 * xcalloc() - calloc() that does not fail
 * @n: how many
 * @size: of one
 *
 * Return: the memory.
 */
void *xcalloc(size_t n, size_t size)
{
	return checked(calloc(n ? n : 1, size));
}

/**
 * xrealloc() - realloc() that does not fail
 * @p: what to make larger or smaller, or NULL
 * @size: in bytes, not 0
 *
 * Return: the memory.
 */
void *xrealloc(void *p, size_t size)
{
	return checked(realloc(p, size));
}

/**
 * xstrdup() - strdup() that does not fail
 * @text: the text
 *
 * Return: the copy.
 */
char *xstrdup(const char *text)
{
	return checked(strdup(text));
}

/**
 * xasprintf() - a text in memory of its own
 * @format: as for printf()
 *
 * Return: the text, to be freed.
 */
char *xasprintf(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);

	return checked(len < 0 ? NULL : text);
}

/**
 * is_letter() - is it one, in any locale?
 * @c: a character
 *
 * Return: whether it is a letter of ASCII.
 */
bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/**
 * to_upper() - as countries are written
 * @alpha2: a country in either case
 */
void to_upper(char alpha2[3])
{
	size_t i;

	for (i = 0; i < 2; i++)
		if (alpha2[i] >= 'a' && alpha2[i] <= 'z')
			alpha2[i] = (char)(alpha2[i] - 'a' + 'A');
}

/**
 * in_root() - where a file of the system is
 * @path: its path, absolute
 *
 * Return: its path below --root, to be freed.
 */
char *in_root(const char *path)
{
	return xasprintf("%s%s", root, path);
}

/**
 * there_is() - is there such a file or folder?
 * @path: absolute, below --root
 *
 * Return: whether it is there.
 */
bool there_is(const char *path)
{
	char *real = in_root(path);
	bool found = !access(real, F_OK);

	free(real);
	return found;
}

/**
 * read_file() - the whole of a file
 * @path: absolute, below --root
 * @len: is given its length, or NULL
 *
 * Return: its bytes and a NUL, to be freed; NULL, with errno, when it can't be
 * read or is larger than anything that is read here.
 */
char *read_file(const char *path, size_t *len)
{
	char *real = in_root(path), *text = NULL;
	size_t used = 0, room = 0;
	ssize_t got = 0;
	int fd;

	fd = open(real, O_RDONLY | O_CLOEXEC);
	free(real);
	if (fd < 0)
		return NULL;

	do {
		used += (size_t)got;
		if (room - used < 2) {
			room += room ? room : FILE_STEP;
			text = xrealloc(text, room);
		}
		got = read(fd, text + used, room - used - 1);
	} while (got > 0 && used < FILE_MAX);

	if (got) {
		if (got > 0)
			errno = EFBIG;
		free(text);
		text = NULL;
	} else {
		text[used] = '\0';
	}
	close(fd);
	if (len)
		*len = used;

	return text;
}

/**
 * read_line() - a file's first line
 * @path: absolute, below --root
 *
 * Return: the line without its end, to be freed, or NULL.
 */
char *read_line(const char *path)
{
	char *text = read_file(path, NULL);

	if (text)
		text[strcspn(text, "\n")] = '\0';

	return text;
}

/**
 * link_name() - the last part of what a link points to
 * @path: the link, absolute, below --root
 *
 * Return: the name, to be freed, or NULL when it is no link.
 */
char *link_name(const char *path)
{
	char *real = in_root(path), target[PATH_MAX];
	const char *slash;
	ssize_t len;

	len = readlink(real, target, sizeof(target) - 1);
	free(real);
	if (len < 0)
		return NULL;

	target[len] = '\0';
	slash = strrchr(target, '/');
	return xstrdup(slash ? slash + 1 : target);
}

/**
 * complain() - say what failed, and what to do about it, in one line
 * @next: the next thing to type, or NULL
 * @format: what failed, as for printf()
 *
 * Return: 1, the exit status of what can be mended.
 */
int complain(const char *next, const char *format, ...)
{
	va_list args;

	/* in the order in which things were said */
	fflush(stdout);
	fputs(PROGRAM ": error: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	if (next)
		fprintf(stderr, "; next: %s", next);
	fputc('\n', stderr);

	return 1;
}
