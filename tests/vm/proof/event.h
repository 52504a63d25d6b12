/* SPDX-License-Identifier: ISC */
/* What can happen to a computer in a random life, see walk.c. */

#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>

#include "plan.h"

/*
 * How many Atheros radios there can be at a time. The last is the station, the
 * only one on mac80211.
 */
#define SLOTS 7
#define STATION (SLOTS - 1)

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
	AP_COMES,
	AP_GOES,
	STATION_COMES,
	STATION_GOES,
	STATION_JOINS,
	STATION_LEAVES,
	DRIVER_HINTS,
	BEACON_HEARD,
	SUSPENDS,
	N_EVENT_TYPES,
};

/**
 * struct event - something that happens
 * @type: what
 * @slot: to which radio
 * @code: of the radio that comes
 * @alpha2: the country that is set, or that an access point says it is in
 *
 * What does not apply, a radio removed that isn't there, does nothing.
 */
struct event {
	enum event_type type;
	unsigned int slot;
	unsigned int code;
	const char *alpha2;
};

struct event event_draw(struct dice *dice);
char *event_describe(const struct event *event);
void events_begin(bool ath, bool just_ours);
void event_happen(const struct event *event);
const char *event_radio(unsigned int slot);
const char *event_twin(unsigned int slot);
unsigned int events_joins(void);

#endif /* EVENT_H */
