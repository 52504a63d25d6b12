// SPDX-License-Identifier: ISC
/*
 * reload: whatever uses ath.ko, ath.ko, and, when nobody else needs them,
 * mac80211 and cfg80211, which remembers what the stock driver told it. Then
 * all of it again. Should ours not load, the distribution's does.
 */

#include <errno.h>
#include <libkmod.h>
#include <net/if.h> // IWYU pragma: keep (IFF_UP)
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "files.h"
#include "machine.h"
#include "stock_modules.h"
#include "util.h"

#define NAMES_MAX 64
/* The longest that the kernel takes, and a NUL. */
#define NAME_MAX_LEN 56

/**
 * struct names - modules, the users before what they use
 * @n: how many
 * @name: they
 * @top: used by none of the others: to be loaded again by name
 */
struct names {
	size_t n;
	char name[NAMES_MAX][NAME_MAX_LEN];
	bool top[NAMES_MAX];
};

static bool has(const struct names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (!strcmp(names->name[i], name))
			return true;

	return false;
}

static bool is_loaded(const char *name)
{
	char *path = xasprintf("/sys/module/%s/refcnt", name);
	bool loaded = there_is(path);

	free(path);
	return loaded;
}

/* Calls @use for each module that uses @name, until it says no. */
static bool each_user(const char *name, struct names *names,
		      bool (*use)(struct names *names, const char *user))
{
	char *path = xasprintf("/sys/module/%s/holders", name);
	struct folder users;
	bool all = true;
	size_t i;

	folder_read(&users, path);
	for (i = 0; i < users.n && all; i++)
		all = use(names, users.entry[i]->d_name);
	folder_free(&users);
	free(path);

	return all;
}

static bool add(struct names *names, const char *name)
{
	if (!has(names, name) && names->n < NAMES_MAX)
		snprintf(names->name[names->n++], NAME_MAX_LEN, "%s", name);

	return true;
}

static bool is_in(struct names *names, const char *user)
{
	return has(names, user);
}

static bool is_none(struct names *names, const char *user)
{
	(void)names;
	(void)user;
	return false;
}

/* Moves each behind all that use it; there are no circles among modules. */
static void sort(struct names *names)
{
	struct names sorted = { .n = 0 };
	size_t i, before;

	do {
		before = sorted.n;
		for (i = 0; i < names->n; i++)
			if (!has(&sorted, names->name[i]) &&
			    each_user(names->name[i], &sorted, is_in))
				add(&sorted, names->name[i]);
	} while (sorted.n > before);

	for (i = 0; i < sorted.n; i++)
		sorted.top[i] = each_user(sorted.name[i], NULL, is_none);
	*names = sorted;
}

/* All users of a module, and theirs. */
static void collect(struct names *names, const char *name)
{
	size_t i = names->n;

	if (!is_loaded(name))
		return;
	add(names, name);
	for (; i < names->n; i++)
		each_user(names->name[i], names, add);
}

/* A module that only those use which go as well may go, too. */
static void collect_if_free(struct names *names, const char *name)
{
	if (is_loaded(name) && each_user(name, names, is_in))
		add(names, name);
}

static void find_modules(struct names *names)
{
	names->n = 0;
	collect(names, "ath");
	collect_if_free(names, "mac80211");
	collect_if_free(names, "cfg80211");
	sort(names);
}

/* The module whose driver drives an interface, or NULL. */
static char *module_of(const char *interface)
{
	char *path =
		xasprintf("/sys/class/net/%s/device/driver/module", interface);
	char *name = link_name(path);

	free(path);
	return name;
}

static bool is_up(const char *interface)
{
	char *path = xasprintf("/sys/class/net/%s/flags", interface);
	char *text = read_line(path);
	bool up = text && strtoul(text, NULL, 16) & IFF_UP;

	free(text);
	free(path);
	return up;
}

/* Its radio goes with cfg80211, or with its driver. */
static bool is_affected(const struct names *names, const char *interface)
{
	char *path = xasprintf("/sys/class/net/%s/phy80211", interface);
	char *module = module_of(interface);
	bool affected;

	affected = there_is(path) &&
		   (has(names, "cfg80211") || (module && has(names, module)));
	free(module);
	free(path);

	return affected;
}

/* Names the interfaces that are up; returns how many. */
static size_t name_interfaces(const struct names *names, bool force)
{
	struct folder interfaces;
	const char *name;
	size_t i, n = 0;

	folder_read(&interfaces, "/sys/class/net");
	for (i = 0; i < interfaces.n; i++) {
		name = interfaces.entry[i]->d_name;
		if (!is_affected(names, name) || !is_up(name))
			continue;
		n++;
		if (!force)
			complain("sudo " PROGRAM
				 " reload --force, which cuts it off",
				 "%s is up", name);
	}
	folder_free(&interfaces);

	return n;
}

