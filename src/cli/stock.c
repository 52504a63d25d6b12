// SPDX-License-Identifier: ISC
/*
 * One radio, plugged into a computer on which nobody has asked for a country
 * yet; then the user asks for one. What follows is what ath's regd.c and the
 * kernel's net/wireless/reg.c do together, which the virtual radios of
 * tests/vm see to for every code and country.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "db.h"
#include "stock.h"
#include "util.h"

/* From ath's regd.h and regd_common.h. */
#define COUNTRY_FLAG 0x8000
#define ROAMING_FLAG 0x4000
#define WORLD_MASK 0x00f0
#define WORLD_PREFIX 0x0060
#define WORLD 0x0199
#define DEFAULT_WORLD 0x64
#define CODE_DEFAULT 0
#define CODE_US 840
#define CODE_INDIA 356

/*
 * "wifi: cfg80211: allow reg update by driver even if wiphy->regd is set", of
 * 2023: 6.1 is without it, 6.12 has it.
 */
static const unsigned long HINT_COUNTS[] = { 6, 5 };

static const uint16_t pairs[] = {
#define ATH_PAIR(pair) pair,
#define ATH_COUNTRY(code, pair, alpha2)
#include "ath_tables.def"
#undef ATH_PAIR
#undef ATH_COUNTRY
};

static const struct country {
	uint16_t code;
	uint16_t pair;
	char alpha2[3];
} countries[] = {
#define ATH_PAIR(pair)
#define ATH_COUNTRY(code, pair, alpha2) { code, pair, alpha2 },
#include "ath_tables.def"
#undef ATH_PAIR
#undef ATH_COUNTRY
};

/* regd.c's ath_world_regdom_*: no channel above 11 without these. */
#define MHZ(mhz) (1000U * (mhz))
#define CH_1_11 MHZ(2402), MHZ(2472), MHZ(40), 2000, 0
#define CH_12_13 MHZ(2457), MHZ(2482), MHZ(40), 2000, RULE_NO_IR
#define CH_14 MHZ(2474), MHZ(2494), MHZ(40), 2000, RULE_NO_IR | RULE_NO_OFDM
#define CH_36_64 MHZ(5140), MHZ(5360), MHZ(80), 3000, RULE_NO_IR
#define CH_100_165 MHZ(5460), MHZ(5860), MHZ(80), 3000, RULE_NO_IR
#define CH_149_165 MHZ(5715), MHZ(5860), MHZ(80), 3000, RULE_NO_IR

static const struct domain world_60 = {
	.n = 5,
	.rules = { { CH_1_11 },
		   { CH_12_13 },
		   { CH_14 },
		   { CH_36_64 },
		   { CH_100_165 } },
};

static const struct domain world_63 = {
	.n = 4,
	.rules = { { CH_1_11 }, { CH_12_13 }, { CH_36_64 }, { CH_149_165 } },
};

static const struct domain world_64 = {
	.n = 3,
	.rules = { { CH_1_11 }, { CH_36_64 }, { CH_149_165 } },
};

static const struct domain world_66 = {
	.n = 3,
	.rules = { { CH_1_11 }, { CH_36_64 }, { CH_100_165 } },
};

static const struct domain world_67 = {
	.n = 4,
	.rules = { { CH_1_11 }, { CH_12_13 }, { CH_36_64 }, { CH_100_165 } },
};

static const struct domain *world_domain(const struct stock *stock)
{
	if (!stock->world)
		return &world_64;

	switch (stock->pair) {
	case 0x60:
	case 0x61:
	case 0x62:
		return &world_60;
	case 0x63:
	case 0x65:
		return &world_63;
	case 0x66:
	case 0x69:
		return &world_66;
	case 0x67:
	case 0x68:
	case 0x6a:
	case 0x6c:
		return &world_67;
	default:
		return &world_64;
	}
}

static bool is_pair(uint16_t pair)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++)
		if (pairs[i] == pair)
			return true;

	return false;
}

static const struct country *country_by_code(uint16_t code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(countries); i++)
		if (countries[i].code == code)
			return &countries[i];

	return NULL;
}

static const struct country *country_by_pair(uint16_t pair)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(countries); i++)
		if (countries[i].pair == pair)
			return &countries[i];

	return NULL;
}

/* Does ath_regd_is_eeprom_valid() say so? */
static bool is_valid(uint16_t code)
{
	return code & COUNTRY_FLAG ?
		       country_by_code(code & (uint16_t)~COUNTRY_FLAG) != NULL :
		       is_pair(code);
}

/* Is a release one of at least a version, major and minor? */
static bool is_at_least(const char *release, const unsigned long version[2])
{
	unsigned long major, minor;
	char *end;

	if (!release)
		return true;
	major = strtoul(release, &end, 10);
	minor = *end == '.' ? strtoul(end + 1, NULL, 10) : 0;

	return major > version[0] ||
	       (major == version[0] && minor >= version[1]);
}

/**
 * stock_read() - what the stock driver understands
 * @code: an EEPROM's regulatory code
 * @release: of the kernel, as uname -r has it; NULL for a new one
 *
 * Return: the code's meaning.
 */
struct stock stock_read(uint16_t code, const char *release)
{
	struct stock stock = { .code = code, .alpha2 = "00" };
	const struct country *country = NULL;
	uint16_t rd;

