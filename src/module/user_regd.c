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
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "regd.h"
#include "regd_common.h"
#include "iso3166.h"
#include "user_hint.h"
#include "user_regd.h"
#include "module_version.h"

/*
 * country_code of a country that ath's own table doesn't know. It must not be
 * CTRY_DEFAULT, by which ath_regd_get_band_ctl() knows the world domain; it is
 * what ath_regd_find_country_by_name() answers for such a country.
 */
#define CTRY_UNLISTED 0xffff

/* How much of a bad value the kernel log repeats, in bytes. */
#define BAD_VALUE_MAX 32

/**
 * struct user_regd_param - a parameter's value
 * @on: whether it is switched on
 * @takes_country: whether a country, which switches it on, is a value for it
 * @alpha2: the country to start in, upper case; empty when none was given
 */
struct user_regd_param {
	bool on;
	bool takes_country;
	char alpha2[3];
};

static struct user_regd_param user_regd = { .takes_country = true };
static struct user_regd_param relax_default;

/*
 * The starting country has been asked for / no longer matters, since somebody
 * else's or its own request has come into force. Both belong to the notifier,
 * which cfg80211 calls under the RTNL.
 */
static bool start_asked;
static bool start_over;

/* In plain ASCII: what a typo may hold, a log's reader need not bear. */
static void complain(const char *name, const char *val, bool takes_country)
{
	char text[BAD_VALUE_MAX + 1];
	size_t i;

	strscpy(text, val, sizeof(text));
	for (i = 0; text[i]; i++)
		if (!isascii(text[i]) || !isprint(text[i]))
			text[i] = '?';

	pr_err("%s=\"%s\" is none of 0, 1, N, Y%s: it stays off\n", name, text,
	       takes_country ? " or a country (ISO 3166 alpha-2, such as SE)" :
			       "");
}

/**
 * user_regd_param_set() - take over the value of a parameter
 * @val: the text, or NULL when the parameter was given without one
 * @kp: the parameter; its arg is a struct user_regd_param
 *
 * A bad value is reported and leaves the parameter off. It is no error to the
 * module loader: that would refuse to load ath and cost the user the radio.
 *
 * Context: Process context, before any radio exists (the parameters can't be
 *          written once the module is loaded).
 * Return: 0
 */
static int user_regd_param_set(const char *val, const struct kernel_param *kp)
{
	struct user_regd_param *param = kp->arg;
	size_t len = val ? strlen(val) : 0;

	param->on = false;
	param->alpha2[0] = '\0';

	if (len == 1 && strchr("0nN", val[0]))
		return 0;

	if (len == 1 && strchr("1yY", val[0])) {
		param->on = true;
		return 0;
	}

	if (param->takes_country && len == 2 && iso3166_is_country(val)) {
		param->on = true;
		param->alpha2[0] = toupper(val[0]);
		param->alpha2[1] = toupper(val[1]);
		return 0;
	}

	complain(kp->name, val ?: "", param->takes_country);
	return 0;
}

/**
 * user_regd_param_get() - the value for /sys/module/ath/parameters
 * @buffer: a page
 * @kp: the parameter; its arg is a struct user_regd_param
 *
 * Context: Process context.
 * Return: the length of the text: 0, 1 or the country, and a newline.
 */
static int user_regd_param_get(char *buffer, const struct kernel_param *kp)
{
	const struct user_regd_param *param = kp->arg;

	if (param->on && param->alpha2[0])
		return scnprintf(buffer, PAGE_SIZE, "%s\n", param->alpha2);

	return scnprintf(buffer, PAGE_SIZE, "%d\n", param->on);
}

/* NOARG: "user_regd" without a value is a bad value, no reason not to load. */
static const struct kernel_param_ops user_regd_param_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = user_regd_param_set,
	.get = user_regd_param_get,
};

module_param_cb(user_regd, &user_regd_param_ops, &user_regd, 0444);
/* It would end a line with a parenthesis, to fit the text. */
/* clang-format off */
MODULE_PARM_DESC(user_regd,
		 "Whose regulatory domain counts: 0 the EEPROM's (default), 1 the user's, a country such as SE: the user's, starting there");

module_param_cb(relax_default, &user_regd_param_ops, &relax_default, 0444);
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

/* CTRY_DEFAULT stands in the table as "NA", which is Namibia's alpha2. */
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

/**
 * set_limits() - let the limits given to the hardware follow a country
 * @reg: the radio
 * @alpha2: the country in force; anything that is none means the world
 * @region: the DFS region of the rules in force
 *
 * ath's table knows the regpair of most countries. For those it doesn't know,
 * and for those it gives no limits in a band that the database may open, the
 * region of the rules decides. What nobody knows is the world, for which
 * ath_regd_get_band_ctl() says SD_NO_CTL: the lowest limit of all domains.
 *
 * Context: The regulatory notifier or before the wiphy is registered. Readers
 *          take no lock, here as in the stock code: each field is valid at
 *          any time.
 */
static void set_limits(struct ath_regulatory *reg, const char *alpha2,
		       enum nl80211_dfs_regions region)
{
	struct reg_dmn_pair_mapping *regpair = NULL, *by_region;
	const struct country_code_to_enum_rd *country = NULL;

	if (isalpha(alpha2[0]) && isalpha(alpha2[1])) {
		country = find_country(alpha2);
		if (country)
			regpair = find_regpair(country->regDmnEnum);

		by_region = find_region_regpair(region);
		if (by_region && !regpair_has_limits(regpair))
			regpair = by_region;
	}

	reg->region = region;
	if (regpair) {
		reg->country_code = country ? country->countryCode :
					      CTRY_UNLISTED;
		reg->regpair = regpair;
		memcpy(reg->alpha2, alpha2, 2);
	} else {
		reg->country_code = CTRY_DEFAULT;
		reg->regpair = find_regpair(WOR4_WORLD);
		memcpy(reg->alpha2, "00", 2);
	}
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
 * again, are used in user mode.
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
	set_limits(reg, user_regd.alpha2, NL80211_DFS_UNSET);

	wiphy->reg_notifier = reg_notifier;
	wiphy->regulatory_flags |= REGULATORY_COUNTRY_IE_IGNORE;

	return 0;
}

/**
 * user_regd_notify() - follow the country that has come into force
 * @request: the request behind it, or NULL when there was none
 * @reg: the radio, in user mode
 *
 * The channels are cfg80211's own work and stay untouched. As long as nobody
 * but the core has asked for anything, a starting country is asked for, once,
 * and its limits are given to the hardware already; whatever request comes
 * into force first ends that.
 *
 * Context: The regulatory notifier, under the RTNL.
 */
void user_regd_notify(const struct regulatory_request *request,
		      struct ath_regulatory *reg)
{
	if (!request)
		return;

	if (request->initiator != NL80211_REGDOM_SET_BY_CORE)
		start_over = true;

	if (!user_regd.alpha2[0] || start_over) {
		set_limits(reg, request->alpha2, request->dfs_region);
		return;
	}

	set_limits(reg, user_regd.alpha2, NL80211_DFS_UNSET);
	if (!start_asked) {
		start_asked = true;
		user_hint_queue(user_regd.alpha2);
	}
}
