// SPDX-License-Identifier: ISC
/*
 * For each EEPROM code that stock takes, a computer on which cfg80211 is loaded
 * afresh, and both ways the country and the radio may come: the radio first,
 * and then one country after the other; the country first, and the radio
 * plugged in and out for each country.
 *
 * C0, C9: with ours off, all that can be seen of the radio and all that ath.ko
 * says is as with the distribution's. C1, C2, C3: with ours on, the channels
 * are the oracle's, the limits the country's, and nobody hints.
 *
 * Of others' ath.ko it is only told how they fare.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channels.h"
#include "kernel_log.h"
#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "plan.h"
#include "radio.h"
#include "report.h"
#include "rows.h"
#include "sweep.h"
#include "tables.h"
#include "util.h"

#define LOG_MAX 16384

/* The EEPROM's default code, for which relax_default is meant. */
#define DEFAULT_CODE 0x0000

/* When the country is set. The first is tried while all is still fresh. */
enum order {
	AFTER,
	BEFORE,
	N_ORDERS,
};

static const char *const order_name[N_ORDERS] = {
	[AFTER] = "after",
	[BEFORE] = "before",
};

/**
 * struct sight - all that can be seen of a radio
 * @channels: as cfg80211 has them
 * @words: the driver's state, and what ath.ko said since the sight before
 */
struct sight {
	struct channels channels;
	char words[RADIO_TEXT_MAX + LOG_MAX];
};

/**
 * struct setting - whose ath.ko, and how
 * @name: in the report, and that of a peer's ath.ko
 * @whose: whose
 * @params: its parameters, or NULL
 * @as_oracle: expected of the radio: the oracle's channels, the country's
 *	limits. Else all that is seen is expected to be as with stock.
 */
struct setting {
	const char *name;
	enum whose_ath whose;
	const char *params;
	bool as_oracle;
};

static const struct setting stock = { "stock", ATH_STOCK, NULL, false };
static const struct setting off = { "off", ATH_OURS, "user_regd=0", false };
static const struct setting relax = { "relax", ATH_OURS, "relax_default=1",
				      false };
static const struct setting relaxed = { "relax", ATH_OURS, "relax_default=1",
					true };
static const struct setting on = { "on", ATH_OURS, "user_regd=1", true };

static const struct setting others[] = {
	{ "openwrt", ATH_PEER, NULL, false },
	{ "override", ATH_PEER, NULL, false },
	{ "armbian", ATH_PEER, NULL, false },
};

/* How a code fared under a setting, for each order and country. */
struct outcome {
	char *verdicts[N_ORDERS];
	size_t n, good;
};

/* What was seen with stock, for each order and country. */
struct stock_sight {
	struct channels channels;
	char *words;
};

static struct stock_sight *stock_sights[N_ORDERS];

static void hear(struct sight *sight)
{
	size_t len;

	len = radio_regd("radio", sight->words);
	kernel_log_ath(sight->words + len, LOG_MAX);
}

static void keep(const struct sight *sight, enum order order, size_t i)
{
	free(stock_sights[order][i].words);
	stock_sights[order][i].channels = sight->channels;
	stock_sights[order][i].words = xasprintf("%s", sight->words);
}

static void explain(char *lines)
{
	note_lines(lines);
	free(lines);
}

static bool is_as_stock(const struct sight *sight, enum order order, size_t i)
{
	return channels_compare(&stock_sights[order][i].channels,
				&sight->channels) == EQUAL &&
	       !strcmp(stock_sights[order][i].words, sight->words);
}

static bool is_as_oracle(const struct sight *sight, const struct rules *rules)
{
	char *limits = xasprintf("\nlimits %s\n", rules->limits);
	bool good = channels_compare(&rules->channels, &sight->channels) ==
			    EQUAL &&
		    strstr(sight->words, limits) &&
		    strstr(sight->words, "\nworld=1\n") &&
		    strstr(sight->words, "\nhint=none\n") &&
		    !strstr(sight->words, ";WARNING");

	free(limits);
	return good;
}

/* Those of the lines that are not what they are to be, each with the one expected. */
static char *differing(const char *got, const char *expected)
{
	char *all = xasprintf("%s", ""), *longer;
	size_t len, expected_len;

	while (*got || *expected) {
		len = strcspn(got, "\n");
		expected_len = strcspn(expected, "\n");
		if (len != expected_len || memcmp(got, expected, len)) {
			longer = xasprintf("%s%.*s\n  not %.*s\n", all,
					   (int)len, got, (int)expected_len,
					   expected);
			free(all);
			all = longer;
		}
		got += len + (got[len] == '\n');
		expected += expected_len + (expected[expected_len] == '\n');
	}

	return all;
}

static void judge(const struct setting *setting, uint16_t code,
		  enum order order, size_t i, struct outcome *outcome)
{
	const struct rules *rules = &oracle.country[i];
	static struct sight sight;
	bool good, first;

	radio_channels("radio", &sight.channels);
	outcome->verdicts[order][i] =
		(char)channels_compare(&rules->channels, &sight.channels);
	if (setting->whose == ATH_PEER)
		return;

