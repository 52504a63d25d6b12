// SPDX-License-Identifier: ISC

#include <libkmod.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "modules.h"
#include "nl80211.h"
#include "radio.h"
#include "util.h"

/* Users before what they use. */
static const char *const unload_order[] = { "vmac",	      "vradio",
					    "vref",	      "ath",
					    "mac80211_hwsim", "mac80211",
					    "cfg80211" };

/* One index for each of the guest's two module roots, see initramfs. */
static struct kmod_ctx *roots[2];

static struct kmod_ctx *root_of(enum whose_ath whose)
{
	struct utsname uts;
	char *dir;

	if (roots[whose])
		return roots[whose];

	uname(&uts);
	dir = xasprintf("%s/lib/modules/%s", whose == ATH_STOCK ? "/stock" : "",
			uts.release);
	roots[whose] = kmod_new(dir, NULL);
	if (!roots[whose] || kmod_load_resources(roots[whose]) < 0)
		die("%s: no modules", dir);
	free(dir);

	return roots[whose];
}

static void load(enum whose_ath whose, const char *name, const char *params)
{
	struct kmod_module *module;
	int err;

	err = kmod_module_new_from_name(root_of(whose), name, &module);
	if (!err)
		err = kmod_module_probe_insert_module(module, 0, params, NULL,
						      NULL, NULL);
	if (err)
		die("modprobe %s: %s", name, strerror(-err));
	kmod_module_unref(module);
}

static void insert(const char *path)
{
	struct kmod_module *module;
	int err;

	err = kmod_module_new_from_path(root_of(ATH_OURS), path, &module);
	if (!err)
		err = kmod_module_insert_module(module, 0, NULL);
	if (err)
		die("insmod %s: %s", path, strerror(-err));
	kmod_module_unref(module);
}

/**
 * load_test() - load a test module
 * @name: its name
 */
void load_test(const char *name)
{
	char *path = xasprintf("/test/%s.ko", name);

	insert(path);
	free(path);
}

/**
 * unload() - unload a module, if it is loaded
 * @name: its name
 */
void unload(const char *name)
{
	struct kmod_module *module;
	int err;

	err = kmod_module_new_from_name(root_of(ATH_OURS), name, &module);
	if (!err && kmod_module_get_initstate(module) < 0) {
		kmod_module_unref(module);
		return;
	}
	if (!err)
		err = kmod_module_remove_module(module, 0);
	if (err)
		die("rmmod %s: %s", name, strerror(-err));
	kmod_module_unref(module);
}

/**
 * fresh_cfg80211() - cfg80211 that has not been asked for anything yet
 *
 * No radio and no ath.ko are left.
 */
void fresh_cfg80211(void)
{
	size_t i;

	radio_close();
	nl80211_close();
	for (i = 0; i < ARRAY_SIZE(unload_order); i++)
		unload(unload_order[i]);
	load(ATH_OURS, "cfg80211", NULL);
	load_test("vref");
	nl80211_open();
	radio_open();
	settle();
}

/**
 * load_ath() - load an ath.ko and the virtual Atheros radios
 * @whose: the distribution's or ours
 * @params: its parameters, or NULL
 */
void load_ath(enum whose_ath whose, const char *params)
{
	load(whose, "ath", params);
	load_test("vradio");
}

/**
 * load_peer() - load somebody else's ath.ko and the virtual Atheros radios
 * @name: whose, see peers
 */
void load_peer(const char *name)
{
	char *path = xasprintf("/sbin/%s.ko", name);

	insert(path);
	free(path);
	load_test("vradio");
}

/**
 * load_hwsim() - load two radios that are on the same air
 */
void load_hwsim(void)
{
	load(ATH_OURS, "mac80211_hwsim", "radios=2");
}

/**
 * unload_ath() - take ath.ko and its virtual radios away
 */
void unload_ath(void)
{
	unload("vmac");
	unload("vradio");
	unload("ath");
}
