// SPDX-License-Identifier: ISC

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "air.h"
#include "ap.h"
#include "channels.h"
#include "event.h"
#include "modules.h"
#include "nl80211.h"
#include "oracle.h"
#include "plan.h"
#include "radio.h"
#include "station.h"
#include "tables.h"
#include "util.h"

/* The kernel's flags of a channel. */
#define CHAN_NO_IR 0x2
#define CHAN_RADAR 0x8

/* How often each happens, in so many parts. */
static const unsigned int weight[N_EVENT_TYPES] = {
	[SET_COUNTRY] = 12, [SET_WORLD] = 4,	   [ADD_RADIO] = 12,
	[REMOVE_RADIO] = 6, [RELOAD_ATH] = 2,	   [JOIN] = 6,
	[LEAVE] = 4,	    [NEIGHBOUR_JOINS] = 4, [NEIGHBOUR_LEAVES] = 4,
	[AP_COMES] = 6,	    [AP_GOES] = 3,	   [STATION_COMES] = 8,
	[STATION_GOES] = 2, [STATION_JOINS] = 14,  [STATION_LEAVES] = 7,
	[DRIVER_HINTS] = 2, [BEACON_HEARD] = 6,	   [SUSPENDS] = 2,
};

/* What another card's driver says, by slot. */
static const char *const hints[STATION] = { "US", "DE", "JP", "SE", "GB", "CN" };

/* Where a beacon is heard, by slot, in MHz: what the world keeps closed. */
static const unsigned int beacons[STATION] = {
	2467, 2472, 5180, 5200, 5745, 5825,
};

/*
 * Togo's rules, for one, have radar on 2.4 GHz. There cfg80211 would have no
 * access point begin, and one that is on the air stop, but a minute later.
 */
static bool lets_ap_be(const struct rules *rules)
{
	return !(channels_find(&rules->channels, AIR_FREQ)->flags &
		 (VREF_CHANNEL_DISABLED | CHAN_NO_IR | CHAN_RADAR));
}

/* An access point without a country is none of these events, either. */
static const char *draw_country(struct dice *dice)
{
	const struct rules *rules;

	do {
		rules = &oracle.country[dice_throw(dice, oracle.n)];
	} while (!strcmp(rules->alpha2, "00") || !lets_ap_be(rules));

	return rules->alpha2;
}

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
	event.slot = dice_throw(dice, STATION);
	/* most radios hold a code that ath knows */
	event.code = dice_throw(dice, 4) ?
			     tables_code(dice_throw(dice, 1 << 16)) :
			     dice_throw(dice, 1 << 16);
	event.alpha2 = draw_country(dice);

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
	case AP_COMES:
		return xasprintf("the access point on the air is one of %s",
				 event->alpha2);
	case AP_GOES:
		return xasprintf("the access point sends the station away "
				 "and goes off the air");
	case STATION_COMES:
		return xasprintf("the station, of code 0x%04x, comes",
				 event->code);
	case STATION_GOES:
		return xasprintf("the station goes");
	case STATION_JOINS:
		return xasprintf("the station joins the access point");
	case STATION_LEAVES:
		return xasprintf("the station leaves it");
	case DRIVER_HINTS:
		return xasprintf("another card's driver hints %s",
				 hints[event->slot]);
	case BEACON_HEARD:
		return xasprintf("somebody hears a beacon on %u MHz",
				 beacons[event->slot]);
	case SUSPENDS:
		return xasprintf("the computer suspends and resumes");
	default:
		die("no such event");
	}
}

/* Whether ath.ko is part of this life, and nobody else; and which radios there are. */
static bool with_ath, alone;
static bool present[SLOTS];

/* The country of the access point on the air, NULL: there is none. */
static const char *ap_alpha2;
static bool station_joined;
static unsigned int joins;

/**
 * event_radio() - the radio in a slot
 * @slot: below SLOTS
 *
 * Return: its name, or NULL when there is none at the moment.
 */
const char *event_radio(unsigned int slot)
{
	static const char *const name[SLOTS] = {
		"r0", "r1", "r2", "r3", "r4", "r5", [STATION] = "station",
	};

	return present[slot] ? name[slot] : NULL;
}

/**
 * event_twin() - the plain radio that came with that in a slot
 * @slot: below SLOTS, not empty
 *
 * Return: its name.
 */
const char *event_twin(unsigned int slot)
{
	static const char *const name[SLOTS] = {
		"t0", "t1", "t2", "t3", "t4", "t5", [STATION] = "t6",
	};

	return name[slot];
}

static void load_ours(void)
{
	load_ath(ATH_OURS, "user_regd=1");
	if (!alone)
		load_test("vmac");
}

/**
 * events_begin() - a new life, in which nothing has happened yet
 * @ath: is our ath.ko part of it
 * @just_ours: has no radio an interface but the Atheros ones, or who stands in for them
 */
