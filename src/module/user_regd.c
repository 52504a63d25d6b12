// SPDX-License-Identifier: ISC
/*
 * The user's regulatory domain instead of the EEPROM's: parameters and policy.
 *
 * In user mode ath sets no rules of its own on a wiphy: cfg80211 alone turns
 * the regulatory database's rules for the user's country into channel flags
 * and power, as it does for a radio whose driver has no opinion. What is left
 * to do here is to keep what ath tells the hardware (conformance test limits,
 * regpair) in step with the country in force, and to see to it that no driver
 * hints the EEPROM's country, which cfg80211 would intersect with the user's.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ctype.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

#include "regd.h"
#include "regd_common.h"
#include "user_hint.h"
#include "user_param.h"
#include "user_regd.h"
#include "module_version.h"

/*
 * country_code of a country that ath's own table doesn't know. It must not be
 * CTRY_DEFAULT, by which ath_regd_get_band_ctl() knows the world domain; it is
 * what ath_regd_find_country_by_name() answers for such a country.
 */
#define CTRY_UNLISTED 0xffff

static struct user_param user_regd = { .takes_country = true };
static struct user_param relax_default;

module_param_cb(user_regd, &user_param_ops, &user_regd, 0444);
/* It would end a line with a parenthesis, to fit the text. */
/* clang-format off */
MODULE_PARM_DESC(user_regd,
		 "Whose regulatory domain counts: 0 the EEPROM's (default), 1 the user's, a country such as SE: the user's, starting there");

module_param_cb(relax_default, &user_param_ops, &relax_default, 0444);
MODULE_PARM_DESC(relax_default,
		 "1: as user_regd=1, but only for cards whose EEPROM holds the default code 0x0000 (default 0)");
/* clang-format on */

/**
 * user_regd_is_on() - does the user's domain count, whatever the card?
 *
 * Context: Any.
 * Return: true under user_regd=1 and under user_regd=<country>.
 */
bool user_regd_is_on(void)
{
	return user_regd.on;
}

/**
 * user_regd_relaxes() - does the user's domain count since the card has none?
 * @reg: a radio whose current_rd holds the EEPROM's code
 *
 * Only the plain default code is meant. 0x4000, the same with the flag for
 * worldwide roaming, was written by someone with an intention.
 *
 * Context: Any.
 * Return: true under relax_default=1 for a card of code 0x0000.
 */
bool user_regd_relaxes(const struct ath_regulatory *reg)
{
	return relax_default.on && reg->current_rd == CTRY_DEFAULT;
}

static struct reg_dmn_pair_mapping *find_regpair(u16 regdmn)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(regDomainPairs); i++)
		if (regDomainPairs[i].reg_domain == regdmn)
			return &regDomainPairs[i];

	return NULL;
}

/* CTRY_DEFAULT stands in the table as "CO", before Colombia does. */
static const struct country_code_to_enum_rd *find_country(const char *alpha2)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(allCountries); i++)
		if (allCountries[i].countryCode != CTRY_DEFAULT &&
		    allCountries[i].countryCode != CTRY_DEBUG &&
		    !memcmp(allCountries[i].isoName, alpha2, 2))
			return &allCountries[i];

	return NULL;
}

/**
 * find_region_regpair() - the limits of a DFS region
 * @region: the DFS region of the rules in force
 *
 * Those of the country that the region's rules are named after: the United
 * States for FCC, Germany for ETSI, Japan for its own.
 *
 * Return: the regpair, or NULL for a region that isn't set.
 */
static struct reg_dmn_pair_mapping *
find_region_regpair(enum nl80211_dfs_regions region)
{
	switch (region) {
	case NL80211_DFS_FCC:
		return find_regpair(find_country("US")->regDmnEnum);
	case NL80211_DFS_ETSI:
		return find_regpair(find_country("DE")->regDmnEnum);
	case NL80211_DFS_JP:
		return find_regpair(find_country("JP")->regDmnEnum);
	default:
		return NULL;
	}
}

static bool regpair_has_limits(const struct reg_dmn_pair_mapping *regpair)
{
	return regpair && regpair->reg_2ghz_ctl != NO_CTL &&
	       regpair->reg_5ghz_ctl != NO_CTL;
}

/* The regpair of rules that are a country's; NULL: nobody knows its limits. */
static struct reg_dmn_pair_mapping *
find_country_regpair(const struct country_code_to_enum_rd *country,
		     enum nl80211_dfs_regions region)
{
	struct reg_dmn_pair_mapping *regpair = NULL;

	if (country)
		regpair = find_regpair(country->regDmnEnum);

	return regpair_has_limits(regpair) ? regpair :
					     find_region_regpair(region);
}

/*
 * Are the rules in force those of the request's country alone? They are not when
 * they were intersected; nor when cfg80211 has made a driver's second hint its last
 * request without following it: the rules are then the world's, which have no region.
 */
static bool is_in_force(const struct regulatory_request *request)
{
	if (request->intersect)
		return false;

	return request->initiator != NL80211_REGDOM_SET_BY_DRIVER ||
	       request->dfs_region != NL80211_DFS_UNSET;
}

static bool is_country(const char *alpha2)
{
	return isalpha(alpha2[0]) && isalpha(alpha2[1]);
}

