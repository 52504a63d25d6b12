/* SPDX-License-Identifier: ISC */
/* The regulatory database, regulatory.db, as wireless-regdb installs it. */

#ifndef DB_H
#define DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DB_PATH "/lib/firmware/regulatory.db"
#define DB_SIGNATURE_PATH "/lib/firmware/regulatory.db.p7s"
/* The length of a list of rules is one byte. */
#define DB_RULES_MAX 255

/* The file's own numbers. */
enum rule_flags {
	RULE_NO_OFDM = 1 << 0,
	RULE_NO_OUTDOOR = 1 << 1,
	RULE_DFS = 1 << 2,
	RULE_NO_IR = 1 << 3,
	RULE_AUTO_BW = 1 << 4,
};

/**
 * struct rule - what may be done in a range of frequencies
 * @start: in kHz
 * @end: in kHz
 * @bandwidth: at most, in kHz
 * @power: at most, in hundredths of a dBm
 * @flags: of enum rule_flags
 */
struct rule {
	uint32_t start, end, bandwidth;
	unsigned int power;
	unsigned int flags;
};

/**
 * struct domain - the rules of a country
 * @alpha2: the country, 00 for the world
 * @dfs_region: as in nl80211: 0 none, 1 FCC, 2 ETSI, 3 Japan
 * @n: how many rules there are
 * @rules: they, in the file's order
 */
struct domain {
	char alpha2[3];
	unsigned int dfs_region;
	size_t n;
	struct rule rules[DB_RULES_MAX];
};

/**
 * struct db - a database that has been found valid
 * @data: the file
 * @size: its length
 */
struct db {
	uint8_t *data;
	size_t size;
};

const char *db_check(const uint8_t *data, size_t size);
const char *db_open(struct db *db);
void db_close(struct db *db);
bool db_country(const struct db *db, size_t i, char alpha2[3]);
bool db_domain(const struct db *db, const char *alpha2, struct domain *domain);

#endif /* DB_H */
