// SPDX-License-Identifier: ISC

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "radio.h"
#include "util.h"

#define DATABASE "/lib/firmware/regulatory.db"
#define DATABASE_MAX 65536
#define DATABASE_MAGIC "RGDB"

/* The header, and an entry of the table of countries: alpha2, an offset / 4. */
#define DATABASE_HEADER 8
#define DATABASE_ENTRY 4

/* Flags of a channel that allow more than the others do not forbid, as
 * include/net/cfg80211.h has them: IR_CONCURRENT, DFS_CONCURRENT, CAN_MONITOR,
 * ALLOW_6GHZ_VLP_AP, ALLOW_20MHZ_ACTIVITY.
 */
#define PERMISSIVE_FLAGS \
	((1UL << 10) | (1UL << 21) | (1UL << 24) | (1UL << 25) | (1UL << 26))

struct oracle oracle;

/* The database's own list; its rules are the kernel's to read. */
static void read_countries(void)
{
	static char db[DATABASE_MAX];
	size_t len = read_file(DATABASE, db, sizeof(db));
	const char *entry;

	if (len < DATABASE_HEADER || memcmp(db, DATABASE_MAGIC, 4))
		die(DATABASE ": not a regulatory database");

	oracle.n = 0;
	for (entry = db + DATABASE_HEADER;
	     entry + DATABASE_ENTRY <= db + len && (entry[2] || entry[3]);
	     entry += DATABASE_ENTRY) {
		oracle.country =
			xrealloc(oracle.country,
				 (oracle.n + 1) * sizeof(*oracle.country));
		memset(&oracle.country[oracle.n], 0, sizeof(*oracle.country));
		memcpy(oracle.country[oracle.n++].alpha2, entry, 2);
	}
	if (!oracle_rules("00") || oracle.n < 2)
		die(DATABASE ": no countries, or no 00");
}

/**
 * oracle_record() - write the oracle down
 *
 * Leaves cfg80211 with a country set.
 */
void oracle_record(void)
{
	unsigned int dfs_region;
	char text[RADIO_TEXT_MAX], alpha2[3];
	struct rules *rules;

	read_countries();
	fresh_cfg80211();
	if (ctl("add reference ref"))
		die("no reference radio");
	radio_channels("reference", text);
	oracle.core = xasprintf("%s", text);

	/* from behind: 00, the first, would be no change */
	for (rules = oracle.country + oracle.n; rules-- > oracle.country;) {
		nl80211_set_country(rules->alpha2);
		settle();
		nl80211_get_country(alpha2, &dfs_region);
		if (strcmp(alpha2, rules->alpha2))
			die("asked for %s, the domain is %s", rules->alpha2,
			    alpha2);
		radio_channels("reference", text);
		rules->channels = xasprintf("%s", text);
		tables_limits(alpha2, dfs_region, rules->limits);
	}
}

/**
 * oracle_rules() - those of a country
 * @alpha2: the country, or 00
 *
 * Return: the rules, or NULL when the database doesn't know the country.
 */
const struct rules *oracle_rules(const char *alpha2)
{
	size_t i;

	for (i = 0; i < oracle.n; i++)
		if (!strcmp(oracle.country[i].alpha2, alpha2))
			return &oracle.country[i];

	return NULL;
}

struct channel {
	unsigned long freq, flags, cac;
	long power, reg_power, gain;
	bool disabled;
};

/* sscanf() would take half of the sweep's time. */
static long number_after(const char **line, const char *name, int base)
{
	size_t len = strlen(name);
	char *end;
	long n;

	if (strncmp(*line, name, len))
		die("no '%s' in '%.60s'", name, *line);
	n = strtol(*line + len, &end, base);
	*line = end;

	return n;
}

static const char *parse_channel(const char *line, struct channel *c)
{
	static const char disabled[] = " disabled\n";

	memset(c, 0, sizeof(*c));
	c->freq = number_after(&line, "", 10);
	if (!strncmp(line, disabled, strlen(disabled))) {
		c->disabled = true;
		return line + strlen(disabled);
	}
	c->flags = number_after(&line, " flags=", 16);
	c->reg_power = number_after(&line, " reg_power=", 10);
	c->power = number_after(&line, " power=", 10);
	c->gain = number_after(&line, " gain=", 10);
	c->cac = number_after(&line, " cac=", 10);
	if (*line != '\n')
		die("not the end of a channel: '%.60s'", line);

	return line + 1;
}

/* Does @b allow anything that @a does not? */
static bool allows_more(const struct channel *a, const struct channel *b)
{
	if (b->disabled)
		return false;
	if (a->disabled)
		return true;

	return (a->flags & ~b->flags & ~PERMISSIVE_FLAGS) ||
	       (b->flags & ~a->flags & PERMISSIVE_FLAGS) ||
	       b->power > a->power || b->reg_power > a->reg_power ||
	       b->gain > a->gain || b->cac < a->cac;
}

/**
 * oracle_compare() - hold a radio's channels against the oracle
 * @expected: the channels of the oracle
 * @got: the radio's, with the same frequencies
 *
 * Return: equal, or more permissive, or more restrictive, or both.
 */
enum verdict oracle_compare(const char *expected, const char *got)
{
	bool more = false, less = false;
	struct channel a, b;

	if (!strcmp(expected, got))
		return EQUAL;

	while (*expected && *got) {
		expected = parse_channel(expected, &a);
		got = parse_channel(got, &b);
		if (a.freq != b.freq)
			die("channels of different radios");
		more |= allows_more(&a, &b);
		less |= allows_more(&b, &a);
	}
	if (*expected || *got || !(more || less))
		die("channels that differ in no way that is known");

	return more && less ? BOTH : more ? PERMISSIVE : RESTRICTIVE;
}

/**
 * oracle_judge() - as oracle_compare(), remembering the last answer
 * @rules: the country
 * @got: a radio's channels
 *
 * Most cards fare alike, and reading two lists of channels takes longer than
 * the kernel took to make them.
 *
 * Return: equal, or more permissive, or more restrictive, or both.
 */
enum verdict oracle_judge(struct rules *rules, const char *got)
{
	if (!rules->judged || strcmp(rules->judged, got)) {
		free(rules->judged);
		rules->judged = xasprintf("%s", got);
		rules->verdict = oracle_compare(rules->channels, got);
	}

	return rules->verdict;
}
