// SPDX-License-Identifier: ISC

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "radio.h"
#include "tables.h"
#include "util.h"

/* How often each happens, in so many parts. */
static const unsigned int weight[N_EVENT_TYPES] = {
	[SET_COUNTRY] = 6,  [SET_WORLD] = 2,	   [ADD_RADIO] = 6,
	[REMOVE_RADIO] = 3, [RELOAD_ATH] = 1,	   [JOIN] = 3,
	[LEAVE] = 2,	    [NEIGHBOUR_JOINS] = 2, [NEIGHBOUR_LEAVES] = 2,
};

/**
 * event_draw() - leave it to chance what happens
 * @dice: chance
 *
 * Return: what happens.
 */
struct event event_draw(struct dice *dice)
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

/**
 * event_describe() - say what happens
 * @event: what
 *
 * Return: a line without its end, to be freed.
 */
char *event_describe(const struct event *event)
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

/* Whether ath.ko is part of this life, and which radios there are. */
static bool with_ath;
static bool present[SLOTS];

/**
 * event_radio() - the radio in a slot
 * @slot: below SLOTS
 *
 * Return: its name, or NULL when there is none at the moment.
 */
const char *event_radio(unsigned int slot)
{
	static const char *const name[SLOTS] = { "r0", "r1", "r2",
						 "r3", "r4", "r5" };

	return present[slot] ? name[slot] : NULL;
}

/**
 * events_begin() - a new life, in which nothing has happened yet
 * @ath: is our ath.ko part of it
 */
void events_begin(bool ath)
{
	with_ath = ath;
	memset(present, 0, sizeof(present));
	fresh_cfg80211();
	if (with_ath)
		load_ath(ATH_OURS, "user_regd=1");
	if (ctl("add neighbour ref"))
		die("no neighbour");
	settle();
}

static void remove_radio(unsigned int slot)
{
	if (present[slot])
		ctl("del r%u", slot);
	present[slot] = false;
}

/**
 * event_happen() - let it happen, and wait until cfg80211 is done with it
 * @event: what
 */
void event_happen(const struct event *event)
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
