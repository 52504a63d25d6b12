// SPDX-License-Identifier: ISC
/*
 * dfs=1: the driver is as if it had been built with CONFIG_ATH10K_DFS_CERTIFIED.
 * What that allows on which firmware is the stock driver's word: none on that of
 * QCA6174 and QCA9377, for which it has no radar detection in either case.
 *
 * What cfg80211 knows of radar, each change of the rules takes away from it, also
 * one to the same rules. And what it knows to be free of radar stays free for ever
 * in ETSI's region, and elsewhere until its settings are restored, which does not
 * happen where all radios are in user mode (see ../user_regd.h). So here is kept
 * where radar was heard, for as long as nobody may transmit there; and a channel
 * that the card has left counts as not listened to, in every region.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <net/cfg80211.h>
#include <net/mac80211.h>

#include "core.h"
#include "debug.h"
#include "../user_param.h"
#include "user_dfs.h"

static struct user_param dfs;
module_param_cb(dfs, &user_param_ops, &dfs, 0444);
MODULE_PARM_DESC(dfs, "1: detect radar, for access points (default 0)");

/* The non-occupancy period, the same in all regions. */
#define NON_OCCUPANCY (30 * 60 * HZ)

/* The 20 MHz channels from 5 GHz on. */
#define CHANNEL_BASE 5000
#define CHANNEL_STEP 20
#define N_CHANNELS 48

/* When radar was last heard on each channel, for all cards; 0: never. */
static u64 heard[N_CHANNELS];
static DEFINE_SPINLOCK(heard_lock);

#define WIDTHS_TO_80                                                    \
	(BIT(NL80211_CHAN_WIDTH_20_NOHT) | BIT(NL80211_CHAN_WIDTH_20) | \
	 BIT(NL80211_CHAN_WIDTH_40) | BIT(NL80211_CHAN_WIDTH_80))

#define WIDTHS_TO_160                                   \
	(WIDTHS_TO_80 | BIT(NL80211_CHAN_WIDTH_80P80) | \
	 BIT(NL80211_CHAN_WIDTH_160))

/**
 * user_dfs_is_on() - does the driver detect radar?
 *
 * Context: Any.
 * Return: true if it was built to, or was told to by its parameter.
 */
bool user_dfs_is_on(void)
{
	return IS_ENABLED(CONFIG_ATH10K_DFS_CERTIFIED) || dfs.on;
}

/* Those of the stock driver's combinations of interfaces for each firmware. */
static u16 radar_widths(const struct ath10k *ar)
{
	switch (ar->running_fw->fw_file.wmi_op_version) {
	case ATH10K_FW_WMI_OP_VERSION_10_1:
	case ATH10K_FW_WMI_OP_VERSION_10_2:
	case ATH10K_FW_WMI_OP_VERSION_10_2_4:
		return WIDTHS_TO_80;
	case ATH10K_FW_WMI_OP_VERSION_10_4:
		return WIDTHS_TO_160;
	default:
		return 0;
	}
}

/* Have cfg80211 let channels with radar be used. The driver's own combinations are
 * constant and every radio's: this radio gets a copy, which goes with its device.
 * When there is no memory for it the radio does without: access points on such
 * channels are refused.
 */
static void widen(struct ath10k *ar)
{
	struct wiphy *wiphy = ar->hw->wiphy;
	struct ieee80211_iface_combination *combinations;
	u16 widths = radar_widths(ar);
	int i;

	if (!widths)
		return;

	combinations = devm_kmemdup(ar->dev, wiphy->iface_combinations,
				    wiphy->n_iface_combinations *
					    sizeof(*combinations),
				    GFP_KERNEL);
	if (!combinations) {
		ath10k_warn(ar, "no memory to allow channels with radar\n");
		return;
	}

	for (i = 0; i < wiphy->n_iface_combinations; i++)
		combinations[i].radar_detect_widths |= widths;
	wiphy->iface_combinations = combinations;
}

/**
 * user_dfs_start() - begin to detect radar
 * @ar: a radio whose combinations of interfaces are set, not registered yet
 *
 * Only a radio that has a detector may use channels with radar.
 *
 * Context: Process context, may sleep.
 * Return: the detector, or NULL when there is no memory for it.
 */
struct dfs_pattern_detector *user_dfs_start(struct ath10k *ar)
{
	struct dfs_pattern_detector *detector;

	detector = user_dfs_detector_init(&ar->ath_common, NL80211_DFS_UNSET);
	if (!detector)
		return NULL;