	stock.hint_counts = is_at_least(release, HINT_COUNTS);
	rd = code == COUNTRY_FLAG ? DEFAULT_WORLD :
				    code & (uint16_t)~ROAMING_FLAG;
	stock.pair = rd;
	if (!is_valid(rd)) {
		stock.refused = true;
		return stock;
	}

	stock.world = !(rd & COUNTRY_FLAG) &&
		      ((rd & WORLD_MASK) == WORLD_PREFIX || rd == WORLD);
	if (rd == CODE_DEFAULT)
		country = country_by_code(CODE_US);
	else if (rd & COUNTRY_FLAG && rd != COUNTRY_FLAG)
		country = country_by_code(rd & (uint16_t)~COUNTRY_FLAG);

	if (country) {
		stock.pair = country->pair;
		stock.india = country->code == CODE_INDIA;
	} else {
		country = country_by_pair(stock.pair);
	}
	/* a country without a pair: "No regulatory domain pair found" */
	stock.refused = !stock.pair || !is_pair(stock.pair);
	if (country)
		memcpy(stock.alpha2, country->alpha2, 2);

	return stock;
}

/**
 * stock_words() - a code in words
 * @code: an EEPROM's regulatory code
 *
 * Return: such as "0x006c, world", to be freed.
 */
char *stock_words(uint16_t code)
{
	struct stock stock = stock_read(code, NULL);

	if (stock.refused)
		return xasprintf("0x%04x, which no driver knows", code);
	if ((code & ~ROAMING_FLAG) == CODE_DEFAULT)
		return xasprintf("0x%04x, none: taken for %s", code,
				 stock.alpha2);
	if (stock.world)
		return xasprintf("0x%04x, world", code);
	if (code & COUNTRY_FLAG)
		return xasprintf("0x%04x, %s", code, stock.alpha2);
	if (strcmp(stock.alpha2, "00") != 0)
		return xasprintf("0x%04x, a domain such as that of %s", code,
				 stock.alpha2);

	return xasprintf("0x%04x, a domain of no country", code);
}

/* ath_reg_apply_radar_flags() */
static void apply_radar(const struct stock *stock, struct channels *channels)
{
	unsigned int first = stock->india ? 5500 : 5260;
	struct channel *channel;
	size_t i;

	for (i = 0; i < channels->n; i++) {
		channel = &channels->channel[i];
		if (channel->freq >= first && channel->freq <= 5700 &&
		    !(channel->flags & CHANNEL_DISABLED))
			channel->flags |= CHANNEL_RADAR | CHANNEL_NO_IR;
	}
}

static void apply(const struct domain *domain, struct channels *channels)
{
	size_t i;

	for (i = 0; i < channels->n; i++)
		channels->channel[i] =
			rules_apply(domain, &channels->channel[i]);
}

/* As the driver sets them up, which bounds all that comes later. */
static void set_up(const struct stock *stock, struct channels *channels)
{
	size_t i;

	for (i = 0; i < channels->n; i++) {
		channels->channel[i].flags = 0;
		channels->channel[i].power = 0;
	}
	apply(world_domain(stock), channels);
	apply_radar(stock, channels);
}

/*
 * A hint that is taken: its rules become the bounds. A channel that lies in two of
 * them is closed from then on, but for countries of which that is true as well:
 * with a driver's hint handle_channel_adjacent_rules() doesn't look at both together.
 */
static void take_hint(const struct domain *domain, struct channels *channels)
{
	struct channel bare;
	size_t i;

	for (i = 0; i < channels->n; i++) {
		bare = (struct channel){ .freq = channels->channel[i].freq };
		bare = rules_apply(domain, &bare);
		if (rules_split(domain, bare.freq))
			bare.flags |= CHANNEL_NO_20;
		if (bare.flags & CHANNEL_DISABLED)
			channels->channel[i].flags |= CHANNEL_DISABLED;
		else
			channels->channel[i] = bare;
	}
}

/**
 * stock_apply() - the channels of a radio under the stock driver
 * @stock: its code; one that is refused leaves no channel
 * @db: the regulatory database
 * @alpha2: the country that the user sets, 00 for none
 * @channels: the radio's; their frequencies count and nothing else
 *
 * A hint for 00 is taken. One for a country that the database knows sticks on
 * older kernels: cfg80211 takes it for done, does nothing, and ignores what the
 * user asks for from then on; newer ones take it, too. One for a country that it
 * doesn't know is dropped, where the kernel asks crda for it after three
 * seconds; who asks for a country within these asks in vain.
 */
void stock_apply(const struct stock *stock, const struct db *db,
		 const char *alpha2, struct channels *channels)
{
	bool change = strcmp(alpha2, "00") != 0;
	struct domain domain;
	size_t i;

	if (stock->refused) {
		for (i = 0; i < channels->n; i++)
			channels->channel[i].flags = CHANNEL_DISABLED;
		return;
	}

	set_up(stock, channels);
	if (!stock->world && db_domain(db, stock->alpha2, &domain)) {
		if (!stock->hint_counts && strcmp(stock->alpha2, "00") != 0)
			return;
		take_hint(&domain, channels);
		/* the user's 00 is no change where the hint was for 00 */
		change = change || strcmp(stock->alpha2, "00") != 0;
	}

	/* what is in force already is no change */
	if (change && db_domain(db, alpha2, &domain))
		apply(&domain, channels);
	apply_radar(stock, channels);
}
