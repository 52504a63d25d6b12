// SPDX-License-Identifier: ISC
/*
 * C6: all of the 65,536 codes but those that accepted_codes() found. Off they
 * are refused as by stock, with the same error and the same words; on the
 * radio comes up as world.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>

#include "channels.h"
#include "kernel_log.h"
#include "modules.h"
#include "oracle.h"
#include "plan.h"
#include "radio.h"
#include "refused.h"
#include "report.h"
#include "sweep.h"
#include "util.h"

#define CODES 0x10000
#define LOG_MAX 4096

/* syslog(2): the level below which messages go to the console */
#define CONSOLE_LEVEL 8
#define ONLY_EMERGENCIES 1
#define WARNINGS 5

static bool is_accepted[CODES];

static bool is_tried(unsigned int code)
{
	return !is_accepted[code] && plan_is_mine(code) && plan_takes(code);
}

/* What ath says to each code. */
struct refusal {
	int error;
	char *words;
};

static void refuse(enum whose_ath whose, struct refusal *refusals)
{
	char log[LOG_MAX];
	unsigned int code;

	fresh_cfg80211();
	load_ath(whose, NULL);
	kernel_log_forget();
	for (code = 0; code < CODES; code++) {
		if (!is_tried(code))
			continue;
		refusals[code].error = ctl("add radio 0x%04x", code);
		if (!refusals[code].error)
			ctl("del radio");
		kernel_log_ath(log, sizeof(log));
		refusals[code].words = xasprintf("%s", log);
		progress(whose == ATH_STOCK ? "refused by stock" :
					      "refused by ours",
			 code, CODES);
	}
}

static void compare(const struct refusal *stock, const struct refusal *off)
{
	size_t n = 0, refused = 0, same = 0;
	unsigned int code;

	for (code = 0; code < CODES; code++) {
		if (!is_tried(code))
			continue;
		n++;
		if (stock[code].error)
			refused++;
		else
			note("0x%04x: stock takes it", code);
		if (stock[code].error == off[code].error &&
		    !strcmp(stock[code].words, off[code].words))
			same++;
		else if (same == n - 1) {
			note("0x%04x: stock says %d, ours %d", code,
			     stock[code].error, off[code].error);
			note_lines(stock[code].words);
			note_lines(off[code].words);
		}
	}
	result(n && refused == n, "refused: stock refuses %zu of %zu codes",
	       refused, n);
	result(n && same == n, "refused, off: %zu of %zu codes as by stock",
	       same, n);
}

static void accept_all(void)
{
	char text[RADIO_TEXT_MAX], log[LOG_MAX];
	struct channels channels;
	const char *world = oracle_rules("00")->limits;
	size_t n = 0, good = 0;
	unsigned int code;

	fresh_cfg80211();
	load_ath(ATH_OURS, "user_regd=1");
	kernel_log_forget();
	for (code = 0; code < CODES; code++) {
		bool up;

		if (!is_tried(code))
			continue;
		up = !ctl("add radio 0x%04x", code);
		if (up) {
			radio_channels("radio", &channels);
			up = channels_compare(&oracle.core, &channels) == EQUAL;
			radio_regd("radio", text);
			up = up && strstr(text, world) &&
			     strstr(text, "\nworld=1\n") &&
			     strstr(text, "\nhint=none\n");
			kernel_log_ath(log, sizeof(log));
			up = up && !strstr(log, "WARNING");
			ctl("del radio");
		}
		if (up)
			good++;
		else if (good == n)
			note("0x%04x does not come up as world", code);
		n++;
		progress("refused codes that come up", code, CODES);
	}
	result(n && good == n, "refused, on: %zu of %zu codes come up as world",
	       good, n);
}

/**
 * refused() - this guest's share of them in the sample
 */
void refused(void)
{
	static struct refusal stock[CODES], off[CODES];
	unsigned int code;
	uint16_t *codes;
	size_t n, i;

	n = accepted_codes(&codes);
	for (i = 0; i < n; i++)
		is_accepted[codes[i]] = true;
	free(codes);

	/* several lines for each code would take longer than all the rest */
	klogctl(CONSOLE_LEVEL, NULL, ONLY_EMERGENCIES);
	refuse(ATH_STOCK, stock);
	refuse(ATH_OURS, off);
	klogctl(CONSOLE_LEVEL, NULL, WARNINGS);
	compare(stock, off);
	for (code = 0; code < CODES; code++) {
		free(stock[code].words);
		free(off[code].words);
	}
	accept_all();
}
