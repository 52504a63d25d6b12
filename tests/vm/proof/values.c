// SPDX-License-Identifier: ISC
/*
 * C5: each country of the database as the starting country. C8: whatever else
 * can be written there leaves the radio as it is when ours is off, or, if it
 * is a country that the database doesn't know, opens nothing.
 */

#include <linux/nl80211.h>
#include <stdbool.h>
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
#include "tables.h"
#include "util.h"
#include "values.h"

#define LOG_MAX 4096

/* What makes a small letter of a capital, and all words of two letters. */
#define SMALL 0x20
#define LETTERS 26UL
#define WORDS (LETTERS * LETTERS)
#define PARAMETER "/sys/module/ath/parameters/user_regd"

/* As much as modprobe would take from a file that somebody broke. */
#define LONG_TEXT 4096

/* What a line of the kernel log may be at most, so as not to be cut. */
#define LINE_MAX_LEN 1000

static void load_with(const char *value)
{
	char *params = xasprintf("user_regd=%s", value);

	kernel_log_forget();
	load_ath(ATH_OURS, params);
	free(params);
}

static bool reads_back(const char *value)
{
	char text[16], *line = xasprintf("%s\n", value);
	bool good;

	read_file(PARAMETER, text, sizeof(text));
	good = !strcmp(text, line);
	free(line);

	return good;
}

/* Of a card that holds some code or other. */
static void plug_in(void)
{
	static size_t place;
	unsigned int code = tables_code(place++);

	if (ctl("add radio 0x%04x ath10k", code))
		die("0x%04x does not come up", code);
	settle();
}

/*
 * Are the limits that the firmware was given @first, the world's, until it was
 * given those of @rules, once these were in force?
 */
static bool were_limits(const char *regd, const char *first,
			const struct rules *rules)
{
	const char *line, *end, *limits = first;
	size_t len;

	for (line = strstr(regd, "\nrequest "); line;
	     line = strstr(end, "\nrequest ")) {
		end = strchr(line + 1, '\n');
		if (!strncmp(line, "\nrequest user ", 14))
			limits = rules->limits;
		len = strlen(limits);
		if (!end || (size_t)(end - line) < len ||
		    strncmp(end - len, limits, len))
			return false;
	}

	return limits == rules->limits;
}

static bool starts_in(const struct rules *rules, const char *value)
{
	char regd[RADIO_TEXT_MAX], first[LIMITS_LEN], alpha2[3], *lines;
	struct channels channels;
	unsigned int dfs_region;
	bool good;

	tables_limits("00", NL80211_DFS_UNSET, first);
	fresh_cfg80211();
	load_with(value);
	good = reads_back(rules->alpha2);
	plug_in();
	nl80211_get_country(alpha2, &dfs_region);
	radio_channels("radio", &channels);
	radio_regd("radio", regd);
	good = good && !strcmp(alpha2, rules->alpha2) &&
	       channels_compare(&rules->channels, &channels) == EQUAL &&
	       were_limits(regd, first, rules);
	if (!good) {
		note("user_regd=%s: country %s, and", value, alpha2);
		lines = channels_differing(&channels, &rules->channels);
		note_lines(lines);
		note_lines(regd);
		free(lines);
	}

	return good;
}

static void countries(void)
{
	size_t i, n = 0, good = 0;
	char lower[3] = "";

	for (i = 0; i < oracle.n; i++) {
		const struct rules *rules = &oracle.country[i];

		/* the first is in every sample */
		if (!strcmp(rules->alpha2, "00") || !plan_is_mine(i) ||
		    (n && !plan_takes(i)))
			continue;
		lower[0] = (char)(rules->alpha2[0] | SMALL);
		lower[1] = (char)(rules->alpha2[1] | SMALL);
		n += 2;
		good += starts_in(rules, rules->alpha2);
		good += starts_in(rules, lower);
		progress("starting countries", i, oracle.n);
	}
	result(n && good == n, "values: %zu of %zu starting countries", good,
	       n);
}

/* Off, beside a country that the user has set: what a bad value has to give. */
static struct channels off;

static void prepare_off(void)
{
	fresh_cfg80211();
	nl80211_set_country("SE");
	load_ath(ATH_OURS, NULL);
	if (ctl("add radio 0x6c ath10k"))
		die("0x6c does not come up");
	settle();
	radio_channels("radio", &off);
	unload_ath();
}

