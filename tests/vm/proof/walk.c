// SPDX-License-Identifier: ISC
/*
 * A random life of a computer: countries set, radios that come and go, ath.ko
 * loaded again, access points with country elements, joined by our radios and
 * by a neighbour's that heeds them, which makes the core restore its settings
 * when it leaves. Most of them hear such an access point of their own accord;
 * one, the station, is on mac80211 and joins one of mac80211_hwsim's that is on
 * the air, and as long as that is, the core restores nothing.
 *
 * It is lived twice. The first time there is no ath.ko: in the place of each
 * Atheros radio there is a radio on which no driver sets rules and which, as
 * C7 has it, is deaf to country elements, and hears them of its own accord when
 * the station would. The access point is there both times. What those radios
 * have after each event is what the Atheros radios are to have the second time.
 *
 * The second time each Atheros radio has a twin beside it, a plain radio that comes
 * and goes with it and on which nobody sets rules or flags. It is the judge (C1): ours
 * has its channels, but for those of the world that a beacon has opened for the twin.
 *
 * A second life is that of a computer in which no radio has an interface but ours: there
 * cfg80211 restores nothing when they leave an access point.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channels.h"
#include "event.h"
#include "nl80211.h"
#include "plan.h"
#include "radio.h"
#include "report.h"
#include "tables.h"
#include "util.h"
#include "walk.h"

#define EVENTS 2000
#define EVENTS_OF_SAMPLE 400
#define SHRINK_SECONDS 120

/* Is this the second life? */
static bool alone;

/* What is to be seen after an event. */
struct moment {
	struct channels channels[SLOTS];
	struct channels neighbour;
	char alpha2[3];
	char limits[LIMITS_LEN];
};

static void record(struct moment *moment)
{
	unsigned int slot, dfs_region;
	const char *name;

	for (slot = 0; slot < SLOTS; slot++) {
		name = event_radio(slot);
		if (name)
			radio_channels(name, &moment->channels[slot]);
	}
	if (!alone)
		radio_channels("neighbour", &moment->neighbour);
	nl80211_get_country(moment->alpha2, &dfs_region);
	tables_limits(moment->alpha2, dfs_region, moment->limits);
}

static char *fault_of(const char *who, const struct channels *got,
		      const struct channels *expected)
{
	char *lines = channels_differing(got, expected);
	char *fault = xasprintf("%s:\n%s", who, lines);

	free(lines);
	return fault;
}

/* IEEE80211_CHAN_NO_IR */
#define NO_IR 0x2

/* What the twin has, as it is without beacons. */
static void twin_channels(unsigned int slot, const struct channels *ours,
			  const char *alpha2, struct channels *twin)
{
	size_t i;

	radio_channels(event_twin(slot), twin);
	for (i = 0; i < VREF_N_CHANNELS && !strcmp(alpha2, "00"); i++)
		if (!(twin->channel[i].flags & VREF_CHANNEL_DISABLED))
			twin->channel[i].flags |= ours->channel[i].flags &
						  NO_IR;
}

/* What is wrong now, or NULL; to be freed. */
static char *find_fault(const struct moment *moment)
{
	char text[RADIO_TEXT_MAX], alpha2[3];
	unsigned int slot, dfs_region;
	struct channels channels, twin;
	const char *name;

	nl80211_get_country(alpha2, &dfs_region);
	if (strcmp(alpha2, moment->alpha2))
		return xasprintf("the country is %s, not %s", alpha2,
				 moment->alpha2);

	if (!alone)
		radio_channels("neighbour", &channels);
	if (!alone && channels_compare(&moment->neighbour, &channels) != EQUAL)
		return fault_of("the neighbour", &channels, &moment->neighbour);

	for (slot = 0; slot < SLOTS; slot++) {
		name = event_radio(slot);
		if (!name)
			continue;
		radio_channels(name, &channels);
		if (channels_compare(&moment->channels[slot], &channels) !=
		    EQUAL)
			return fault_of(name, &channels,
					&moment->channels[slot]);
		twin_channels(slot, &channels, alpha2, &twin);
		if (channels_compare(&twin, &channels) != EQUAL)
			return fault_of("a radio and its twin", &channels,
					&twin);
		radio_regd(name, text);
		if (!radio_has_limits(text, moment->limits) ||
		    !strstr(text, "\nhint=none\n"))
			return xasprintf("%s has\n%sexpected: %s", name, text,
					 moment->limits);
	}

	return NULL;
}

/* Lives it twice; the place of the first event that went wrong, or @n. */
static size_t live(const struct event *events, size_t n, char **fault)
{
	struct moment *moments = xrealloc(NULL, (n * sizeof(*moments)) + 1);
	size_t i, failed = n;

	events_begin(false, alone);
	for (i = 0; i < n; i++) {
		event_happen(&events[i]);
		record(&moments[i]);
		progress("events without ath", i, n);
	}

	*fault = NULL;
	events_begin(true, alone);
	for (i = 0; i < n && !*fault; i++) {
		event_happen(&events[i]);
		*fault = find_fault(&moments[i]);
		if (*fault)
			failed = i;
		progress("events with ath", i, n);
	}

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

/* A random life, and its shortest part that goes wrong if any does. */
static void walk_once(void)
{
	size_t i, failed, n = plan.sample > 1 ? EVENTS_OF_SAMPLE : EVENTS;
	struct event *events = xrealloc(NULL, n * sizeof(*events));
	struct dice dice = dice_for(plan.seed);
	char *fault, *text;

	for (i = 0; i < n; i++)
		events[i] = event_draw(&dice);
	failed = live(events, n, &fault);
	if (!alone)
		note("the station joined the access point %u times",
		     events_joins());
	if (!result(failed == n, "walk%s: %zu of %zu events, seed 0x%llx",
		    alone ? ", alone" : "", failed, n,
		    (unsigned long long)plan.seed)) {
		free(fault);
		n = shrink(events, failed + 1);
		live(events, n, &fault);
		note("the shortest that was found:");
		for (i = 0; i < n; i++) {
			text = event_describe(&events[i]);
			note("%s", text);
			free(text);
		}
		note_lines(fault ? fault : "it doesn't go wrong every time");
	}
	free(fault);
	free(events);
}

/**
 * walk() - two random lives
 */
void walk(void)
{
	alone = false;
	walk_once();
	alone = true;
	walk_once();
}
