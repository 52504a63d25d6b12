// SPDX-License-Identifier: ISC
/*
 * ath's detector of radar patterns, once more. That of ath.ko hands out none
 * where the kernel was built without CONFIG_CFG80211_CERTIFICATION_ONUS, as
 * distributions do, and is to stay so: ath9k asks it as well, whatever ath10k's
 * user says. This is the same source with that said, for ath10k alone.
 *
 * It has no lock of its own: a change of the DFS region, in process context,
 * frees what a pulse, in NAPI, walks. Here it gets one.
 */

#ifndef CONFIG_CFG80211_CERTIFICATION_ONUS
#define CONFIG_CFG80211_CERTIFICATION_ONUS 1
#endif

#include <linux/export.h>
#include <linux/spinlock.h>

#include "user_dfs.h"

/* Nothing of it is for other modules. */
#undef EXPORT_SYMBOL
#define EXPORT_SYMBOL(...)

#define dfs_pattern_detector_init user_dfs_unlocked_init
#define pri_detector_init user_dfs_pri_detector_init

#include "../dfs_pri_detector.c"
#include "../dfs_pattern_detector.c"

/* Of all cards' detectors, which share their pools of pulses anyway. */
static DEFINE_SPINLOCK(detector_lock);

static bool locked_add_pulse(struct dfs_pattern_detector *dpd,
			     struct pulse_event *event,
			     struct radar_detector_specs *rs)
{
	bool radar;

	spin_lock_bh(&detector_lock);
	radar = dpd_add_pulse(dpd, event, rs);
	spin_unlock_bh(&detector_lock);
	if (radar)
		user_dfs_heard(dpd->common);

	return radar;
}

static bool locked_set_domain(struct dfs_pattern_detector *dpd,
			      enum nl80211_dfs_regions region)
{
	bool ok;

	spin_lock_bh(&detector_lock);
	ok = dpd_set_domain(dpd, region);
	spin_unlock_bh(&detector_lock);

	return ok;
}

/**
 * user_dfs_detector_init() - make a detector
 * @common: what its card has in common with ath
 * @region: the DFS region to begin with
 *
 * Context: Process context, may sleep.
 * Return: the detector, or NULL when there is no memory for it.
 */
struct dfs_pattern_detector *
user_dfs_detector_init(struct ath_common *common,
		       enum nl80211_dfs_regions region)
{
	struct dfs_pattern_detector *dpd;

	dpd = user_dfs_unlocked_init(common, region);
	if (dpd) {
		dpd->add_pulse = locked_add_pulse;
		dpd->set_dfs_domain = locked_set_domain;
	}

	return dpd;
}