static int remove_one(struct kmod_ctx *ctx, const char *name)
{
	struct kmod_module *module;
	int err;

	err = kmod_module_new_from_name(ctx, name, &module);
	if (err)
		return err;
	err = kmod_module_remove_module(module, 0);
	kmod_module_unref(module);

	return err == -ENOENT ? 0 : err;
}

static int load_one(struct kmod_ctx *ctx, const char *name)
{
	struct kmod_list *list = NULL, *entry;
	struct kmod_module *module;
	int err;

	err = kmod_module_new_from_lookup(ctx, name, &list);
	if (!err && !list)
		err = -ENOENT;
	kmod_list_foreach(entry, list)
	{
		module = kmod_module_get_module(entry);
		if (!err)
			err = kmod_module_probe_insert_module(module, 0, NULL,
							      NULL, NULL, NULL);
		kmod_module_unref(module);
	}
	kmod_module_unref_list(list);

	return err;
}

/* Returns the first that failed, with its errno, or NULL. */
static const char *remove_all(struct kmod_ctx *ctx, const struct names *names,
			      int *err)
{
	size_t i;

	for (i = 0; i < names->n; i++) {
		*err = remove_one(ctx, names->name[i]);
		if (*err)
			return names->name[i];
		printf("unloaded %s\n", names->name[i]);
	}

	return NULL;
}

/* Returns the first that failed, with its errno, or NULL. */
static const char *load_all(struct kmod_ctx *ctx, const struct names *names,
			    int *err)
{
	size_t i;

	*err = 0;
	for (i = names->n; i > 0; i--) {
		if (!names->top[i - 1])
			continue;
		*err = load_one(ctx, names->name[i - 1]);
		if (*err)
			return names->name[i - 1];
		printf("loaded %s\n", names->name[i - 1]);
	}

	return NULL;
}

/* The user is not left without the radio. */
static bool fall_back(struct kmod_ctx *ctx, const struct names *names,
		      const char *release)
{
	struct names now;
	bool good = true;
	int err;
	size_t i;

	find_modules(&now);
	remove_all(ctx, &now, &err);
	for (i = names->n; i > 0; i--)
		if (names->top[i - 1] &&
		    stock_modules_load(ctx, release, names->name[i - 1]))
			good = false;

	return good;
}

/* Nothing is complained of before all is loaded: a terminal may stop whoever writes. */
static int reload(struct kmod_ctx *ctx, struct names *names,
		  const char *release)
{
	const char *kept, *failed;
	bool fell_back = false;
	int kept_err, err;

	if (!names->n)
		add(names, "ath");
	kept = remove_all(ctx, names, &kept_err);
	/* what went is brought back in either case */
	failed = load_all(ctx, names, &err);
	if (failed)
		fell_back = fall_back(ctx, names, release);

	if (kept)
		complain("sudo " PROGRAM " reload again, or reboot",
			 "%s can't be unloaded: %s", kept, strerror(-kept_err));
	if (failed)
		complain(NULL, "%s can't be loaded: %s", failed,
			 strerror(-err));
	if (fell_back)
		puts("The distribution's modules are loaded instead; next: " PROGRAM
		     " doctor");
	else if (failed)
		complain("reboot",
			 "the distribution's modules can't be loaded either");

	return kept || failed;
}

/*
 * Whoever is stopped between unloading and loading leaves the machine without a
 * radio: by Ctrl-C, by the end of the very connection that goes with the radio, or
 * by a terminal or a pager that takes no more.
 */
static int reload_undisturbed(struct kmod_ctx *ctx, struct names *names,
			      const char *release)
{
	static char messages[65536];
	sigset_t all, before;
	int status;

	fflush(stdout);
	setvbuf(stdout, messages, _IOFBF, sizeof(messages));
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	status = reload(ctx, names, release);
	sigprocmask(SIG_SETMASK, &before, NULL);

	return status;
}

/**
 * reload_run() - unload and load the Atheros drivers
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int reload_run(const struct call *call)
{
	bool force = call->value[OPTION_FORCE];
	char *release = running_release();
	struct kmod_ctx *ctx = NULL;
	struct names names;
	int status = 1;

	find_modules(&names);
	if (!names.n) {
		puts("No Atheros driver is loaded: nothing to do.");
		status = 0;
	} else if (name_interfaces(&names, force) && !force) {
		status = 1;
	} else if (geteuid()) {
		complain("sudo " PROGRAM " reload", "this needs root");
	} else {
		if (is_loaded("cfg80211") && !has(&names, "cfg80211"))
			puts("cfg80211 stays, as other radios need it, and with it what the drivers have told it;\n"
			     "should the country be 98 or not change: reboot.");
		ctx = kmod_new(NULL, NULL);
		if (!ctx || !release)
			complain(NULL, "no modules can be found");
		else
			status = reload_undisturbed(ctx, &names, release);
	}
	kmod_unref(ctx);
	free(release);

	return status;
}
