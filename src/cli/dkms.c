// SPDX-License-Identifier: ISC
/*
 * DKMS keeps the log of a build that failed in VERSION/build, that of one that
 * did not in VERSION/KREL/ARCH/log.
 */

#include <dirent.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "dkms.h"
#include "util.h"

#define TREE "/var/lib/dkms/ath-user-regd"

/* Calls @take for each file that a pattern below --root finds. */
static char *find_in(const char *pattern, const char *needle,
		     char *(*take)(const char *text, const char *needle))
{
	char *real = in_root(pattern), *text, *found = NULL;
	size_t below = strlen(root), i;
	glob_t paths;

	if (!glob(real, 0, NULL, &paths)) {
		for (i = 0; i < paths.gl_pathc && !found; i++) {
			text = read_file(paths.gl_pathv[i] + below, NULL);
			if (text)
				found = take(text, needle);
			free(text);
		}
		globfree(&paths);
	}
	free(real);

	return found;
}

/* What follows the last @needle up to the end of its line. */
static char *rest_of_line(const char *text, const char *needle)
{
	const char *at, *last = NULL;

	for (at = text; (at = strstr(at, needle)); at += strlen(needle))
		last = at + strlen(needle);

	return last ? strndup(last, strcspn(last, "\n")) : NULL;
}

/**
 * dkms_knows_us() - have we been given to DKMS?
 *
 * Return: whether we have.
 */
bool dkms_knows_us(void)
{
	return there_is(TREE);
}

/**
 * dkms_error() - why there is no module for a kernel
 * @release: the kernel
 *
 * Return: the last build's last word on it, to be freed, or NULL.
 */
char *dkms_error(const char *release)
{
	char *needle = xasprintf(PROGRAM ": error: %s: ", release), *error;

	error = find_in(TREE "/*/build/make.log", needle, rest_of_line);
	free(needle);

	return error;
}

/**
 * dkms_source() - which source the modules of a kernel were built from
 * @release: the kernel
 *
 * Return: its version, to be freed, or NULL when that isn't known.
 */
char *dkms_source(const char *release)
{
	char *pattern = xasprintf(TREE "/*/%s/*/log/make.log", release);
	char *source;

	source = find_in(pattern, "prepared from the source ", rest_of_line);
	free(pattern);

	return source;
}
