/* SPDX-License-Identifier: ISC */
/*
 * The user's regulatory domain instead of the EEPROM's: what regd.c calls.
 *
 * A radio for which user_regd_init() ran is in "user" mode for as long as it
 * lives. Nothing in struct ath_regulatory could say so without changing the
 * layout that the distribution's own ath5k, ath9k and carl9170 were built
 * with, so the wiphy says it: user mode sets REGULATORY_COUNTRY_IE_IGNORE on
 * it, the stock code never does. (That the stock code sets
 * REGULATORY_CUSTOM_REG, and user mode doesn't, would be no mark:
 * regulatory_hint() clears that flag.)
 */

#ifndef USER_REGD_H
#define USER_REGD_H

#include <net/cfg80211.h>
#include "ath.h"

bool user_regd_is_on(void);
bool user_regd_relaxes(const struct ath_regulatory *reg);
int user_regd_init(struct ath_regulatory *reg, struct wiphy *wiphy,
		   void (*reg_notifier)(struct wiphy *wiphy,
					struct regulatory_request *request));
void user_regd_notify(const struct wiphy *wiphy,
		      const struct regulatory_request *request,
		      struct ath_regulatory *reg);

/**
 * user_regd_counts() - is this radio in user mode?
 * @wiphy: a wiphy that ath_regd_init() has been called for
 *
 * Context: Any.
 * Return: true when the user's country alone counts for @wiphy.
 */
static inline bool user_regd_counts(const struct wiphy *wiphy)
{
	return wiphy->regulatory_flags & REGULATORY_COUNTRY_IE_IGNORE;
}

#endif /* USER_REGD_H */
