/* SPDX-License-Identifier: ISC */
/* Channels, and what the rules of a country make of them. */

#ifndef CHANNEL_H
#define CHANNEL_H

#include <stddef.h>

#include "db.h"

#define CHANNELS_MAX 128

enum channel_flags {
	CHANNEL_DISABLED = 1 << 0,
	CHANNEL_NO_IR = 1 << 1,
	CHANNEL_RADAR = 1 << 2,
	CHANNEL_INDOOR = 1 << 3,
	CHANNEL_NO_20 = 1 << 4,
	CHANNEL_NO_40_MINUS = 1 << 5,
	CHANNEL_NO_40_PLUS = 1 << 6,
	CHANNEL_NO_80 = 1 << 7,
	CHANNEL_NO_160 = 1 << 8,
};

enum band {
	BAND_2GHZ,
	BAND_5GHZ,
	BAND_OTHER,
	N_BANDS,
};

/**
 * struct channel - one channel of a radio
 * @freq: its middle in MHz
 * @flags: of enum channel_flags
 * @power: at most, in dBm
 */
struct channel {
	unsigned int freq;
	unsigned int flags;
	int power;
};

/**
 * struct channels - those of a radio, by frequency
 * @n: how many
 * @channel: they
 * @width: the widest that the radio can do in a band, 0 when that isn't known
 */
struct channels {
	size_t n;
	struct channel channel[CHANNELS_MAX];
	unsigned int width[N_BANDS];
};

/* What can be done on a channel; the best comes first. */
enum use {
	USE_AP,
	USE_RADAR,
	USE_LISTEN,
	USE_NONE,
	N_USES,
};

enum band channel_band(unsigned int freq);
unsigned int channel_number(unsigned int freq);
enum use channel_use(const struct channel *channel);
const char *use_name(enum use use);
unsigned int channel_width(const struct channels *channels, size_t i);
size_t channels_count(const struct channels *channels, enum band band,
		      enum use use);
struct channel rules_apply(const struct domain *domain,
			   const struct channel *bound);
bool rules_split(const struct domain *domain, unsigned int freq);
void channels_typical(struct channels *channels);

#endif /* CHANNEL_H */
