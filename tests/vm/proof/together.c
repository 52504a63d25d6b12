// SPDX-License-Identifier: ISC
/*
 * A radio of every code that stock takes, and of some that it refuses, in one
 * computer. C1, C2, C3: the country changes, half of them go and come back.
 * C4: there is no database that the kernel would trust.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channels.h"
#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "plan.h"
#include "radio.h"
#include "report.h"
#include "sweep.h"
#include "together.h"
#include "util.h"

#define CHANGES 20
#define FIRMWARE "/lib/firmware/regulatory.db"
#define SIGNATURE FIRMWARE ".p7s"

static const uint16_t broken_codes[] = { 0x1234, 0xffff, 0x0001, 0xbfff };

static uint16_t *codes;
static size_t n_codes;

static void collect_codes(void)
{
	size_t i;

	if (n_codes)
		return;
	n_codes = accepted_codes(&codes);
	codes = xrealloc(codes,
			 sizeof(*codes) * (n_codes + ARRAY_SIZE(broken_codes)));
	for (i = 0; i < ARRAY_SIZE(broken_codes); i++)
		codes[n_codes++] = broken_codes[i];
}

static void plug_in(uint16_t code)
{
	/* both of the ways in which drivers hint */
	if (ctl("add r%04x 0x%04x %s", code, code,
		code % 2 ? "ath9k" : "ath10k"))
		die("0x%04x: %s", code, strerror(errno));
}

static bool is_right(uint16_t code, const struct channels *expected,
		     const char *limits)
{
	char text[RADIO_TEXT_MAX], name[8];
	struct channels channels;
	bool good;

	snprintf(name, sizeof(name), "r%04x", code);
	radio_channels(name, &channels);
	good = channels_compare(expected, &channels) == EQUAL;
	if (!good)
		note("0x%04x: its channels are not the oracle's", code);

	radio_regd(name, text);
	if (limits && !radio_has_limits(text, limits)) {
		note("0x%04x: not %s", code, limits);
		good = false;
	}
	if (!strstr(text, "\nhint=none\n")) {
		note("0x%04x: its country was hinted", code);
		good = false;
	}

	return good;
}

static void check_all(const struct channels *channels, const char *limits,
		      const char *what)
{
	size_t i, good = 0;

	/* the first that is wrong says enough */
	for (i = 0; i < n_codes; i++)
		if (is_right(codes[i], channels, limits))
			good++;
		else if (good < i)
			break;
	result(good == n_codes, "together, %s: %zu of %zu radios", what, good,
	       n_codes);
}

static void change_country(struct dice *dice, const char *when)
{
	const struct rules *rules = &oracle.country[dice_throw(dice, oracle.n)];
	char *what = xasprintf("%s %s", when, rules->alpha2);

	nl80211_set_country(rules->alpha2);
	settle();
	check_all(&rules->channels, rules->limits, what);
	free(what);
}

/**
 * together() - all at once, on
 */
void together(void)
{
	struct dice dice = dice_for(plan.seed);
	size_t i, first;

	collect_codes();
	fresh_cfg80211();
	load_ath(ATH_OURS, "user_regd=1");
	for (i = 0; i < n_codes; i++)
		plug_in(codes[i]);
	settle();
	check_all(&oracle.core, NULL, "before anybody asks");
	for (i = 0; i < CHANGES; i++) {
		change_country(&dice, "country set to");
		progress("changes of country", i + 1, CHANGES);
	}

	/* every other one, beginning with the first or the second */
	first = dice_throw(&dice, 2);
	for (i = first; i < n_codes; i += 2)
		ctl("del r%04x", codes[i]);
	for (i = first; i < n_codes; i += 2)
		plug_in(codes[i]);
	settle();
	nl80211_set_country("SE");
	settle();
	check_all(&oracle_rules("SE")->channels, oracle_rules("SE")->limits,
		  "half of them back, SE");
	change_country(&dice, "and set to");
}

/* What a driverless radio has when there is no database at all. */
static struct channels built_in;
static bool built_in_known;

static void closed_with(const char *what)
{
	struct channels channels;
	char *name;

	fresh_cfg80211();
	if (ctl("add reference ref"))
		die("no reference radio");
	nl80211_set_country("SE");
	settle();
	radio_channels("reference", &channels);
	if (!built_in_known) {
		built_in = channels;
		built_in_known = true;
		result(channels_compare(&oracle_rules("SE")->channels,
					&channels) != EQUAL,
		       "closed: the built-in world is not SE");
	}
	result(channels_compare(&built_in, &channels) == EQUAL,
	       "closed, %s: a radio without driver has the built-in world",
	       what);

	load_ath(ATH_OURS, "user_regd=SE");
	for (size_t i = 0; i < n_codes; i++)
		plug_in(codes[i]);
	settle();
	nl80211_set_country("SE");
	settle();
	name = xasprintf("%s, closed: the built-in world", what);
	check_all(&built_in, NULL, name);
	free(name);
}

static void flip_last_byte(const char *path)
{
	static char content[65536];
	size_t len = read_file(path, content, sizeof(content));
	FILE *file = fopen(path, "w");

	content[len - 1] ^= 1;
	if (!file || fwrite(content, 1, len, file) != len || fclose(file))
		die("%s: can't be written", path);
}

static void keep(const char *path, const char *aside)
{
	if (rename(path, aside))
		die("%s: %s", path, strerror(errno));
}

/**
 * closed() - no database, one without a signature, two with a wrong one
 */
void closed(void)
{
	collect_codes();

	keep(SIGNATURE, SIGNATURE ".kept");
	keep(FIRMWARE, FIRMWARE ".kept");
	closed_with("no database");

	keep(FIRMWARE ".kept", FIRMWARE);
	closed_with("no signature");

	keep(SIGNATURE ".kept", SIGNATURE);
	flip_last_byte(FIRMWARE);
	closed_with("a database that was changed");

	flip_last_byte(FIRMWARE);
	flip_last_byte(SIGNATURE);
	closed_with("a signature that was changed");

	/* as it was, and accepted: else the above has proven nothing */
	flip_last_byte(SIGNATURE);
	fresh_cfg80211();
	load_ath(ATH_OURS, "user_regd=1");
	for (size_t i = 0; i < n_codes; i++)
		plug_in(codes[i]);
	nl80211_set_country("SE");
	settle();
	check_all(&oracle_rules("SE")->channels, oracle_rules("SE")->limits,
		  "the database is back, SE");
}
