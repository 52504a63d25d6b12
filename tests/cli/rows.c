// SPDX-License-Identifier: ISC
/*
 * rows KREL DATA...: the channels that guests of tests/vm with the kernel KREL
 * have seen with the stock driver, one file a guest, against those that the
 * command reckons. Exit status: 0 when all are alike, 1 when not, 2 when there
 * is nothing to compare.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "db.h"
#include "stock.h"
#include "util.h"

#define COUNTRIES_MAX 512
#define ROWS_MAX 16384

/* include/net/cfg80211.h: enum ieee80211_channel_flags */
static const struct {
	unsigned long kernel;
	unsigned int ours;
} flags[] = {
	{ 1UL << 1, CHANNEL_NO_IR },  { 1UL << 3, CHANNEL_RADAR },
	{ 1UL << 7, CHANNEL_NO_80 },  { 1UL << 8, CHANNEL_NO_160 },
	{ 1UL << 9, CHANNEL_INDOOR },
};

/* The flags that both sides know of; HT40 goes by the neighbours, too. */
#define COMPARED                                                          \
	(CHANNEL_NO_IR | CHANNEL_RADAR | CHANNEL_NO_80 | CHANNEL_NO_160 | \
	 CHANNEL_INDOOR)

struct guest {
	size_t n_countries, n_rows;
	char countries[COUNTRIES_MAX][3];
	struct channels *rows[ROWS_MAX];
};

static struct db db;
static const char *release;
static unsigned long compared, different, left_out;

/* "2412 disabled" or "2412 flags=X reg_power=N power=N ..." */
static void take_channel(struct channels *channels, const char *text)
{
	struct channel *channel = &channels->channel[channels->n++];
	unsigned long kernel = 0;
	size_t i;

	channel->flags = 0;
	channel->power = 0;
	if (sscanf(text, "%u flags=%lx reg_power=%*d power=%d", &channel->freq,
		   &kernel, &channel->power) != 3)
		channel->flags = CHANNEL_DISABLED;
	for (i = 0; i < ARRAY_SIZE(flags); i++)
		if (kernel & flags[i].kernel)
			channel->flags |= flags[i].ours;
}

static void take_row(struct guest *guest, char *text)
{
	struct channels *channels = xcalloc(1, sizeof(*channels));
	char *next, *one;

	/* its number is its place */
	strtok_r(text, " ", &next);
	for (one = strtok_r(next, ";\n", &next); one;
	     one = strtok_r(NULL, ";\n", &next))
		take_channel(channels, one);
	if (guest->n_rows < ROWS_MAX)
		guest->rows[guest->n_rows++] = channels;
}

static bool alike(const struct channel *a, const struct channel *b)
{
	if ((a->flags | b->flags) & CHANNEL_DISABLED)
		return a->flags & b->flags & CHANNEL_DISABLED;

	return (a->flags & COMPARED) == (b->flags & COMPARED) &&
	       a->power == b->power;
}

static void compare(const struct stock *stock, const char *alpha2,
		    const struct channels *seen)
{
	struct channels reckoned = *seen;
	size_t i;

	stock_apply(stock, &db, alpha2, &reckoned);
	compared++;
	for (i = 0; i < seen->n; i++)
		if (!alike(&seen->channel[i], &reckoned.channel[i]))
			break;
	if (i == seen->n)
		return;
	if (different++ < 20)
		printf("# 0x%04x %s: %u MHz: seen flags %x, %d dBm; reckoned flags %x, %d dBm\n",
		       stock->code, alpha2, seen->channel[i].freq,
		       seen->channel[i].flags, seen->channel[i].power,
		       reckoned.channel[i].flags, reckoned.channel[i].power);
}

static void take_rows(const struct guest *guest, char *text)
{
	static struct domain domain;
	struct stock stock;
	unsigned long row;
	size_t i;
	char *end;

	stock = stock_read((uint16_t)strtoul(text, &end, 16), release);
	/* a guest doesn't wait for crda, which knows no more: see stock.c */
	if (!stock.world && !db_domain(&db, stock.alpha2, &domain)) {
		left_out++;
		return;
	}
	for (i = 0; i < guest->n_countries; i++) {
		text = end;
		row = strtoul(text, &end, 10);
		if (end == text || row >= guest->n_rows || row >= ROWS_MAX) {
			puts("# a row is missing");
			different++;
			return;
		}
		compare(&stock, guest->countries[i], guest->rows[row]);
	}
}

static void read_guest(const char *path)
{
	struct guest *guest = xcalloc(1, sizeof(*guest));
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (!file)
		exit(2);
	while (getline(&line, &size, file) > 0) {
		if (!strncmp(line, "country ", 8) &&
		    guest->n_countries < COUNTRIES_MAX)
			snprintf(guest->countries[guest->n_countries++], 3,
				 "%s", line + 8);
		else if (!strncmp(line, "row ", 4))
			take_row(guest, line + 4);
		else if (!strncmp(line, "rows ", 5))
			take_rows(guest, line + 5);
	}
	free(line);
	fclose(file);
	while (guest->n_rows)
		free(guest->rows[--guest->n_rows]);
	free(guest);
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 3 || db_open(&db))
		return 2;
	release = argv[1];
	for (i = 2; i < argc; i++)
		read_guest(argv[i]);
	printf("# stock as the command reckons it: %lu of %lu; %lu codes of countries that the database has not\n",
	       compared - different, compared, left_out);
	db_close(&db);

	return !compared ? 2 : different > 0;
}
