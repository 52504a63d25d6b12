// SPDX-License-Identifier: ISC
/*
 * ath's detector of radar patterns, once more. That of ath.ko hands out none
 * where the kernel was built without CONFIG_CFG80211_CERTIFICATION_ONUS, as
 * distributions do, and is to stay so: ath9k asks it as well, whatever ath10k's
 * user says. This is the same source with that said, for ath10k alone.
 */

#ifndef CONFIG_CFG80211_CERTIFICATION_ONUS
#define CONFIG_CFG80211_CERTIFICATION_ONUS 1
#endif

#include <linux/export.h>

#include "user_dfs.h"

/* Nothing of it is for other modules. */
#undef EXPORT_SYMBOL
#define EXPORT_SYMBOL(...)

#define dfs_pattern_detector_init user_dfs_detector_init
#define pri_detector_init user_dfs_pri_detector_init

#include "../dfs_pri_detector.c"
#include "../dfs_pattern_detector.c"
