// SPDX-License-Identifier: ISC
/*
 * DKMS keeps the log of a build that failed in VERSION/build, that of one that
 * did not in VERSION/KREL/ARCH/log.
 */

#include <stdlib.h>
#include <string.h>

#include "dkms.h"
#include "files.h"
#include "util.h"

#define TREE "/var/lib/dkms/ath-user-regd"

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

/* What follows @needle in a log, to be freed, or NULL. */
static char *find_in(const char *path, const char *needle)
{
	char *text = read_file(path, NULL), *found;

	found = text ? rest_of_line(text, needle) : NULL;
	free(text);

	return printable(found);
}

/**
 * dkms_error() - why there is no module for a kernel
 * @release: the kernel
 *
 * Return: the last build's last word on it, to be freed, or NULL.
 */
char *dkms_error(const char *release)
{
	char *needle = xasprintf(PROGRAM ": error: %s: ", release);
	char *path, *error = NULL;
	struct folder versions;
	size_t i;

	folder_read(&versions, TREE);
	for (i = versions.n; i > 0 && !error; i--) {
		path = xasprintf(TREE "/%s/build/make.log",
				 versions.entry[i - 1]->d_name);
		error = find_in(path, needle);
		free(path);
	}
	folder_free(&versions);
	free(needle);

	return error;
}

/* In @build, the folder of a version and a kernel, there is one for each machine. */
static char *source_of(const char *build)
{
	struct folder machines;
	char *path, *source = NULL;
	size_t i;

	folder_read(&machines, build);
	for (i = 0; i < machines.n && !source; i++) {
		path = xasprintf("%s/%s/log/make.log", build,
				 machines.entry[i]->d_name);
		source = find_in(path, "prepared from the source ");
		free(path);
	}
	folder_free(&machines);

	return source;
}

/**
 * dkms_source() - which source the modules of a kernel were built from
 * @release: the kernel
 *
 * Return: its version, to be freed, or NULL when that isn't known.
 */
char *dkms_source(const char *release)
{
	struct folder versions;
	char *build, *source = NULL;
	size_t i;

	folder_read(&versions, TREE);
	for (i = versions.n; i > 0 && !source; i--) {
		build = xasprintf(TREE "/%s/%s", versions.entry[i - 1]->d_name,
				  release);
		source = source_of(build);
		free(build);
	}
	folder_free(&versions);

	return source;
}
