// SPDX-License-Identifier: ISC
/*
 * The format is that of the kernel's net/wireless/reg.c, version 20: all
 * numbers big endian, all pointers in units of four bytes from the start.
 *
 *   header      magic, version
 *   countries   alpha2, pointer to a collection; ends with a pointer 0
 *   collection  its own length, number of rules, DFS region; padded to two
 *               bytes; a pointer of two bytes for each rule
 *   rule        its own length, flags, power; start, end, bandwidth; more that
 *               is not needed here
 *
 * What the kernel would refuse is refused here, its signature apart.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "db.h"
#include "files.h"

#define MAGIC 0x52474442
#define VERSION 20
#define HEADER_LEN 8
#define COUNTRY_LEN 4
#define COLLECTION_LEN 3
#define RULE_LEN 16
/* With the time to listen for radar and the pointer to the WMM rule. */
#define RULE_WMM_LEN 20
#define WMM_LEN 32

static unsigned int be16(const uint8_t *p)
{
	return (unsigned int)p[0] << 8 | p[1];
}

static uint32_t be32(const uint8_t *p)
{
	return (uint32_t)be16(p) << 16 | be16(p + 2);
}

static size_t pointer(const uint8_t *p)
{
	return (size_t)be16(p) << 2;
}

/* Is there room for @len bytes at @at? */
static bool fits(size_t size, size_t at, size_t len)
{
	return at <= size && len <= size - at;
}

static bool rule_is_valid(const uint8_t *data, size_t size, size_t at)
{
	if (!fits(size, at, RULE_LEN) || data[at] < RULE_LEN)
		return false;

	return data[at] < RULE_WMM_LEN ||
	       (fits(size, at, RULE_WMM_LEN) &&
		fits(size, pointer(data + at + 18), WMM_LEN));
}

static size_t rule_pointers(const uint8_t *data, size_t at)
{
	return at + ((data[at] + 1U) & ~1U);
}

static bool collection_is_valid(const uint8_t *data, size_t size, size_t at)
{
	size_t pointers, i;

	if (!fits(size, at, COLLECTION_LEN) || data[at] < COLLECTION_LEN)
		return false;

	pointers = rule_pointers(data, at);
	if (!fits(size, pointers, 2UL * data[at + 1]))
		return false;

	for (i = 0; i < data[at + 1]; i++)
		if (!rule_is_valid(data, size,
				   pointer(data + pointers + (2 * i))))
			return false;

	return true;
}

/* The place of a country's entry, or 0 behind the last. */
static size_t country_at(const uint8_t *data, size_t size, size_t i)
{
	size_t at = HEADER_LEN + (i * COUNTRY_LEN);

	return fits(size, at, COUNTRY_LEN) && be16(data + at + 2) ? at : 0;
}

/**
 * db_check() - is this a regulatory database?
 * @data: what the file holds
 * @size: how much
 *
 * Return: NULL when it is one, or else why not.
 */
const char *db_check(const uint8_t *data, size_t size)
{
	size_t i, at;

	if (size < HEADER_LEN || be32(data) != MAGIC)
		return "is no regulatory database";
	if (be32(data + 4) != VERSION)
		return "is of a version that is not known";

	for (i = 0; (at = country_at(data, size, i)); i++)
		if (!collection_is_valid(data, size, pointer(data + at + 2)))
			return "is damaged";

	return i ? NULL : "has no country";
}

/**
 * db_open() - read the installed database
 * @db: is given it; to be closed in either case
 *
 * Return: NULL, or else what is wrong with it, to be said after its path.
 */
const char *db_open(struct db *db)
{
	const char *why;

	db->size = 0;
	db->data = (uint8_t *)read_file(DB_PATH, &db->size);
	if (!db->data)
		return why_unread();

	why = db_check(db->data, db->size);
	if (why)
		db_close(db);

	return why;
}

/**
 * db_close() - forget it
 * @db: the database, or one that could not be opened
 */
void db_close(struct db *db)
{
	free(db->data);
	db->data = NULL;
	db->size = 0;
}

/**
 * db_country() - one of the countries
 * @db: the database
 * @i: which, from 0
 * @alpha2: is given its code
 *
 * Return: false when there are no more.
 */
bool db_country(const struct db *db, size_t i, char alpha2[3])
{
	size_t at = country_at(db->data, db->size, i);

	if (!at)
		return false;

	memcpy(alpha2, db->data + at, 2);
	alpha2[2] = '\0';
	return true;
}

static void get_rule(const uint8_t *p, struct rule *rule)
{
	rule->flags = p[1];
	rule->power = be16(p + 2);
	rule->start = be32(p + 4);
	rule->end = be32(p + 8);
	rule->bandwidth = be32(p + 12);
}

/**
 * db_domain() - the rules of a country
 * @db: the database
 * @alpha2: the country in upper case, or 00
 * @domain: is given them
 *
 * Return: false when the database has no such country.
 */
bool db_domain(const struct db *db, const char *alpha2, struct domain *domain)
{
	size_t i, pointers, at;

	for (i = 0; (at = country_at(db->data, db->size, i)); i++)
		if (!memcmp(db->data + at, alpha2, 2))
			break;
	if (!at)
		return false;

	at = pointer(db->data + at + 2);
	memcpy(domain->alpha2, alpha2, 2);
	domain->alpha2[2] = '\0';
	domain->n = db->data[at + 1];
	domain->dfs_region = db->data[at + 2];
	pointers = rule_pointers(db->data, at);
	for (i = 0; i < domain->n; i++)
		get_rule(db->data + pointer(db->data + pointers + (2 * i)),
			 &domain->rules[i]);

	return true;
}