static bool is_plain_text(const char *text)
{
	for (; *text; text++)
		if (*text != '\n' && (*text < ' ' || *text > '~'))
			return false;

	return true;
}

/* One line, an error, that names the parameter and what it takes. */
static bool complains(const char *log)
{
	const char *end = strchr(log, '\n');

	return !strncmp(log, "3;ath: user_regd=", 17) && !end[1] &&
	       end - log < LINE_MAX_LEN && is_plain_text(log) &&
	       strstr(log, "0, 1, N, Y") && strstr(log, "ISO 3166 alpha-2");
}

static bool stays_off(const char *value)
{
	struct channels channels;
	char log[LOG_MAX], *lines;
	bool good;

	load_with(value);
	kernel_log_ath(log, sizeof(log));
	good = complains(log) && reads_back("0");
	if (ctl("add radio 0x6c ath10k"))
		die("0x6c does not come up");
	settle();
	radio_channels("radio", &channels);
	good = good && channels_compare(&off, &channels) == EQUAL;
	if (!good) {
		note("user_regd=%.40s:", value);
		note_lines(log);
		lines = channels_differing(&channels, &off);
		note_lines(lines);
		free(lines);
	}
	unload_ath();

	return good;
}

/*
 * A country that the database knows nothing of: the card may start in it, and
 * has what it had before.
 */
static bool opens_nothing(const char *value)
{
	struct channels channels;
	unsigned int dfs_region;
	char alpha2[3], *lines;
	bool good;

	fresh_cfg80211();
	load_with(value);
	plug_in();
	nl80211_get_country(alpha2, &dfs_region);
	radio_channels("radio", &channels);
	good = reads_back(value) && !strcmp(alpha2, "00") &&
	       channels_compare(&oracle.core, &channels) == EQUAL;
	if (!good) {
		note("user_regd=%s: country %s, and", value, alpha2);
		lines = channels_differing(&channels, &oracle.core);
		note_lines(lines);
		free(lines);
	}

	return good;
}

static void bad_values(void)
{
	static const char *const bad[] = {
		"",   "S",   "SWE", "5E",     "\xff\xff", "\"1 \"",  "true",
		"00", "S\n", "S\t", "\"S \"", "\"SE \"",  "\" SE\"", "SE,SE",
		"99", "-1",  "2",   "01",     "on",	  "yes",
	};
	char *text = xrealloc(NULL, LONG_TEXT + 1);
	size_t i, good = 0;

	prepare_off();
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		good += stays_off(bad[i]);
	memset(text, 'S', LONG_TEXT);
	text[LONG_TEXT] = '\0';
	good += stays_off(text);
	free(text);
	result(good == i + 1, "values: %zu of %zu bad ones: off", good, i + 1);
}

/* All there are of two letters, but those above. */
static void two_letters(void)
{
	char value[3] = "AA", text[16], **unknown = NULL;
	size_t n = 0, good = 0, n_unknown = 0, i;

	prepare_off();
	for (i = 0; i < WORDS; i++) {
		value[0] = (char)('A' + (i / LETTERS));
		value[1] = (char)('A' + (i % LETTERS));
		if (oracle_rules(value) || !plan_is_mine(i) ||
		    (n && !plan_takes(i)))
			continue;
		load_with(value);
		read_file(PARAMETER, text, sizeof(text));
		unload_ath();
		if (strcmp(text, "0\n")) {
			unknown = (char **)xrealloc((void *)unknown,
						    (n_unknown + 1) *
							    sizeof(*unknown));
			unknown[n_unknown++] = xasprintf("%s", value);
			continue;
		}
		n++;
		good += stays_off(value);
		progress("words of two letters", i, WORDS);
	}
	result(n && good == n, "values: %zu of %zu that are no country: off",
	       good, n);

	kernel_log_may_say("is not in force");
	for (i = 0, good = 0; i < n_unknown; i++) {
		good += opens_nothing(unknown[i]);
		free(unknown[i]);
	}
	free((void *)unknown);
	/* there are few of these */
	if (n_unknown)
		result(good == n_unknown,
		       "values: %zu of %zu that the database doesn't know open nothing",
		       good, n_unknown);
	else
		note("values: the sample has no country that the database doesn't know");
}

/**
 * values() - this guest's share of those in the sample
 */
void values(void)
{
	countries();
	kernel_log_may_say("is none of 0, 1, N, Y");
	bad_values();
	two_letters();
	kernel_log_may_say("");
}