/**
 * set_world_limits() - give the hardware the strictest limits that there are
 * @wiphy: the radio's wiphy
 * @reg: the radio
 *
 * ath_regd_get_band_ctl() says SD_NO_CTL for the world. That is the lowest limit
 * of all domains to ath9k and ath9k_htc; carl9170 takes it for the FCC's, and
 * ath10k leaves it to its firmware. ath5k finds no limits by that name and would
 * set none: it gets the FCC's.
 */
static void set_world_limits(const struct wiphy *wiphy,
			     struct ath_regulatory *reg)
{
	const struct device *dev = wiphy->dev.parent;

	reg->country_code = CTRY_DEFAULT;
	reg->regpair = find_regpair(WOR4_WORLD);
	memcpy(reg->alpha2, "00", 2);

	if (dev && !strcmp(dev_driver_string(dev), "ath5k")) {
		reg->country_code = CTRY_UNLISTED;
		reg->regpair = find_region_regpair(NL80211_DFS_FCC);
	}
}

/**
 * set_limits() - let the limits given to the hardware follow the rules in force
 * @wiphy: the radio's wiphy
 * @reg: the radio
 * @request: the request that led to the rules
 *
 * ath's table knows the regpair of most countries. For those it doesn't know,
 * and for those it gives no limits in a band that the database may open, the
 * region of the rules decides. What nobody knows has the world's limits.
 *
 * Context: The regulatory notifier. Readers take no lock, here as in the stock
 *          code: each field is valid at any time.
 */
static void set_limits(const struct wiphy *wiphy, struct ath_regulatory *reg,
		       const struct regulatory_request *request)
{
	const struct country_code_to_enum_rd *country = NULL;
	struct reg_dmn_pair_mapping *regpair = NULL;

	if (is_country(request->alpha2) && is_in_force(request)) {
		country = find_country(request->alpha2);
		regpair = find_country_regpair(country, request->dfs_region);
	}

	reg->region = request->dfs_region;
	if (!regpair) {
		set_world_limits(wiphy, reg);
		return;
	}

	reg->country_code = country ? country->countryCode : CTRY_UNLISTED;
	reg->regpair = regpair;
	memcpy(reg->alpha2, request->alpha2, 2);
}

/**
 * user_regd_init() - set up a radio for which the user's domain counts
 * @reg: the radio; current_rd holds the EEPROM's code, which need not be valid
 * @wiphy: its wiphy, not yet registered
 * @reg_notifier: the driver's notifier, which calls ath_reg_notifier_apply()
 *
 * current_rd becomes, and stays, a world code whatever the country: by it
 * ath_is_world_regd() says world to every driver, and so none hints. It is the
 * code that the stock code takes for cards it can't make sense of. Neither
 * reg_world_copy nor the notifier's stock part, which would write current_rd
 * again, are used in user mode. The limits are the world's until the notifier is
 * called, which is before anybody can switch the radio on.
 *
 * cfg80211 puts no settings back for radios that ignore country elements when they
 * leave an access point, so what a beacon had opened would stay open: these radios
 * are not opened by beacons at all, which cfg80211 itself pairs with the former.
 *
 * Context: Process context, before the wiphy is registered.
 * Return: 0; there is no code that user mode can't work with.
 */
int user_regd_init(struct ath_regulatory *reg, struct wiphy *wiphy,
		   void (*reg_notifier)(struct wiphy *wiphy,
					struct regulatory_request *request))
{
	pr_info("%s: EEPROM regdomain 0x%04x, but the user's country counts%s%s\n",
		wiphy_name(wiphy), reg->current_rd,
		user_regd.alpha2[0] ? ", to start with " : "",
		user_regd.alpha2);

	reg->current_rd = WOR4_WORLD;
	set_world_limits(wiphy, reg);

	wiphy->reg_notifier = reg_notifier;
	wiphy->regulatory_flags |= REGULATORY_COUNTRY_IE_IGNORE |
				   REGULATORY_DISABLE_BEACON_HINTS;

	return 0;
}

/* Nothing else tells a user why "iw reg set" does nothing from now on. */
static void tell_of_lockout(const struct wiphy *wiphy,
			    const struct regulatory_request *request)
{
	if (!request->intersect || request->wiphy_idx < 0 ||
	    request->initiator != NL80211_REGDOM_SET_BY_DRIVER)
		return;

	pr_notice("%s: the driver of phy%d says %.2s, no user counts now\n",
		  wiphy_name(wiphy), request->wiphy_idx, request->alpha2);
}

/**
 * user_regd_notify() - follow the rules that have come into force
 * @wiphy: the radio's wiphy
 * @request: the request behind them, or NULL when there was none
 * @reg: the radio, in user mode
 *
 * The channels are cfg80211's own work and stay untouched.
 *
 * Context: The regulatory notifier, under the RTNL.
 */
void user_regd_notify(const struct wiphy *wiphy,
		      const struct regulatory_request *request,
		      struct ath_regulatory *reg)
{
	if (!request)
		return;

	set_limits(wiphy, reg, request);
	tell_of_lockout(wiphy, request);
	user_hint_follow(user_regd.alpha2, request);
}
