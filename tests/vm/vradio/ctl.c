// SPDX-License-Identifier: ISC
/*
 * The commands, written to /sys/kernel/debug/vradio/ctl one a write:
 *
 *   add NAME ref             a wiphy on which no driver sets rules
 *   add NAME ref ignore-ie   the same, deaf to access points: to their countries, and
 *                            opened by none of their beacons
 *   add NAME CODE [STYLE]    an Atheros radio, see ath.c; needs vradio.ko
 *   add NAME CODE mac80211 MONITOR
 *                            an Atheros station, see station.c; needs vmac.ko
 *   del NAME                 unplug it
 *   hint NAME CC             its driver says that it is in CC
 *   beacon NAME FREQ         hear an access point
 *   ie NAME CC               join an access point whose country is CC
 *   noie NAME                leave it
 *   settle                   wait for cfg80211
 */

#include <linux/ctype.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "vref.h"

#define LINE_LEN 64

/* guards the list of radios, and kinds */
static DEFINE_MUTEX(lock);
static struct dentry *root;
/* of the other test modules */
static const struct vref_kind *kinds[2];

static int ref_prepare(struct vref_radio *radio, char **words)
{
	if (!words[1])
		return 0;
	if (strcmp(words[1], "ignore-ie"))
		return -EINVAL;

	radio->wiphy->regulatory_flags |= REGULATORY_COUNTRY_IE_IGNORE |
					  REGULATORY_DISABLE_BEACON_HINTS;
	return 0;
}

static const struct vref_kind ref_kind = {
	.owner = THIS_MODULE,
	.prepare = ref_prepare,
};

static char *next_word(char **line)
{
	char *word;

	do {
		word = strsep(line, "\n ");
	} while (word && !*word);

	return word;
}

static bool name_ok(const char *name)
{
	const char *c;

	for (c = name; *c; c++)
		if (!isalnum(*c) && *c != '-' && *c != '_')
			return false;

	/* the name shares a directory with this file */
	return c != name && c - name < VREF_NAME_LEN && strcmp(name, "ctl");
}

/* The kind that has this style, else the one that asks for none. */
static const struct vref_kind *find_kind(const char *style)
{
	const struct vref_kind *any = NULL;
	int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!kinds[i])
			continue;
		if (!kinds[i]->style)
			any = kinds[i];
		else if (style && !strcmp(style, kinds[i]->style))
			return kinds[i];
	}

	return any;
}

static int do_add(const char *name, char *args)
{
	const struct vref_kind *kind;
	char *words[VREF_N_WORDS];
	int i;

	for (i = 0; i < VREF_N_WORDS; i++)
		words[i] = next_word(&args);
	if (!name_ok(name) || !words[0] || words[VREF_N_WORDS - 1])
		return -EINVAL;
	if (vref_radio_find(name))
		return -EEXIST;

	kind = strcmp(words[0], "ref") ? find_kind(words[1]) : &ref_kind;
	if (!kind)
		return -ENODEV;

	return vref_radio_add(root, kind, name, words);
}

static int do_radio(const char *command, struct vref_radio *radio, char *args)
{
	char *word = next_word(&args);
	unsigned int freq;

	if (!strcmp(command, "del")) {
		vref_radio_del(radio);
		return 0;
	}
	if (!strcmp(command, "noie")) {
		vref_disconnect(radio);
		return 0;
	}
	if (!strcmp(command, "ie") && word && strlen(word) == 2)
		return vref_connect(radio, word);
	if (!strcmp(command, "hint") && word && strlen(word) == 2)
		return regulatory_hint(radio->wiphy, word);
	if (!strcmp(command, "beacon") && word && !kstrtouint(word, 10, &freq))
		return vref_beacon(radio, freq);

	return -EINVAL;
}

static int do_line(char *line)
{
	struct vref_radio *radio;
	char *command, *name;

	command = next_word(&line);
	if (!command)
		return -EINVAL;

	if (!strcmp(command, "settle")) {
		vref_settle();
		return 0;
	}

	name = next_word(&line);
	if (!name)
		return -EINVAL;
	if (!strcmp(command, "add"))
		return do_add(name, line);

	radio = vref_radio_find(name);
	if (!radio)
		return -ENOENT;

	return do_radio(command, radio, line);
}

static ssize_t ctl_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *pos)
{
	char line[LINE_LEN];
	int ret;

	if (count >= sizeof(line))
		return -EINVAL;
	if (copy_from_user(line, buf, count))
		return -EFAULT;
	line[count] = '\0';

	mutex_lock(&lock);
	ret = do_line(line);
	mutex_unlock(&lock);

	return ret ? ret : count;
}

static const struct file_operations ctl_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = ctl_write,
};

static int replace_kind(const struct vref_kind *old,
			const struct vref_kind *new)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (kinds[i] == old) {
			kinds[i] = new;
			return 0;
		}
	}

	return -EBUSY;
}

/**
 * vref_register_kind() - let "add NAME CODE" make radios of a kind
 * @kind: the kind
 *
 * Return: 0, or -EBUSY when there are too many already.
 */
int vref_register_kind(const struct vref_kind *kind)
{
	int ret;

	mutex_lock(&lock);
	ret = replace_kind(NULL, kind);
	mutex_unlock(&lock);

	return ret;
}
EXPORT_SYMBOL_GPL(vref_register_kind);

/**
 * vref_unregister_kind() - take a kind and all its radios away
 * @kind: the kind
 */
void vref_unregister_kind(const struct vref_kind *kind)
{
	mutex_lock(&lock);
	vref_radio_del_kind(kind);
	replace_kind(kind, NULL);
	mutex_unlock(&lock);
}
EXPORT_SYMBOL_GPL(vref_unregister_kind);

static int __init vref_init(void)
{
	int ret = vref_settle_init();

	if (ret)
		return ret;

	root = debugfs_create_dir("vradio", NULL);
	debugfs_create_file("ctl", 0200, root, NULL, &ctl_fops);

	return 0;
}

static void __exit vref_exit(void)
{
	vref_radio_del_kind(&ref_kind);
	/* what it was told must not outlive the modules it concerns */
	vref_settle();
	vref_settle_exit();
	debugfs_remove_recursive(root);
}

module_init(vref_init);
module_exit(vref_exit);

MODULE_DESCRIPTION("Virtual radios without a driver's rules, for tests");
MODULE_LICENSE("Dual BSD/GPL");
