// SPDX-License-Identifier: ISC
/* The life of a virtual radio, and what its channels look like. */

#include <linux/rtnetlink.h>

#include "vref.h"

static LIST_HEAD(radios);

/* Only read by cfg80211, once ieee80211_set_bitrate_flags() has marked them. */
static struct ieee80211_rate rates[] = {
	{ .bitrate = 10 },  { .bitrate = 20 },	{ .bitrate = 55 },
	{ .bitrate = 110 }, { .bitrate = 60 },	{ .bitrate = 90 },
	{ .bitrate = 120 }, { .bitrate = 180 }, { .bitrate = 240 },
	{ .bitrate = 360 }, { .bitrate = 480 }, { .bitrate = 540 },
};

#define N_CCK_RATES 4

static void set_channel(struct ieee80211_channel *chan, enum nl80211_band band,
			int number)
{
	chan->band = band;
	chan->center_freq = ieee80211_channel_to_frequency(number, band);
	chan->hw_value = number;
	/* what ath10k gives; the driver's own bound must not hide a rule's */
	chan->max_power = 30;
}

static void set_bands(struct vref_radio *radio)
{
	struct ieee80211_supported_band *band;
	int i, n = 0;

	for (i = 0; i < VREF_N_2GHZ; i++)
		set_channel(&radio->chan_2ghz[i], NL80211_BAND_2GHZ, i + 1);

	for (i = 36; i <= 64; i += 4)
		set_channel(&radio->chan_5ghz[n++], NL80211_BAND_5GHZ, i);
	for (i = 100; i <= 144; i += 4)
		set_channel(&radio->chan_5ghz[n++], NL80211_BAND_5GHZ, i);
	for (i = 149; i <= 165; i += 4)
		set_channel(&radio->chan_5ghz[n++], NL80211_BAND_5GHZ, i);

	band = &radio->bands[0];
	band->channels = radio->chan_2ghz;
	band->n_channels = VREF_N_2GHZ;
	band->bitrates = rates;
	band->n_bitrates = ARRAY_SIZE(rates);

	band = &radio->bands[1];
	band->channels = radio->chan_5ghz;
	band->n_channels = n;
	band->bitrates = rates + N_CCK_RATES;
	band->n_bitrates = ARRAY_SIZE(rates) - N_CCK_RATES;

	/* cfg80211 works out the HT40 flags only for bands that can do it */
	for (i = 0; i < ARRAY_SIZE(radio->bands); i++) {
		band = &radio->bands[i];
		band->ht_cap.ht_supported = true;
		band->ht_cap.cap = IEEE80211_HT_CAP_SUP_WIDTH_20_40;
	}

	radio->wiphy->bands[NL80211_BAND_2GHZ] = &radio->bands[0];
	radio->wiphy->bands[NL80211_BAND_5GHZ] = &radio->bands[1];
}

static void describe_channel(const struct ieee80211_channel *chan,
			     struct vref_channel *description)
{
	memset(description, 0, sizeof(*description));
	description->freq = chan->center_freq;
	/* The rest of a disabled channel is what its last rule left there. */
	if (chan->flags & IEEE80211_CHAN_DISABLED) {
		description->flags = VREF_CHANNEL_DISABLED;
		return;
	}

	description->flags = chan->flags;
	description->reg_power = chan->max_reg_power;
	description->power = chan->max_power;
	description->gain = chan->max_antenna_gain;
	if (chan->flags & IEEE80211_CHAN_RADAR)
		description->cac = chan->dfs_cac_ms;
}

static void describe_channels(struct vref_radio *radio,
			      struct vref_channel descriptions[VREF_N_CHANNELS])
{
	int i;

	/* cfg80211 changes the channels under the rtnl */
	rtnl_lock();
	for (i = 0; i < VREF_N_2GHZ; i++)
		describe_channel(&radio->chan_2ghz[i], descriptions++);
	for (i = 0; i < VREF_N_5GHZ; i++)
		describe_channel(&radio->chan_5ghz[i], descriptions++);
	rtnl_unlock();
}

