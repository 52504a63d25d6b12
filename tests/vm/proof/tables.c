// SPDX-License-Identifier: ISC
/*
 * The expectation of C3 is derived here a second time, from the same tables
 * but not by the code under test.
 */

#include <ctype.h>
#include <linux/nl80211.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "tables.h"
#include "util.h"

#define TABLES_PATH "/sys/kernel/debug/ath_tables"
#define TABLES_MAX 16384
#define ENTRIES_MAX 512
/* An entry of each table, without and with the flag. */
#define CODES_MAX (4UL * ENTRIES_MAX)

/* From ath's regd.h: what has no limit, what a country code is marked with. */
#define NO_CTL 0xff
#define COUNTRY_ERD_FLAG 0x8000
#define WORLDWIDE_ROAMING_FLAG 0x4000
/* ... and the two entries of its table that are no countries. */
#define CTRY_DEFAULT 0
#define CTRY_DEBUG 0x1ff

struct pair {
	unsigned int regdmn;
	unsigned int ctl[2];
};

struct country {
	unsigned int code;
	unsigned int regdmn;
	char alpha2[3];
};

static struct pair pairs[ENTRIES_MAX];
static struct country countries[ENTRIES_MAX];
static size_t n_pairs, n_countries;

/**
 * tables_read() - read the tables of the ath source
 */
void tables_read(void)
{
	char text[TABLES_MAX], *line, *next;
	struct country country;
	struct pair pair;

	load_test("ath_tables");
	read_file(TABLES_PATH, text, sizeof(text));
	unload("ath_tables");

	for (line = strtok_r(text, "\n", &next); line;
	     line = strtok_r(NULL, "\n", &next)) {
		if (n_pairs == ENTRIES_MAX || n_countries == ENTRIES_MAX)
			die(TABLES_PATH ": more lines than ever");
		if (sscanf(line, "pair %x %x %x", &pair.regdmn, &pair.ctl[0],
			   &pair.ctl[1]) == 3)
			pairs[n_pairs++] = pair;
		else if (sscanf(line, "country %u %x %2s", &country.code,
				&country.regdmn, country.alpha2) == 3)
			countries[n_countries++] = country;
		else
			die(TABLES_PATH ": '%s'", line);
	}
	if (!n_pairs || !n_countries)
		die(TABLES_PATH ": no tables");
}

static int compare_codes(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/**
 * tables_codes() - every EEPROM code that the tables have an entry for
 * @codes: where to put them, in their order; to be freed
 *
 * With and without the flag for worldwide roaming. Not each of them is one
 * that ath takes.
 *
 * Return: how many there are.
 */
size_t tables_codes(uint16_t **codes)
{
	uint16_t *code = xrealloc(NULL, CODES_MAX * sizeof(*code));
	size_t i, n = 0, unique = 0;

	for (i = 0; i < n_pairs; i++)
		code[n++] = pairs[i].regdmn;
	for (i = 0; i < n_countries; i++)
		code[n++] = COUNTRY_ERD_FLAG | countries[i].code;
	code[n++] = CTRY_DEFAULT;
	for (i = 0; n < CODES_MAX && i < n; i++)
		code[i] &= ~WORLDWIDE_ROAMING_FLAG;

	qsort(code, n, sizeof(*code), compare_codes);
	for (i = 0; i < n; i++)
		if (!unique || code[i] != code[unique - 1])
			code[unique++] = code[i];
	for (i = 0; i < unique; i++)
		code[unique + i] = code[i] | WORLDWIDE_ROAMING_FLAG;

	*codes = code;
	return 2 * unique;
}

/**
 * tables_code() - one of the codes that the tables have an entry for
 * @place: any number
 *
 * Return: the code.
 */
uint16_t tables_code(size_t place)
{
	static uint16_t *codes;
	static size_t n;

	if (!n)
		n = tables_codes(&codes);

	return codes[place % n];
}

static const struct pair *find_pair(unsigned int regdmn)
{
	size_t i;

	for (i = 0; i < n_pairs; i++)
		if (pairs[i].regdmn == regdmn)
			return &pairs[i];

	return NULL;
}

static const struct pair *pair_of_country(const char *alpha2)
{
	size_t i;

	for (i = 0; i < n_countries; i++)
		if (countries[i].code != CTRY_DEFAULT &&
		    countries[i].code != CTRY_DEBUG &&
		    !strcmp(countries[i].alpha2, alpha2))
			return find_pair(countries[i].regdmn);

	return NULL;
}

/**
 * tables_limits() - the limits that a country calls for
 * @alpha2: the country; 00 and what else is none, such as 98, is the world
 * @dfs_region: the DFS region of its rules
 * @limits: as vradio.ko's "limits" line puts them
 *
 * Those of the country's entry. Where there is none, or one without a limit in
 * a band: those of the country that the DFS region is named after. Where there
 * is no region either, the world's: pair 0x64, for which ath_regd_get_band_ctl()
 * says SD_NO_CTL, 0xe0.
 */
void tables_limits(const char *alpha2, unsigned int dfs_region,
		   char limits[LIMITS_LEN])
{
	static const char *const region_country[] = {
		[NL80211_DFS_FCC] = "US",
		[NL80211_DFS_ETSI] = "DE",
		[NL80211_DFS_JP] = "JP",
	};
	const struct pair *pair = pair_of_country(alpha2);

	if (pair && (pair->ctl[0] == NO_CTL || pair->ctl[1] == NO_CTL))
		pair = NULL;
	if (!pair && isalpha(alpha2[0]) && isalpha(alpha2[1]) &&
	    dfs_region != NL80211_DFS_UNSET &&
	    dfs_region < ARRAY_SIZE(region_country))
		pair = pair_of_country(region_country[dfs_region]);

	if (pair)
		snprintf(limits, LIMITS_LEN,
			 "regpair=0x%02x ctl2=0x%02x ctl5=0x%02x", pair->regdmn,
			 pair->ctl[0], pair->ctl[1]);
	else
		snprintf(limits, LIMITS_LEN,
			 "regpair=0x64 ctl2=0xe0 ctl5=0xe0");
}
