/* SPDX-License-Identifier: ISC */
/*
 * Radar detection as a switch, where the stock driver has it as a choice of
 * whoever built the kernel, CONFIG_ATH10K_DFS_CERTIFIED.
 */

#ifndef USER_DFS_H
#define USER_DFS_H

#include <linux/types.h>

struct ath10k;

bool user_dfs_is_on(void);
void user_dfs_widen(struct ath10k *ar);

#endif /* USER_DFS_H */
