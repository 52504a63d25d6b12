/* SPDX-License-Identifier: ISC */
/*
 * Radar detection as a switch, where the stock driver has it as a choice of
 * whoever built the kernel, CONFIG_ATH10K_DFS_CERTIFIED.
 */

#ifndef USER_DFS_H
#define USER_DFS_H

#include <linux/nl80211.h>
#include <linux/types.h>

struct ath10k;
struct ath_common;
struct dfs_pattern_detector;

bool user_dfs_is_on(void);
struct dfs_pattern_detector *user_dfs_start(struct ath10k *ar);

/* ath's own, see user_dfs_detector.c. */
struct dfs_pattern_detector *
user_dfs_detector_init(struct ath_common *common,
		       enum nl80211_dfs_regions region);

#endif /* USER_DFS_H */
