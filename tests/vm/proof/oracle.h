/* SPDX-License-Identifier: ISC */
/*
 * What cfg80211 gives a wiphy on which no driver sets rules, for each country,
 * written down before any Atheros radio exists.
 */

#ifndef ORACLE_H
#define ORACLE_H

#include <stddef.h>

#include "channels.h"
#include "tables.h"

/**
 * struct rules - a country's
 * @alpha2: the country, or 00
 * @channels: what cfg80211 makes of them
 * @limits: the limits that the hardware has to be given there
 */
struct rules {
	char alpha2[3];
	struct channels channels;
	char limits[LIMITS_LEN];
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
	struct channels core;
};

extern struct oracle oracle;

void oracle_record(void);
const struct rules *oracle_rules(const char *alpha2);

#endif /* ORACLE_H */
