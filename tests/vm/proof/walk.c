// SPDX-License-Identifier: ISC
/*
 * A random life of a computer: countries set, radios that come and go, ath.ko
 * loaded again, access points with country elements, joined by our radios and
 * by a neighbour's that heeds them, which makes the core restore its settings
 * when it leaves.
 *
 * It is lived twice. The first time there is no ath.ko: in the place of each
 * Atheros radio there is a radio on which no driver sets rules and which, as
 * C7 has it, is deaf to country elements. What those have after each event is
 * what the Atheros radios are to have the second time.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "plan.h"
#include "radio.h"
#include "report.h"
#include "tables.h"
#include "util.h"
#include "walk.h"

#define EVENTS 2000
#define EVENTS_OF_SAMPLE 400
#define SLOTS 6
#define SHRINK_SECONDS 120

enum event_type {
	SET_COUNTRY,
	SET_WORLD,
	ADD_RADIO,
	REMOVE_RADIO,
	RELOAD_ATH,
	JOIN,
	LEAVE,
	NEIGHBOUR_JOINS,
	NEIGHBOUR_LEAVES,
	N_EVENT_TYPES,
};

/* How often each happens, in so many parts. */
static const unsigned int weight[N_EVENT_TYPES] = {
	[SET_COUNTRY] = 6,  [SET_WORLD] = 2,	   [ADD_RADIO] = 6,
	[REMOVE_RADIO] = 3, [RELOAD_ATH] = 1,	   [JOIN] = 3,
	[LEAVE] = 2,	    [NEIGHBOUR_JOINS] = 2, [NEIGHBOUR_LEAVES] = 2,
};

/* What does not apply, a radio removed that isn't there, does nothing. */
struct event {
	enum event_type type;
	unsigned int slot;
	unsigned int code;
	const char *alpha2;
};

/* What is to be seen after an event. */
struct moment {
	char *channels[SLOTS];
	char *neighbour;
	char alpha2[3];
	char limits[LIMITS_LEN];
};

static struct event draw_event(struct dice *dice)
{
	unsigned int all = 0, fall;
	struct event event = { 0 };
	size_t i;

	for (i = 0; i < N_EVENT_TYPES; i++)
		all += weight[i];
	fall = dice_throw(dice, all);
	for (i = 0; fall >= weight[i]; i++)
		fall -= weight[i];

	event.type = i;
	event.slot = dice_throw(dice, SLOTS);
	/* most radios hold a code that ath knows */
	event.code = dice_throw(dice, 4) ?
			     tables_code(dice_throw(dice, 1 << 16)) :
			     dice_throw(dice, 1 << 16);
	/* an access point without a country is none of these events */
	do {
		event.alpha2 =
			oracle.country[dice_throw(dice, oracle.n)].alpha2;
	} while (!strcmp(event.alpha2, "00"));

	return event;
}

static char *describe(const struct event *event)
{
	switch (event->type) {
	case SET_COUNTRY:
		return xasprintf("the user sets %s", event->alpha2);
	case SET_WORLD:
		return xasprintf("the user sets 00");
	case ADD_RADIO:
		return xasprintf("radio %u of code 0x%04x comes", event->slot,
				 event->code);
	case REMOVE_RADIO:
		return xasprintf("radio %u goes", event->slot);
	case RELOAD_ATH:
		return xasprintf("all radios go, ath is loaded again");
	case JOIN:
		return xasprintf("radio %u joins an access point of %s",
				 event->slot, event->alpha2);
	case LEAVE:
		return xasprintf("radio %u leaves it", event->slot);
	case NEIGHBOUR_JOINS:
		return xasprintf("the neighbour joins an access point of %s",
				 event->alpha2);
	case NEIGHBOUR_LEAVES:
		return xasprintf("the neighbour leaves it");
	default:
		die("no such event");
	}
}

static bool present[SLOTS];

static void remove_radio(unsigned int slot)
{
	if (present[slot])
		ctl("del r%u", slot);
	present[slot] = false;
}

static void happen(const struct event *event, bool with_ath)
{
	unsigned int slot = event->slot;

	switch (event->type) {
	case SET_COUNTRY:
		nl80211_set_country(event->alpha2);
		break;
	case SET_WORLD:
		nl80211_set_country("00");
		break;
	case ADD_RADIO:
		if (present[slot])
			break;
		if (with_ath ? ctl("add r%u 0x%04x %s", slot, event->code,
				   slot % 2 ? "ath9k" : "ath10k") :
			       ctl("add r%u ref ignore-ie", slot))
			die("radio %u does not come", slot);
		present[slot] = true;
		break;
	case REMOVE_RADIO:
		remove_radio(slot);
		break;
	case RELOAD_ATH:
		for (slot = 0; slot < SLOTS; slot++)
			remove_radio(slot);
		if (with_ath) {
			unload_ath();
			load_ath(ATH_OURS, "user_regd=1");
		}
		break;
	/* who is connected or has heard nothing stays as he is */
	case JOIN:
		if (present[slot])
			ctl("ie r%u %s", slot, event->alpha2);
		break;
	case LEAVE:
		if (present[slot])
			ctl("noie r%u", slot);
		break;
	case NEIGHBOUR_JOINS:
		ctl("ie neighbour %s", event->alpha2);
		break;
	case NEIGHBOUR_LEAVES:
		ctl("noie neighbour");
		break;
	default:
		die("no such event");
	}
	settle();
}

