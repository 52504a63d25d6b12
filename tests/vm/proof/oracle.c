// SPDX-License-Identifier: ISC

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "radio.h"
#include "tables.h"
#include "util.h"

#define DATABASE "/lib/firmware/regulatory.db"
#define DATABASE_MAX 65536
#define DATABASE_MAGIC "RGDB"

/* The header, and an entry of the table of countries: alpha2, an offset / 4. */
#define DATABASE_HEADER 8
#define DATABASE_ENTRY 4

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
	char alpha2[3];
	struct rules *rules;

	read_countries();
	fresh_cfg80211();
	if (ctl("add reference ref"))
		die("no reference radio");
	radio_channels("reference", &oracle.core);

	/* from behind: 00, the first, would be no change */
	for (rules = oracle.country + oracle.n; rules-- > oracle.country;) {
		nl80211_set_country(rules->alpha2);
		settle();
		nl80211_get_country(alpha2, &dfs_region);
		if (strcmp(alpha2, rules->alpha2))
			die("asked for %s, the domain is %s", rules->alpha2,
			    alpha2);
		radio_channels("reference", &rules->channels);
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
