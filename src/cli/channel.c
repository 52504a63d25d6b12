// SPDX-License-Identifier: ISC
/*
 * What rules make of a channel is what the kernel's net/wireless/reg.c makes
 * of it, handle_channel() above all.
 */

#include <stddef.h>
#include <stdint.h>

#include "channel.h"
#include "db.h"
#include "util.h"

#define KHZ 1000U
#define FREQ_2GHZ_FIRST 2412
#define FREQ_2GHZ_14 2484
#define FREQ_5GHZ_BASE 5000

/**
 * channel_band() - which band is it in?
 * @freq: in MHz
 *
 * Return: the band.
 */
enum band channel_band(unsigned int freq)
{
	if (freq >= 2400 && freq < 2500)
		return BAND_2GHZ;
	if (freq >= 5150 && freq < 5945)
		return BAND_5GHZ;

	return BAND_OTHER;
}

/**
 * channel_number() - how people call it
 * @freq: in MHz
 *
 * Return: its number, or 0 in bands that Atheros radios don't have.
 */
unsigned int channel_number(unsigned int freq)
{
	if (freq == FREQ_2GHZ_14)
		return 14;

	switch (channel_band(freq)) {
	case BAND_2GHZ:
		return freq < FREQ_2GHZ_FIRST ?
			       0 :
			       ((freq - FREQ_2GHZ_FIRST) / 5) + 1;
	case BAND_5GHZ:
		return (freq - FREQ_5GHZ_BASE) / 5;
	default:
		return 0;
	}
}

/**
 * channel_use() - what can be done on a channel?
 * @channel: the channel
 *
 * Where there is radar to look out for the driver has to be able to; that it
 * says "no IR" there as well is its way to say that it isn't.
 *
 * Return: the best that can be done.
 */
enum use channel_use(const struct channel *channel)
{
	if (channel->flags & (CHANNEL_DISABLED | CHANNEL_NO_20))
		return USE_NONE;
	if (channel->flags & CHANNEL_NO_IR)
		return USE_LISTEN;
	if (channel->flags & CHANNEL_RADAR)
		return USE_RADAR;

	return USE_AP;
}

/**
 * use_name() - as JSON has it
 * @use: what can be done
 *
 * Return: the name.
 */
const char *use_name(enum use use)
{
	static const char *const names[N_USES] = {
		[USE_AP] = "ap",
		[USE_RADAR] = "radar",
		[USE_LISTEN] = "listen",
		[USE_NONE] = "closed",
	};

	return names[use];
}

static const struct channel *find(const struct channels *channels,
				  unsigned int freq)
{
	size_t i;

	for (i = 0; i < channels->n; i++)
		if (channels->channel[i].freq == freq)
			return &channels->channel[i];

	return NULL;
}

/* The first channel of the block of @width that @freq lies in; 0: in none. */
static unsigned int block_start(unsigned int freq, unsigned int width)
{
	static const unsigned int runs[][2] = {
		{ 5180, 5320 }, /* 36 to 64 */
		{ 5500, 5720 }, /* 100 to 144 */
		{ 5745, 5885 }, /* 149 to 177 */
	};
	unsigned int start;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(runs); i++) {
		if (freq < runs[i][0] || freq > runs[i][1])
			continue;
		start = runs[i][0] + ((freq - runs[i][0]) / width * width);
		return start + width - 20 <= runs[i][1] ? start : 0;
	}

	return 0;
}

/* Are all channels of a block there, and not closed, nor to that width? */
static bool block_is_open(const struct channels *channels, unsigned int freq,
			  unsigned int width, unsigned int forbidden)
{
	unsigned int start = block_start(freq, width), f;
	const struct channel *channel;

	if (!start)
		return false;

	for (f = start; f < start + width; f += 20) {
		channel = find(channels, f);
		if (!channel || channel_use(channel) == USE_NONE ||
		    channel->flags & forbidden)
			return false;
	}

	return true;
}

/* By the rules alone. */
static unsigned int allowed_width(const struct channels *channels, size_t i)
{
	const struct channel *channel = &channels->channel[i];
	unsigned int start;

	if (channel_use(channel) == USE_NONE)
		return 0;

	if (channel_band(channel->freq) != BAND_5GHZ)
		return (channel->flags & CHANNEL_NO_40_MINUS) &&
				       (channel->flags & CHANNEL_NO_40_PLUS) ?
			       20 :
			       40;

	if (block_is_open(channels, channel->freq, 160,
			  CHANNEL_NO_80 | CHANNEL_NO_160))
		return 160;
	if (block_is_open(channels, channel->freq, 80, CHANNEL_NO_80))
		return 80;
	start = block_start(channel->freq, 40);
	if (start && block_is_open(channels, channel->freq, 40, 0) &&
	    !(channel->flags & (start == channel->freq ? CHANNEL_NO_40_PLUS :
							 CHANNEL_NO_40_MINUS)))
		return 40;

	return 20;
}

/**
 * channel_width() - how wide can it be?
 * @channels: the channels of a radio
 * @i: the one that is the first 20 MHz
 *
 * Return: 20, 40, 80 or 160 MHz, by the rules and by what the radio can do; 0
 * for a channel that is closed.
 */
