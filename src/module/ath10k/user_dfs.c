// SPDX-License-Identifier: ISC
/*
 * dfs=1: the driver is as if it had been built with CONFIG_ATH10K_DFS_CERTIFIED.
 * What that allows on which firmware is the stock driver's word: none on that of
 * QCA6174 and QCA9377, for which it has no radar detection in either case.
 */

#include <linux/device.h>
#include <linux/module.h>
#include <net/cfg80211.h>

#include "core.h"
#include "debug.h"
#include "user_dfs.h"

static bool dfs __ro_after_init;
module_param(dfs, bool, 0444);
MODULE_PARM_DESC(dfs, "Detect radar, for access points (default: N)");

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
	return IS_ENABLED(CONFIG_ATH10K_DFS_CERTIFIED) || dfs;
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
	if (detector)
		widen(ar);

	return detector;
}
