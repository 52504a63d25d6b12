/* SPDX-License-Identifier: ISC */
/*
 * Radar detection as a switch, where the stock driver has it as a choice of
 * whoever built the kernel, CONFIG_ATH10K_DFS_CERTIFIED.
 */

#ifndef USER_DFS_H
#define USER_DFS_H

#include <net/cfg80211.h>

struct ath10k;
struct ath_common;
struct dfs_pattern_detector;

bool user_dfs_is_on(void);
struct dfs_pattern_detector *user_dfs_start(struct ath10k *ar);
void user_dfs_heard(struct ath_common *common);
void user_dfs_remember(struct ath10k *ar);
void user_dfs_left(struct ath10k *ar, const struct cfg80211_chan_def *old,
		   const struct cfg80211_chan_def *now);

/* ath's own, see user_dfs_detector.c. */
struct dfs_pattern_detector *
user_dfs_detector_init(struct ath_common *common,
		       enum nl80211_dfs_regions region);

#endif /* USER_DFS_H */