	widen(ar);
	if (dfs.on)
		ath10k_info(ar, "radar detection is on%s\n",
			    radar_widths(ar) ? "" : ", without effect");

	return detector;
}

/* The half of a channel's width, in MHz; of one of its two segments for 80+80. */
static int half_width(const struct cfg80211_chan_def *chandef)
{
	switch (chandef->width) {
	case NL80211_CHAN_WIDTH_40:
		return 20;
	case NL80211_CHAN_WIDTH_80:
	case NL80211_CHAN_WIDTH_80P80:
		return 40;
	case NL80211_CHAN_WIDTH_160:
		return 80;
	default:
		return 10;
	}
}

/* Is the 20 MHz channel around @freq a part of the channel @chandef? */
static bool covers(const struct cfg80211_chan_def *chandef, int freq)
{
	int half = half_width(chandef);

	return abs(freq - (int)chandef->center_freq1) < half ||
	       (chandef->center_freq2 &&
		abs(freq - (int)chandef->center_freq2) < half);
}

static void mark(struct ieee80211_hw *hw, struct ieee80211_chanctx_conf *conf,
		 void *data)
{
	int i;

	for (i = 0; i < N_CHANNELS; i++)
		if (covers(&conf->def, CHANNEL_BASE + i * CHANNEL_STEP))
			heard[i] = get_jiffies_64();
}

/**
 * user_dfs_heard() - remember a radar
 * @common: of the card that has heard it, on the channels that it is on
 *
 * What firmware of 10.4 disavows in the FCC's region is remembered as well.
 *
 * Context: Any but hard interrupts.
 */
void user_dfs_heard(struct ath_common *common)
{
	struct ath10k *ar = container_of(common, struct ath10k, ath_common);

	spin_lock_bh(&heard_lock);
	ieee80211_iter_chan_contexts_atomic(ar->hw, mark, NULL);
	spin_unlock_bh(&heard_lock);
}

/**
 * user_dfs_remember() - tell cfg80211 again where radar was heard
 * @ar: a radio whose channels have been given new rules, which made cfg80211
 *	forget it
 *
 * Context: The regulatory notifier, under the RTNL.
 */
void user_dfs_remember(struct ath10k *ar)
{
	struct ieee80211_supported_band *band =
		ar->hw->wiphy->bands[NL80211_BAND_5GHZ];
	struct cfg80211_chan_def chandef;
	struct ieee80211_channel *chan;
	u64 when;
	int i;

	if (!dfs.on || !band)
		return;

	for (i = 0; i < band->n_channels; i++) {
		chan = &band->channels[i];
		spin_lock_bh(&heard_lock);
		when = heard[(chan->center_freq - CHANNEL_BASE) / CHANNEL_STEP];
		spin_unlock_bh(&heard_lock);
		if (!when || !(chan->flags & IEEE80211_CHAN_RADAR) ||
		    time_after_eq64(get_jiffies_64(), when + NON_OCCUPANCY))
			continue;

		/* A card that comes back: cfg80211 isn't counting the time yet. */
		if (!test_bit(ATH10K_FLAG_CORE_REGISTERED, &ar->dev_flags)) {
			cfg80211_chandef_create(&chandef, chan,
						NL80211_CHAN_NO_HT);
			cfg80211_radar_event(ar->hw->wiphy, &chandef,
					     GFP_KERNEL);
		}
		chan->dfs_state = NL80211_DFS_UNAVAILABLE;
		chan->dfs_state_entered = (unsigned long)when;
	}
}

/**
 * user_dfs_left() - forget what was listened to
 * @ar: the radio
 * @old: the channel that it no longer watches
 * @now: the channel that it watches instead, or NULL
 *
 * At the end of listening mac80211 leaves the channel, too, and says only then
 * that it may be used.
 *
 * Context: Process context.
 */
void user_dfs_left(struct ath10k *ar, const struct cfg80211_chan_def *old,
		   const struct cfg80211_chan_def *now)
{
	struct ieee80211_supported_band *band =
		ar->hw->wiphy->bands[NL80211_BAND_5GHZ];
	struct ieee80211_channel *chan;
	int i;

	if (!dfs.on || !band)
		return;

	for (i = 0; i < band->n_channels; i++) {
		chan = &band->channels[i];
		if (chan->dfs_state == NL80211_DFS_AVAILABLE &&
		    covers(old, chan->center_freq) &&
		    !(now && covers(now, chan->center_freq))) {
			chan->dfs_state = NL80211_DFS_USABLE;
			chan->dfs_state_entered = jiffies;
		}
	}
}
