// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "stage.h"
#include "util.h"

/* Where the copies are, a folder for each, or NULL. */
static char *stage;

static void remove_stage(void)
{
	char *paths[] = { stage, NULL };
	FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	while (fts && (entry = fts_read(fts)))
		if (entry->fts_info != FTS_D)
			remove(entry->fts_path);
	if (fts)
		fts_close(fts);
	free(stage);
}

/* A new folder, to be freed. */
static char *new_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char *folder;

	if (!stage) {
		stage = xasprintf("%s/" PROGRAM ".XXXXXX", tmp ? tmp : "/tmp");
		if (!mkdtemp(stage))
			exit(complain("df -h, mount", "%s: %s", stage,
				      strerror(errno)));
		atexit(remove_stage);
	}
	folder = xasprintf("%s/XXXXXX", stage);
	if (!mkdtemp(folder))
		exit(complain("df -h", "%s: %s", folder, strerror(errno)));

	return folder;
}

static void copy(const char *path, const char *to)
{
	size_t len;
	char *text = read_file(path, &len);
	FILE *file;
	bool good;

	if (!text)
		return;
	file = fopen(to, "we");
	good = file && fwrite(text, 1, len, file) == len;
	if ((file && fclose(file)) || !good)
		exit(complain("df -h", "%s: %s", to, strerror(errno)));
	free(text);
}

/**
 * stage_file() - a file for somebody who opens it by its path
 * @path: absolute, below --root
 *
 * Return: a path for that, to be freed; where the file can't be read, none is there.
 */
char *stage_file(const char *path)
{
	char *folder, *to;

	if (!*root)
		return xstrdup(path);

	folder = new_folder();
	to = xasprintf("%s/%s", folder, strrchr(path, '/') + 1);
	copy(path, to);
	free(folder);

	return to;
}

/**
 * stage_folder() - a folder with plain files
 * @path: absolute, below --root
 * @names: the files, a list that ends with NULL; or NULL for all that are there
 *
 * Return: a path for whoever reads these by their names, to be freed.
 */
char *stage_folder(const char *path, const char *const names[])
{
	struct folder all = { .n = 0 };
	const char *name;
	char *folder, *from, *to;
	size_t i;

	if (!*root)
		return xstrdup(path);

	folder = new_folder();
	if (!names)
		folder_read(&all, path);
	for (i = 0; names ? names[i] != NULL : i < all.n; i++) {
		name = names ? names[i] : all.entry[i]->d_name;
		from = xasprintf("%s/%s", path, name);
		to = xasprintf("%s/%s", folder, name);
		copy(from, to);
		free(from);
		free(to);
	}
	folder_free(&all);

	return folder;
}
