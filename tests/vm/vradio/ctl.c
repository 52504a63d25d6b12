// SPDX-License-Identifier: ISC
/*
 * The commands, written to /sys/kernel/debug/vradio/ctl one a write:
 *
 *   add NAME ref             a wiphy on which no driver sets rules
 *   add NAME ref ignore-ie   the same, deaf to what access points say
 *   add NAME CODE [STYLE]    an Atheros radio, see ath.c; needs vradio.ko
 *   del NAME                 unplug it
 *   beacon NAME FREQ         hear an access point
 *   ie NAME CC               join an access point whose country is CC
 *   noie NAME                leave it
 *   settle                   wait for cfg80211
 *   settle-crda              wait for cfg80211 where it has no database
 */

#include <linux/ctype.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "vref.h"

#define LINE_LEN 64

/* guards the list of radios, and ath_kind */
static DEFINE_MUTEX(lock);
static struct dentry *root;
static const struct vref_kind *ath_kind;

static int ref_prepare(struct vref_radio *radio, char *args)
{
	char *word = strsep(&args, "\n ");

	while (word && !*word)
		word = strsep(&args, "\n ");
	if (!word)
		return 0;
	if (strcmp(word, "ignore-ie"))
		return -EINVAL;

	radio->wiphy->regulatory_flags |= REGULATORY_COUNTRY_IE_IGNORE;
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

static int do_add(const char *name, char *args)
{
	if (!name_ok(name) || !args)
		return -EINVAL;
	if (vref_radio_find(name))
		return -EEXIST;
	if (str_has_prefix(args, "ref"))
		return vref_radio_add(root, &ref_kind, name, args + 3);
	if (!ath_kind)
		return -ENODEV;

	return vref_radio_add(root, ath_kind, name, args);
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
	if (!strcmp(command, "settle-crda")) {
		vref_settle_crda();
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

/**
 * vref_register_kind() - let "add NAME CODE" make radios of a kind
 * @kind: the kind
 *
 * Return: 0, or -EBUSY when there is one already.
 */
int vref_register_kind(const struct vref_kind *kind)
{
	int ret = 0;

	mutex_lock(&lock);
	if (ath_kind)
		ret = -EBUSY;
	else
		ath_kind = kind;
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
	ath_kind = NULL;
	mutex_unlock(&lock);
}
EXPORT_SYMBOL_GPL(vref_unregister_kind);

static int __init vref_init(void)
{
	root = debugfs_create_dir("vradio", NULL);
	debugfs_create_file("ctl", 0200, root, NULL, &ctl_fops);

	return 0;
}

static void __exit vref_exit(void)
{
	vref_radio_del_kind(&ref_kind);
	/* what it was told must not outlive the modules it concerns */
	vref_settle();
	debugfs_remove_recursive(root);
}

module_init(vref_init);
module_exit(vref_exit);

MODULE_DESCRIPTION("Virtual radios without a driver's rules, for tests");
MODULE_LICENSE("Dual BSD/GPL");