static void begin(bool with_ath)
{
	memset(present, 0, sizeof(present));
	fresh_cfg80211();
	if (with_ath)
		load_ath(ATH_OURS, "user_regd=1");
	if (ctl("add neighbour ref"))
		die("no neighbour");
	settle();
}

static void record(struct moment *moment)
{
	char text[RADIO_TEXT_MAX], name[8];
	unsigned int slot, dfs_region;

	for (slot = 0; slot < SLOTS; slot++) {
		moment->channels[slot] = NULL;
		if (!present[slot])
			continue;
		snprintf(name, sizeof(name), "r%u", slot);
		radio_channels(name, text);
		moment->channels[slot] = xasprintf("%s", text);
	}
	radio_channels("neighbour", text);
	moment->neighbour = xasprintf("%s", text);
	nl80211_get_country(moment->alpha2, &dfs_region);
	tables_limits(moment->alpha2, dfs_region, moment->limits);
}

static void forget(struct moment *moment)
{
	unsigned int slot;

	for (slot = 0; slot < SLOTS; slot++)
		free(moment->channels[slot]);
	free(moment->neighbour);
}

/* What is wrong now, or NULL; to be freed. */
static char *find_fault(const struct moment *moment)
{
	char text[RADIO_TEXT_MAX], name[8], alpha2[3];
	unsigned int slot, dfs_region;

	nl80211_get_country(alpha2, &dfs_region);
	if (strcmp(alpha2, moment->alpha2))
		return xasprintf("the country is %s, not %s", alpha2,
				 moment->alpha2);

	radio_channels("neighbour", text);
	if (strcmp(text, moment->neighbour))
		return xasprintf("the neighbour's channels:\n%sexpected:\n%s",
				 text, moment->neighbour);

	for (slot = 0; slot < SLOTS; slot++) {
		if (!present[slot])
			continue;
		snprintf(name, sizeof(name), "r%u", slot);
		radio_channels(name, text);
		if (strcmp(text, moment->channels[slot]))
			return xasprintf("radio %u has\n%sexpected:\n%s", slot,
					 text, moment->channels[slot]);
		radio_regd(name, text);
		if (!strstr(text, moment->limits) ||
		    !strstr(text, "\nhint=none\n"))
			return xasprintf("radio %u has\n%sexpected: %s", slot,
					 text, moment->limits);
	}

	return NULL;
}

/* Lives it twice; the place of the first event that went wrong, or @n. */
static size_t live(const struct event *events, size_t n, char **fault)
{
	struct moment *moments = xrealloc(NULL, n * sizeof(*moments) + 1);
	size_t i, failed = n;

	begin(false);
	for (i = 0; i < n; i++) {
		happen(&events[i], false);
		record(&moments[i]);
		progress("events without ath", i, n);
	}

	*fault = NULL;
	begin(true);
	for (i = 0; i < n && !*fault; i++) {
		happen(&events[i], true);
		*fault = find_fault(&moments[i]);
		if (*fault)
			failed = i;
		progress("events with ath", i, n);
	}

	for (i = 0; i < n; i++)
		forget(&moments[i]);
	free(moments);

	return failed;
}

/*
 * Leave out whatever it fails without: first halves, then ever smaller pieces.
 * The events are left as the shortest that was found; returns their number.
 */
static size_t shrink(struct event *events, size_t n)
{
	double deadline = now() + SHRINK_SECONDS;
	struct event *fewer = xrealloc(NULL, n * sizeof(*fewer));
	size_t piece, at, left, failed;
	char *fault;

	for (piece = n / 2; piece; piece /= 2) {
		for (at = 0; at + piece < n && now() < deadline;) {
			left = n - piece;
			memcpy(fewer, events, at * sizeof(*fewer));
			memcpy(fewer + at, events + at + piece,
			       (left - at) * sizeof(*fewer));
			failed = live(fewer, left, &fault);
			free(fault);
			if (failed == left) {
				at += piece;
				continue;
			}
			n = failed + 1;
			memcpy(events, fewer, n * sizeof(*events));
		}
	}
	free(fewer);

	return n;
}

/**
 * walk() - a random life, and its shortest part that goes wrong if any does
 */
void walk(void)
{
	size_t i, failed, n = plan.sample > 1 ? EVENTS_OF_SAMPLE : EVENTS;
	struct event *events = xrealloc(NULL, n * sizeof(*events));
	struct dice dice = dice_for(plan.seed);
	char *fault, *text;

	for (i = 0; i < n; i++)
		events[i] = draw_event(&dice);
	failed = live(events, n, &fault);
	if (!result(failed == n, "walk: %zu of %zu events, seed 0x%llx", failed,
		    n, (unsigned long long)plan.seed)) {
		free(fault);
		n = shrink(events, failed + 1);
		live(events, n, &fault);
		note("the shortest that was found:");
		for (i = 0; i < n; i++) {
			text = describe(&events[i]);
			note("%s", text);
			free(text);
		}
		note_lines(fault ? fault : "it doesn't go wrong every time");
	}
	free(fault);
	free(events);
}
