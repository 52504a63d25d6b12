// SPDX-License-Identifier: ISC

#include <ctype.h>
#include <libkmod.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "files.h"
#include "machine.h"
#include "release.h"
#include "signing.h"
#include "stage.h"
#include "state.h"
#include "util.h"

#define MODULES "/lib/modules"
#define PARAMETERS "/sys/module/ath/parameters"

/* What modprobe looks modules up in. */
static const char *const index_files[] = {
	"modules.dep.bin",	   "modules.alias.bin",
	"modules.symbols.bin",	   "modules.builtin.bin",
	"modules.builtin.modinfo", "modules.builtin.alias.bin",
	"modules.softdep",	   NULL,
};

/* For libkmod: nothing in modprobe.d. */
static const char *const no_config[] = { NULL };

/**
 * running_release() - which kernel runs
 *
 * Return: its release, to be freed; NULL with --root, where none does.
 */
char *running_release(void)
{
	struct utsname uts;

	if (*root || uname(&uts))
		return NULL;

	return xstrdup(uts.release);
}

/* A kernel's folder has modules in it; what is left of one has not. */
static bool has_modules(const char *release)
{
	char *path = xasprintf(MODULES "/%s/modules.dep.bin", release);
	bool found = there_is(path);

	free(path);
	return found;
}

static char *newest_release(void)
{
	const char *newest = NULL, *name;
	struct folder folder;
	char *release;
	size_t i;

	folder_read(&folder, MODULES);
	for (i = 0; i < folder.n; i++) {
		name = folder.entry[i]->d_name;
		if (isdigit((unsigned char)*name) && has_modules(name) &&
		    (!newest || release_compare(newest, name) < 0))
			newest = name;
	}
	release = newest ? xstrdup(newest) : NULL;
	folder_free(&folder);

	return release;
}

static void take_info(const struct kmod_list *entry, const char *key,
		      char **value)
{
	if (*value || strcmp(kmod_module_info_get_key(entry), key) != 0)
		return;

	*value = printable(xstrdup(kmod_module_info_get_value(entry)));
}

/* What ours says of itself counts, whatever is written down. */
static void read_ours(struct kernel *kernel, const struct kmod_list *info)
{
	struct state *state = &kernel->state;
	char *package = NULL, *version = NULL;
	const struct kmod_list *entry;

	free(state->source);
	free(state->provider);
	free(state->exact);
	free(state->proven);
	state->provider = NULL;
	state->exact = NULL;
	state->proven = NULL;
	kmod_list_foreach(entry, info)
	{
		take_info(entry, "version", &kernel->version);
		take_info(entry, "source_package", &package);
		take_info(entry, "source_version", &version);
		take_info(entry, "provider", &state->provider);
		take_info(entry, "exact", &state->exact);
		take_info(entry, "proven", &state->proven);
		take_info(entry, "sig_id", &kernel->sig_id);
		take_info(entry, "sig_key", &kernel->sig_key);
		take_info(entry, "signer", &kernel->signer);
	}
	state->source = source_of(package, version);
	if (!kernel->version)
		kernel->version = xstrdup("unknown");
}

/* The module's own words, of another system out of a copy. */
static void read_module(struct kernel *kernel)
{
	char *stock = xasprintf("/%s/kernel/", kernel->release);
	struct kmod_list *info = NULL, *entry;
	struct kmod_module *module = NULL;
	struct kmod_ctx *ctx = kmod_new(NULL, no_config);
	char *file = stage_file(kernel->path);

	/* in a context of its own: in one, a module has one path */
	if (ctx && kmod_module_new_from_path(ctx, file, &module) >= 0)
		kmod_module_get_info(module, &info);
	kmod_list_foreach(entry, info)
	{
		take_info(entry, "built_for", &kernel->built_for);
	}
	if (kernel->built_for) {
		kernel->whose = WHOSE_OURS;
		read_ours(kernel, info);
	} else {
		kernel->whose = strstr(kernel->path, stock) ? WHOSE_STOCK :
							      WHOSE_OTHER;
	}
	kmod_module_info_free_list(info);
	kmod_module_unref(module);
	kmod_unref(ctx);
	free(file);
	free(stock);
}

/**
 * kernel_read() - which ath.ko modprobe takes, and what is written down
 * @kernel: is given it
 * @release: the kernel, or NULL
 */
void kernel_read(struct kernel *kernel, const char *release)
{
	struct kmod_list *list = NULL;
	struct kmod_module *module;
	const char *path = NULL;
	char *folder, *indexes;
	struct kmod_ctx *ctx;

	memset(kernel, 0, sizeof(*kernel));
	if (!release)
		return;

	kernel->release = xstrdup(release);
	state_read(&kernel->state, release);
	folder = xasprintf(MODULES "/%s", release);
	indexes = stage_folder(folder, index_files);
	ctx = kmod_new(indexes, *root ? no_config : NULL);
	if (ctx && kmod_module_new_from_lookup(ctx, "ath", &list) >= 0 &&
	    list) {
		module = kmod_module_get_module(list);
		path = kmod_module_get_path(module);
		kernel->whose = WHOSE_BUILTIN;
		if (path && !strncmp(path, indexes, strlen(indexes)))
			kernel->path = xasprintf("%s%s", folder,
						 path + strlen(indexes));
		else if (path)
			kernel->path = xstrdup(path);
		kmod_module_unref(module);
		kmod_module_unref_list(list);
	}
	kmod_unref(ctx);
	if (kernel->path)
		read_module(kernel);
	free(indexes);
	free(folder);
}

