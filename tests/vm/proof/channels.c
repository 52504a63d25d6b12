// SPDX-License-Identifier: ISC

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "channels.h"
#include "util.h"

/* Flags of a channel that allow more than the others do not forbid, as
 * include/net/cfg80211.h has them: IR_CONCURRENT, DFS_CONCURRENT, CAN_MONITOR,
 * ALLOW_6GHZ_VLP_AP, ALLOW_20MHZ_ACTIVITY.
 */
#define PERMISSIVE_FLAGS \
	((1UL << 10) | (1UL << 21) | (1UL << 24) | (1UL << 25) | (1UL << 26))

/* Does @b allow anything that @a does not? */
static bool allows_more(const struct vref_channel *a,
			const struct vref_channel *b)
{
	if (b->flags & VREF_CHANNEL_DISABLED)
		return false;
	if (a->flags & VREF_CHANNEL_DISABLED)
		return true;

	return (a->flags & ~b->flags & ~PERMISSIVE_FLAGS) ||
	       (b->flags & ~a->flags & PERMISSIVE_FLAGS) ||
	       b->power > a->power || b->reg_power > a->reg_power ||
	       b->gain > a->gain || b->cac < a->cac;
}

/**
 * channels_compare() - hold a radio's channels against another's
 * @expected: the channels it should have
 * @got: those it has
 *
 * Return: equal, or more permissive, or more restrictive, or both.
 */
enum verdict channels_compare(const struct channels *expected,
			      const struct channels *got)
{
	bool more = false, less = false;
	size_t i;

	if (!memcmp(expected, got, sizeof(*got)))
		return EQUAL;

	for (i = 0; i < VREF_N_CHANNELS; i++) {
		const struct vref_channel *a = &expected->channel[i];
		const struct vref_channel *b = &got->channel[i];

		if (a->freq != b->freq)
			die("channels of different radios");
		more |= allows_more(a, b);
		less |= allows_more(b, a);
	}
	if (!(more || less))
		die("channels that differ in no way that is known");

	if (more && less)
		return BOTH;

	return more ? PERMISSIVE : RESTRICTIVE;
}

static char *describe(const struct vref_channel *channel)
{
	if (channel->flags & VREF_CHANNEL_DISABLED)
		return xasprintf("%u disabled", channel->freq);

	return xasprintf("%u flags=%08x reg_power=%d power=%d gain=%d cac=%u",
			 channel->freq, channel->flags, channel->reg_power,
			 channel->power, channel->gain, channel->cac);
}

/**
 * channels_differing() - the channels that are not what they are to be
 * @got: a radio's channels
 * @expected: what they are to be
 *
 * Return: a text of two lines for each; to be freed.
 */
char *channels_differing(const struct channels *got,
			 const struct channels *expected)
{
	char *all = xasprintf("%s", ""), *longer, *a, *b;
	size_t i;

	for (i = 0; i < VREF_N_CHANNELS; i++) {
		if (!memcmp(&got->channel[i], &expected->channel[i],
			    sizeof(got->channel[i])))
			continue;
		a = describe(&got->channel[i]);
		b = describe(&expected->channel[i]);
		longer = xasprintf("%s%s\n  not %s\n", all, a, b);
		free(all);
		free(a);
		free(b);
		all = longer;
	}

	return all;
}

/**
 * channels_line() - all of a radio's channels
 * @channels: the radio's
 *
 * Return: them in one line, each as vref.ko prints it and ended by a ";"; to be
 * freed.
 */
char *channels_line(const struct channels *channels)
{
	char *all = xasprintf("%s", ""), *longer, *one;
	size_t i;

	for (i = 0; i < VREF_N_CHANNELS; i++) {
		one = describe(&channels->channel[i]);
		longer = xasprintf("%s%s;", all, one);
		free(all);
		free(one);
		all = longer;
	}

	return all;
}

/**
 * channels_find() - one of a radio's channels
 * @channels: the radio's
 * @freq: its frequency in MHz, one that the radios have
 *
 * Return: the channel.
 */
const struct vref_channel *channels_find(const struct channels *channels,
					 unsigned int freq)
{
	size_t i;

	for (i = 0; i < VREF_N_CHANNELS; i++)
		if (channels->channel[i].freq == freq)
			return &channels->channel[i];
	die("no radio has a channel on %u MHz", freq);
}