static void show_channel(struct seq_file *s, const struct vref_channel *chan)
{
	if (chan->flags & VREF_CHANNEL_DISABLED) {
		seq_printf(s, "%u disabled\n", chan->freq);
		return;
	}

	seq_printf(s, "%u flags=%08x reg_power=%d power=%d gain=%d cac=%u\n",
		   chan->freq, chan->flags, chan->reg_power, chan->power,
		   chan->gain, chan->cac);
}

static int channels_show(struct seq_file *s, void *unused)
{
	struct vref_channel channels[VREF_N_CHANNELS];
	int i;

	describe_channels(s->private, channels);
	for (i = 0; i < VREF_N_CHANNELS; i++)
		show_channel(s, &channels[i]);

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(channels);

/* For who reads them so often that the text would be most of the time. */
static ssize_t raw_read(struct file *file, char __user *to, size_t size,
			loff_t *pos)
{
	struct vref_channel channels[VREF_N_CHANNELS];

	describe_channels(file->private_data, channels);
	return simple_read_from_buffer(to, size, pos, channels,
				       sizeof(channels));
}

static const struct file_operations raw_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.read = raw_read,
};

static int regd_show(struct seq_file *s, void *unused)
{
	struct vref_radio *radio = s->private;

	rtnl_lock();
	seq_printf(s, "wiphy=%s\n", wiphy_name(radio->wiphy));
	seq_printf(s, "regulatory_flags=0x%x\n",
		   radio->wiphy->regulatory_flags);
	if (radio->kind->regd_show)
		radio->kind->regd_show(radio, s);
	rtnl_unlock();

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(regd);

static void release_radio(struct vref_radio *radio)
{
	if (radio->kind->release)
		radio->kind->release(radio);
	radio->body->free(radio);
}

/**
 * vref_radio_find() - the radio of a name
 * @name: the name
 *
 * Return: the radio, or NULL.
 */
struct vref_radio *vref_radio_find(const char *name)
{
	struct vref_radio *radio;

	list_for_each_entry(radio, &radios, list)
		if (!strcmp(radio->name, name))
			return radio;

	return NULL;
}

/**
 * vref_radio_add() - make a radio as a driver's probe would
 * @root: the debugfs directory to put its files in
 * @kind: its kind
 * @name: its name
 * @words: what the kind is to know
 *
 * Return: 0, or the errno of the step that failed, with nothing left behind.
 */
int vref_radio_add(struct dentry *root, const struct vref_kind *kind,
		   const char *name, char **words)
{
	const struct vref_body *body = kind->body ?: &vref_bare;
	struct vref_radio *radio;
	int ret;

	radio = body->alloc();
	if (!radio)
		return -ENOMEM;

	radio->kind = kind;
	radio->body = body;
	strscpy(radio->name, name, sizeof(radio->name));
	set_bands(radio);

	if (kind->prepare) {
		ret = kind->prepare(radio, words);
		if (ret)
			goto err_free;
	}

	ret = body->add(radio);
	if (ret)
		goto err_free;

	if (kind->registered)
		kind->registered(radio);

	radio->dir = debugfs_create_dir(name, root);
	debugfs_create_file("channels", 0400, radio->dir, radio,
			    &channels_fops);
	debugfs_create_file("raw", 0400, radio->dir, radio, &raw_fops);
	debugfs_create_file("regd", 0400, radio->dir, radio, &regd_fops);
	list_add_tail(&radio->list, &radios);

	return 0;

err_free:
	release_radio(radio);
	return ret;
}

/**
 * vref_radio_del() - take a radio away as unplugging it would
 * @radio: the radio
 */
void vref_radio_del(struct vref_radio *radio)
{
	list_del(&radio->list);
	debugfs_remove_recursive(radio->dir);
	radio->body->del(radio);
	release_radio(radio);
}

/**
 * vref_radio_del_kind() - take all radios of a kind away
 * @kind: the kind
 */
void vref_radio_del_kind(const struct vref_kind *kind)
{
	struct vref_radio *radio, *next;

	list_for_each_entry_safe(radio, next, &radios, list)
		if (radio->kind == kind)
			vref_radio_del(radio);
}
