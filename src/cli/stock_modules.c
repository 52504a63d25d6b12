// SPDX-License-Identifier: ISC

#include <dirent.h>
#include <errno.h>
#include <libkmod.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "stock_modules.h"
#include "util.h"

/* "ath10k_core.ko.xz" is the file of ath10k_core; so would ath10k-core.ko be. */
static bool is_file_of(const char *file, const char *name)
{
	for (; *name; name++, file++)
		if (*file != *name && !(*name == '_' && *file == '-'))
			return false;

	return !strcmp(file, ".ko") || !strncmp(file, ".ko.", 4);
}

/**
 * struct search - a file that is looked for
 * @name: the module's name
 * @found: its path, or NULL
 * @n: how many folders there are to look in
 * @folders: they; each is looked at once, those in it come behind
 */
struct search {
	const char *name;
	char *found;
	size_t n;
	char **folders;
};

static void search_add(struct search *search, char *folder)
{
	search->folders = (char **)xrealloc((void *)search->folders,
					    (search->n + 1) * sizeof(char *));
	search->folders[search->n++] = folder;
}

static void search_in(struct search *search, const char *path)
{
	const struct dirent *entry;
	struct folder folder;
	char *below;
	size_t i;

	folder_read(&folder, path);
	for (i = 0; i < folder.n && !search->found; i++) {
		entry = folder.entry[i];
		below = xasprintf("%s/%s", path, entry->d_name);
		if (is_file_of(entry->d_name, search->name))
			search->found = below;
		else if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)
			search_add(search, below);
		else
			free(below);
	}
	folder_free(&folder);
}

/**
 * stock_module_path() - where the distribution's module is
 * @release: of which kernel
 * @name: the module
 *
 * Return: its path, absolute, below --root, to be freed, or NULL.
 */
char *stock_module_path(const char *release, const char *name)
{
	struct search search = { .name = name };
	size_t i;

	search_add(&search, xasprintf("/lib/modules/%s/kernel", release));
	for (i = 0; i < search.n && !search.found; i++)
		search_in(&search, search.folders[i]);
	for (i = 0; i < search.n; i++)
		free(search.folders[i]);
	free((void *)search.folders);

	return search.found;
}

/* In a context of its own: in one, a module has one path. */
static int insert(const char *path)
{
	struct kmod_ctx *ctx = kmod_new(NULL, NULL);
	struct kmod_module *module;
	int err = -ENOMEM;

	if (ctx)
		err = kmod_module_new_from_path(ctx, path, &module);
	if (!err) {
		err = kmod_module_insert_module(
			module, 0, kmod_module_get_options(module));
		kmod_module_unref(module);
	}
	kmod_unref(ctx);

	return err == -EEXIST ? 0 : err;
}

/* The distribution's where there is one, else what modprobe would take. */
static int insert_stock(const char *release, const struct kmod_module *module)
{
	char *path = stock_module_path(release, kmod_module_get_name(module));
	const char *own = kmod_module_get_path(module);
	int err = 0;

	if (path || own)
		err = insert(path ? path : own);
	free(path);

	return err;
}

/**
 * stock_modules_load() - load the distribution's module and what it needs
 * @ctx: of libkmod, of the running kernel
 * @release: of the running kernel
 * @name: the module
 *
 * The list of what it needs is that of ours, which need the same.
 *
 * Return: 0 or a negative errno.
 */
int stock_modules_load(struct kmod_ctx *ctx, const char *release,
		       const char *name)
{
	struct kmod_list *needed, *entry;
	struct kmod_module *module, *one;
	int err;

	err = kmod_module_new_from_name(ctx, name, &module);
	if (err)
		return err;

	needed = kmod_module_get_dependencies(module);
	kmod_list_foreach(entry, needed)
	{
		one = kmod_module_get_module(entry);
		if (!err)
			err = insert_stock(release, one);
		kmod_module_unref(one);
	}
	kmod_module_unref_list(needed);
	if (!err)
		err = insert_stock(release, module);
	kmod_module_unref(module);

	return err;
}
