// SPDX-License-Identifier: ISC

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

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
 * is_printable() - may it stand on a screen, in JSON, in a picture?
 * @c: a character
 *
 * Return: whether it is a printable one of ASCII.
 */
bool is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

/**
 * printable() - what others wrote, made harmless
 * @text: the text, or NULL
 *
 * It may come from a damaged file or hold what steers a terminal, and in JSON it
 * has to be UTF-8: of each byte that is no printable ASCII a '?' is left.
 *
 * Return: @text.
 */
char *printable(char *text)
{
	char *at;

	for (at = text; at && *at; at++)
		if (!is_printable(*at))
			*at = '?';

	return text;
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
	char *what = NULL;
	va_list args;

	/* in the order in which things were said */
	fflush(stdout);
	va_start(args, format);
	if (vasprintf(&what, format, args) < 0)
		what = NULL;
	va_end(args);
	fprintf(stderr, PROGRAM ": error: %s%s%s\n",
		what ? printable(what) : "out of memory",
		next ? "; next: " : "", next ? next : "");
	free(what);

	return 1;
}