	hear(&sight);
	if (setting == &stock) {
		keep(&sight, order, i);
		if (order == AFTER)
			rows_add(&sight.channels);
		return;
	}

	good = setting->as_oracle ? is_as_oracle(&sight, rules) :
				    is_as_stock(&sight, order, i);
	first = outcome->good == outcome->n++;
	outcome->good += good;
	if (good || !first)
		return;

	note("%s 0x%04x, %s set %s, not as expected:", setting->name, code,
	     rules->alpha2, order_name[order]);
	if (setting->as_oracle) {
		explain(channels_differing(&sight.channels, &rules->channels));
		explain(xasprintf("%sexpected: %s", sight.words,
				  rules->limits));
	} else {
		explain(channels_differing(&sight.channels,
					   &stock_sights[order][i].channels));
		explain(differing(sight.words, stock_sights[order][i].words));
	}
}

static void plug_in(uint16_t code)
{
	if (ctl("add radio 0x%04x", code))
		die("0x%04x: %s", code, strerror(errno));
	settle();
}

static void run_order(const struct setting *setting, uint16_t code,
		      enum order order, struct outcome *outcome)
{
	size_t i;

	if (order == AFTER)
		plug_in(code);
	for (i = 0; i < oracle.n; i++) {
		nl80211_set_country(oracle.country[i].alpha2);
		settle();
		if (order == BEFORE)
			plug_in(code);
		judge(setting, code, order, i, outcome);
		if (order == BEFORE)
			ctl("del radio");
	}
	if (order == AFTER)
		ctl("del radio");
}

static void run(const struct setting *setting, uint16_t code)
{
	struct outcome outcome = { .n = 0 };
	enum order order;

	fresh_cfg80211();
	if (setting->whose == ATH_PEER)
		load_peer(setting->name);
	else
		load_ath(setting->whose, setting->params);
	kernel_log_forget();
	for (order = 0; order < N_ORDERS; order++) {
		outcome.verdicts[order] = xrealloc(NULL, oracle.n + 1);
		outcome.verdicts[order][oracle.n] = '\0';
		run_order(setting, code, order, &outcome);
		data("cells %s 0x%04x %s %s", setting->name, code,
		     order_name[order], outcome.verdicts[order]);
		free(outcome.verdicts[order]);
	}
	if (setting == &stock)
		rows_end(code);
	if (setting->whose == ATH_OURS)
		result(outcome.good == outcome.n, "%s 0x%04x: %zu of %zu %s",
		       setting->name, code, outcome.good, outcome.n,
		       setting->as_oracle ? "as the database alone" :
					    "as with stock");
}

/**
 * accepted_codes() - the codes that the distribution's ath.ko takes
 * @codes: where to put them; to be freed
 *
 * Of those that its tables know. That it takes no other is for
 * refused_codes() to see.
 *
 * Return: how many there are.
 */
size_t accepted_codes(uint16_t **codes)
{
	size_t n, i, taken = 0;

	fresh_cfg80211();
	load_ath(ATH_STOCK, NULL);
	n = tables_codes(codes);
	for (i = 0; i < n; i++)
		if (!ctl("add radio 0x%04x", (*codes)[i])) {
			ctl("del radio");
			(*codes)[taken++] = (*codes)[i];
		}

	return taken;
}

/* This guest's share of the codes in the sample. */
static size_t sampled_codes(uint16_t **codes)
{
	size_t n, i, sampled = 0, mine = 0;

	n = accepted_codes(codes);
	note("stock takes %zu codes", n);
	for (i = 0; i < n; i++)
		if (((*codes)[i] == DEFAULT_CODE || plan_takes((*codes)[i])) &&
		    plan_is_mine(sampled++))
			(*codes)[mine++] = (*codes)[i];

	return mine;
}

/**
 * sweep() - stock and ours, with this guest's share of the codes
 */
void sweep(void)
{
	enum order order;
	uint16_t *codes;
	size_t n, i;

	for (order = 0; order < N_ORDERS; order++) {
		stock_sights[order] =
			xrealloc(NULL, oracle.n * sizeof(**stock_sights));
		memset(stock_sights[order], 0,
		       oracle.n * sizeof(**stock_sights));
	}

	n = sampled_codes(&codes);
	for (i = 0; i < oracle.n; i++)
		data("country %s", oracle.country[i].alpha2);
	for (i = 0; i < n; i++) {
		run(&stock, codes[i]);
		run(&off, codes[i]);
		run(codes[i] == DEFAULT_CODE ? &relaxed : &relax, codes[i]);
		run(&on, codes[i]);
		progress("codes", i + 1, n);
	}
	free(codes);
}

/**
 * peers() - others' ath.ko, with the same codes
 */
void peers(void)
{
	uint16_t *codes;
	size_t n, i, j;

	n = sampled_codes(&codes);
	for (i = 0; i < n; i++) {
		for (j = 0; j < ARRAY_SIZE(others); j++)
			run(&others[j], codes[i]);
		progress("codes of others", i + 1, n);
	}
	free(codes);
}