unsigned int channel_width(const struct channels *channels, size_t i)
{
	unsigned int width = allowed_width(channels, i), able;

	able = channels->width[channel_band(channels->channel[i].freq)];
	return able && able < width ? able : width;
}

/**
 * channels_count() - how many can be put to a use?
 * @channels: the channels
 * @band: of this band
 * @use: this use and no better one
 *
 * Return: how many.
 */
size_t channels_count(const struct channels *channels, enum band band,
		      enum use use)
{
	size_t i, n = 0;

	for (i = 0; i < channels->n; i++)
		if (channel_band(channels->channel[i].freq) == band &&
		    channel_use(&channels->channel[i]) == use)
			n++;

	return n;
}

static bool rule_holds(const struct rule *rule, uint32_t khz, uint32_t width)
{
	uint32_t half = width / 2;

	return khz - half >= rule->start && khz + half <= rule->end;
}

static const struct rule *find_rule(const struct domain *domain, uint32_t khz)
{
	size_t i;

	for (i = 0; i < domain->n; i++)
		if (rule_holds(&domain->rules[i], khz, 20 * KHZ))
			return &domain->rules[i];

	return NULL;
}

/* Of a rule and those that touch it: what "auto bandwidth" means. */
static uint32_t range_around(const struct domain *domain,
			     const struct rule *rule)
{
	const struct rule *first = rule, *last = rule;
	const struct rule *end = domain->rules + domain->n;

	while (first > domain->rules && first[-1].end >= first->start)
		first--;
	while (last + 1 < end && last[1].start <= last->end)
		last++;

	return last->end - first->start;
}

static unsigned int rule_flags(const struct domain *domain,
			       const struct rule *rule)
{
	uint32_t width = rule->flags & RULE_AUTO_BW ?
				 range_around(domain, rule) :
				 rule->bandwidth;
	unsigned int flags = 0;

	if (rule->flags & RULE_NO_IR)
		flags |= CHANNEL_NO_IR;
	if (rule->flags & RULE_DFS)
		flags |= CHANNEL_RADAR;
	if (rule->flags & RULE_NO_OUTDOOR)
		flags |= CHANNEL_INDOOR;
	if (width < 20 * KHZ)
		flags |= CHANNEL_NO_20;
	if (width < 40 * KHZ)
		flags |= CHANNEL_NO_40_MINUS | CHANNEL_NO_40_PLUS;
	if (width < 80 * KHZ)
		flags |= CHANNEL_NO_80;
	if (width < 160 * KHZ)
		flags |= CHANNEL_NO_160;

	return flags;
}

/* Two rules that meet in the middle of a channel, if they do. */
static bool find_adjacent(const struct domain *domain, uint32_t khz,
			  const struct rule *pair[2])
{
	struct rule both = { .flags = 0 };

	pair[0] = find_rule(domain, khz - (20 * KHZ));
	pair[1] = find_rule(domain, khz + (20 * KHZ));
	if (!pair[0] || !pair[1] || pair[0]->end != pair[1]->start)
		return false;

	both.start = pair[0]->start;
	both.end = pair[1]->end;
	return rule_holds(&both, khz, 20 * KHZ);
}

/**
 * rules_apply() - what the rules leave of a channel
 * @domain: the rules
 * @bound: the channel as its driver bounds it; a power of 0 is no bound
 *
 * Return: the channel.
 */
struct channel rules_apply(const struct domain *domain,
			   const struct channel *bound)
{
	uint32_t khz = bound->freq * KHZ;
	const struct rule *rules[2];
	struct channel channel = *bound;
	int power[2];
	size_t i;

	rules[0] = find_rule(domain, khz);
	rules[1] = rules[0];
	if (!rules[0]) {
		if (!find_adjacent(domain, khz, rules)) {
			channel.flags |= CHANNEL_DISABLED;
			return channel;
		}
		/* the kernel looks at both together again */
		channel.flags &= ~(unsigned int)CHANNEL_NO_20;
	}

	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		channel.flags |= rule_flags(domain, rules[i]);
		power[i] = (int)(rules[i]->power / 100);
	}
	channel.power = power[0] < power[1] ? power[0] : power[1];
	if (bound->power && bound->power < channel.power)
		channel.power = bound->power;

	return channel;
}

/**
 * rules_split() - does a channel lie in two rules that meet?
 * @domain: the rules
 * @freq: in MHz
 *
 * Return: whether it does, and in neither of them alone.
 */
bool rules_split(const struct domain *domain, unsigned int freq)
{
	const struct rule *rules[2];

	return !find_rule(domain, freq * KHZ) &&
	       find_adjacent(domain, freq * KHZ, rules);
}

static void add(struct channels *channels, unsigned int first,
		unsigned int last, unsigned int step)
{
	unsigned int freq;

	for (freq = first; freq <= last; freq += step)
		channels->channel[channels->n++] =
			(struct channel){ .freq = freq };
}

/**
 * channels_typical() - those of a dual band radio, for want of one
 * @channels: is given them, with no bounds
 */
void channels_typical(struct channels *channels)
{
	*channels = (struct channels){ .n = 0 };
	add(channels, FREQ_2GHZ_FIRST, 2472, 5);
	add(channels, FREQ_2GHZ_14, FREQ_2GHZ_14, 5);
	add(channels, 5180, 5320, 20);
	add(channels, 5500, 5720, 20);
	add(channels, 5745, 5825, 20);
}