void events_begin(bool ath, bool just_ours)
{
	with_ath = ath;
	alone = just_ours;
	memset(present, 0, sizeof(present));
	ap_alpha2 = NULL;
	station_joined = false;
	joins = 0;
	ap_forget();
	fresh_cfg80211();
	if (!alone)
		air_open();
	if (with_ath)
		load_ours();
	if (!alone && (ctl("add neighbour ref") || ctl("add hinter ref")))
		die("no neighbour");
	settle();
}

static void add_radio(unsigned int slot, unsigned int code)
{
	const char *name;
	int err;

	if (present[slot])
		return;
	present[slot] = true;
	name = event_radio(slot);
	if (!with_ath)
		err = ctl("add %s ref ignore-ie", name);
	else if (slot == STATION)
		err = ctl("add %s 0x%04x mac80211 " AIR_ANTENNA, name, code);
	else
		err = ctl("add %s 0x%04x %s", name, code,
			  slot % 2 ? "ath9k" : "ath10k");
	if (err)
		die("%s does not come: %s", name, strerror(err));
	if (with_ath && ctl("add %s ref", event_twin(slot)))
		die("%s has no twin", name);
}

static void remove_radio(unsigned int slot)
{
	if (present[slot])
		ctl("del %s", event_radio(slot));
	if (present[slot] && with_ath)
		ctl("del %s", event_twin(slot));
	present[slot] = false;
	if (slot == STATION)
		station_joined = false;
}

static void reload_ath(void)
{
	unsigned int slot;

	for (slot = 0; slot < SLOTS; slot++)
		remove_radio(slot);
	if (with_ath) {
		unload_ath();
		load_ours();
	}
}

/* Whoever stands in for the station hears of the same country. */
static void join_ap(void)
{
	if (!ap_alpha2 || !present[STATION] || station_joined)
		return;
	if (with_ath)
		station_join(ap_alpha2);
	else if (ctl("ie station %s", ap_alpha2))
		die("nobody joins in the station's place");
	station_joined = true;
	joins++;
}

static void leave_ap(void (*leave)(void))
{
	if (!station_joined)
		return;
	if (with_ath)
		leave();
	else
		ctl("noie station");
	station_joined = false;
}

static void stop_ap(void)
{
	if (!ap_alpha2)
		return;
	/* else it would find out by and by */
	leave_ap(station_is_sent_away);
	settle();
	ap_stop();
	ap_alpha2 = NULL;
}

/* As far as all devices, and back; the access point has to begin anew after that. */
static void suspend(void)
{
	stop_ap();
	write_file("/sys/module/suspend/parameters/pm_test_delay", "0");
	write_file("/sys/power/pm_test", "devices");
	write_file("/sys/power/state", "freeze");
}

/**
 * events_joins() - how often the station has joined the access point
 *
 * Return: in this life.
 */
unsigned int events_joins(void)
{
	return joins;
}

/* What takes others than our radios. */
static bool takes_others(enum event_type type)
{
	switch (type) {
	case NEIGHBOUR_JOINS:
	case NEIGHBOUR_LEAVES:
	case AP_COMES:
	case AP_GOES:
	case STATION_COMES:
	case STATION_GOES:
	case STATION_JOINS:
	case STATION_LEAVES:
	case DRIVER_HINTS:
		return true;
	default:
		return false;
	}
}

/**
 * event_happen() - let it happen, and wait until cfg80211 is done with it
 * @event: what
 */
void event_happen(const struct event *event)
{
	const char *name = event_radio(event->slot);

	if (alone && takes_others(event->type))
		return;

	switch (event->type) {
	case SET_COUNTRY:
		nl80211_set_country(event->alpha2);
		break;
	case SET_WORLD:
		nl80211_set_country("00");
		break;
	case ADD_RADIO:
		add_radio(event->slot, event->code);
		break;
	case REMOVE_RADIO:
		remove_radio(event->slot);
		break;
	case RELOAD_ATH:
		reload_ath();
		break;
	/* who is connected or has heard nothing stays as he is */
	case JOIN:
		if (name)
			ctl("ie %s %s", name, event->alpha2);
		break;
	case LEAVE:
		if (name)
			ctl("noie %s", name);
		break;
	case NEIGHBOUR_JOINS:
		ctl("ie neighbour %s", event->alpha2);
		break;
	case NEIGHBOUR_LEAVES:
		ctl("noie neighbour");
		break;
	case AP_COMES:
		ap_start(event->alpha2);
		ap_alpha2 = event->alpha2;
		break;
	case AP_GOES:
		stop_ap();
		break;
	case STATION_COMES:
		add_radio(STATION, event->code);
		break;
	case STATION_GOES:
		remove_radio(STATION);
		break;
	case STATION_JOINS:
		join_ap();
		break;
	case STATION_LEAVES:
		leave_ap(station_leave);
		break;
	case DRIVER_HINTS:
		ctl("hint hinter %s", hints[event->slot]);
		break;
	case BEACON_HEARD:
		if (!alone || name)
			ctl("beacon %s %u", alone ? name : "neighbour",
			    beacons[event->slot]);
		break;
	case SUSPENDS:
		suspend();
		break;
	default:
		die("no such event");
	}
	settle();
}