/**
 * kernel_free() - forget it
 * @kernel: as kernel_read() has left it
 */
void kernel_free(struct kernel *kernel)
{
	free(kernel->release);
	free(kernel->path);
	free(kernel->version);
	free(kernel->built_for);
	free(kernel->sig_id);
	free(kernel->sig_key);
	free(kernel->signer);
	state_free(&kernel->state);
}

static void read_loaded(struct machine *machine)
{
	if (!there_is("/sys/module/ath"))
		return;

	machine->user_regd = read_line(PARAMETERS "/user_regd");
	machine->relax_default = read_line(PARAMETERS "/relax_default");
	machine->loaded = machine->user_regd ? WHOSE_OURS : WHOSE_STOCK;
	if (machine->user_regd)
		machine->loaded_version = read_line("/sys/module/ath/version");
}

/* The last of the words "name=value" counts, as it does for the kernel. */
static void take_options(struct machine *machine, const char *options)
{
	char *text = printable(xstrdup(options)), *word, *next;

	for (word = strtok_r(text, " \t", &next); word;
	     word = strtok_r(NULL, " \t", &next)) {
		if (!strncmp(word, "user_regd=", 10)) {
			free(machine->set_user_regd);
			machine->set_user_regd = xstrdup(word + 10);
		} else if (!strncmp(word, "relax_default=", 14)) {
			free(machine->set_relax_default);
			machine->set_relax_default = xstrdup(word + 14);
		}
	}
	free(text);
}

static void read_options(struct machine *machine)
{
	static const char *const folders[] = { "/etc/modprobe.d",
					       "/run/modprobe.d",
					       "/usr/local/lib/modprobe.d",
					       "/usr/lib/modprobe.d",
					       "/lib/modprobe.d" };
	const char *paths[ARRAY_SIZE(folders) + 1] = { NULL };
	struct kmod_config_iter *iter;
	struct kmod_ctx *ctx;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(folders); i++)
		paths[i] = stage_folder(folders[i], NULL);
	ctx = kmod_new(NULL, paths);
	iter = ctx ? kmod_config_get_options(ctx) : NULL;
	while (iter && kmod_config_iter_next(iter))
		if (!strcmp(kmod_config_iter_get_key(iter), "ath"))
			take_options(machine, kmod_config_iter_get_value(iter));
	if (iter)
		kmod_config_iter_free_iter(iter);
	kmod_unref(ctx);
	for (i = 0; i < ARRAY_SIZE(folders); i++)
		free((char *)paths[i]);
}

/**
 * machine_read() - look at all of it
 * @machine: is given it, to be freed
 */
void machine_read(struct machine *machine)
{
	char *running = running_release(), *newest = newest_release();

	memset(machine, 0, sizeof(*machine));
	kernel_read(&machine->running, running);
	/* of one kernel there is no newest to speak of */
	if (!running || !newest || strcmp(running, newest) != 0)
		kernel_read(&machine->newest, newest);
	read_loaded(machine);
	read_options(machine);
	signing_read(&machine->signing, machine_ours(machine));
	free(running);
	free(newest);
}

/**
 * machine_free() - forget it
 * @machine: as machine_read() has left it
 */
void machine_free(struct machine *machine)
{
	kernel_free(&machine->running);
	kernel_free(&machine->newest);
	free(machine->loaded_version);
	free(machine->user_regd);
	free(machine->relax_default);
	free(machine->set_user_regd);
	free(machine->set_relax_default);
	signing_free(&machine->signing);
}

/**
 * machine_ours() - a kernel that has our module
 * @machine: the machine
 *
 * Return: the running one if it has, else the newest, or NULL.
 */
const struct kernel *machine_ours(const struct machine *machine)
{
	if (machine->running.whose == WHOSE_OURS)
		return &machine->running;

	return machine->newest.whose == WHOSE_OURS ? &machine->newest : NULL;
}

/**
 * whose_name() - as JSON has it
 * @whose: whose ath.ko
 *
 * Return: the name.
 */
const char *whose_name(enum whose whose)
{
	static const char *const names[] = {
		[WHOSE_NONE] = "none",	 [WHOSE_BUILTIN] = "builtin",
		[WHOSE_STOCK] = "stock", [WHOSE_OTHER] = "other",
		[WHOSE_OURS] = "ours",
	};

	return names[whose];
}

/**
 * value_is_country() - is a parameter's value a country?
 * @value: the value, or NULL
 *
 * Return: whether it is one.
 */
bool value_is_country(const char *value)
{
	return value && is_letter(value[0]) && is_letter(value[1]) && !value[2];
}

/**
 * value_is_on() - does a parameter's value switch it on?
 * @value: the value, or NULL
 *
 * Return: whether it does.
 */
bool value_is_on(const char *value)
{
	return value_is_country(value) ||
	       (value && *value && strchr("1yY", *value) && !value[1]);
}
