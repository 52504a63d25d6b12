/* SPDX-License-Identifier: ISC */
/*
 * A starting country, asked for in the user's name: see user_hint.c.
 */

#ifndef USER_HINT_H
#define USER_HINT_H

#include <net/cfg80211.h>

void user_hint_follow(const char *alpha2,
		      const struct regulatory_request *request);

#endif /* USER_HINT_H */
