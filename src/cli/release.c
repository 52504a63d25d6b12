// SPDX-License-Identifier: ISC

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "release.h"
#include "util.h"

/* Of a character that is no digit: '~' comes before the end, letters after it. */
static int rank(char c)
{
	if (c == '~')
		return -1;
	if (!c || isdigit((unsigned char)c))
		return 0;

	return is_letter(c) ? (unsigned char)c : (unsigned char)c + 256;
}

/* Of a run of digits, which may be longer than any number. */
static int compare_numbers(const char **a, const char **b)
{
	size_t a_len, b_len;
	int order;

	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	a_len = strspn(*a, "0123456789");
	b_len = strspn(*b, "0123456789");
	if (a_len != b_len)
		return a_len < b_len ? -1 : 1;
	order = memcmp(*a, *b, a_len);
	*a += a_len;
	*b += b_len;

	return order;
}

/* With each -rc as ~rc, to be freed: a candidate comes before its release. */
static char *with_candidates(const char *release)
{
	char *copy = xstrdup(release), *at;

	for (at = copy; (at = strstr(at, "-rc")); at++)
		if (isdigit((unsigned char)at[3]))
			*at = '~';

	return copy;
}

/* As dpkg compares a version's parts. */
static int compare(const char *a, const char *b)
{
	int order;

	while (*a || *b) {
		while (rank(*a) || rank(*b)) {
			if (rank(*a) != rank(*b))
				return rank(*a) - rank(*b);
			a++;
			b++;
		}
		order = compare_numbers(&a, &b);
		if (order)
			return order;
	}

	return 0;
}

/**
 * release_compare() - which of two kernels is newer
 * @a: a release
 * @b: another
 *
 * Return: less than 0 when @a is older, more when it is newer, 0 when they are
 * alike; the order is that of sort_releases in scripts/common.sh.
 */
int release_compare(const char *a, const char *b)
{
	char *left = with_candidates(a), *right = with_candidates(b);
	int order = compare(left, right);

	free(left);
	free(right);

	return order;
}
