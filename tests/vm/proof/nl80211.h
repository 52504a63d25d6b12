/* SPDX-License-Identifier: ISC */
/* What the user says to cfg80211, and what it answers, over nl80211. */

#ifndef PROOF_NL80211_H
#define PROOF_NL80211_H

#include <linux/nl80211.h>

void nl80211_open(void);
void nl80211_close(void);
void nl80211_set_country(const char *alpha2);
void nl80211_get_country(char alpha2[3], unsigned int *dfs_region);

#endif /* PROOF_NL80211_H */
