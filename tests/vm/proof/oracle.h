/* SPDX-License-Identifier: ISC */
/*
 * What cfg80211 gives a wiphy on which no driver sets rules, for each country,
 * written down before any Atheros radio exists.
 */

#ifndef ORACLE_H
#define ORACLE_H

#include <stddef.h>

#include "tables.h"

/* How a radio's channels stand to what they should be. */
enum verdict {
	EQUAL = '=',
	PERMISSIVE = '+',
	RESTRICTIVE = '-',
	BOTH = '~',
};

/**
 * struct rules - a country's
 * @alpha2: the country, or 00
 * @channels: what cfg80211 makes of them, as vref.ko prints channels
 * @limits: the limits that the hardware has to be given there
 * @judged: the channels that oracle_judge() was asked about last
 * @verdict: what it said
 */
struct rules {
	char alpha2[3];
	char *channels;
	char limits[LIMITS_LEN];
	char *judged;
	enum verdict verdict;
};

/**
 * struct oracle - all of it
 * @country: every country of the regulatory database, and 00
 * @n: how many
 * @core: the channels as long as nobody has asked for a country
 */
struct oracle {
	struct rules *country;
	size_t n;
	char *core;
};

extern struct oracle oracle;

void oracle_record(void);
const struct rules *oracle_rules(const char *alpha2);
enum verdict oracle_compare(const char *expected, const char *got);
enum verdict oracle_judge(struct rules *rules, const char *got);

#endif /* ORACLE_H */
