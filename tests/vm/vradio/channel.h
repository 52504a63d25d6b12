/* SPDX-License-Identifier: ISC */
/* A radio's channels, as vref.ko gives them to the program that compares them. */

#ifndef VREF_CHANNEL_H
#define VREF_CHANNEL_H

#include <linux/types.h>

#define VREF_N_2GHZ 14
#define VREF_N_5GHZ 25
#define VREF_N_CHANNELS (VREF_N_2GHZ + VREF_N_5GHZ)

/* IEEE80211_CHAN_DISABLED: of such a channel there is nothing else to say. */
#define VREF_CHANNEL_DISABLED 0x1

/**
 * struct vref_channel - what cfg80211 allows on a channel
 *
 * @freq: its frequency in MHz
 * @flags: those of &struct ieee80211_channel
 * @reg_power: the rules' power in dBm
 * @power: the radio's power under them in dBm
 * @gain: of the antenna, in dBi
 * @cac: how long to listen for radar, in ms; 0 where there is no need to
 */
struct vref_channel {
	__u32 freq;
	__u32 flags;
	__s32 reg_power;
	__s32 power;
	__s32 gain;
	__u32 cac;
};

#endif /* VREF_CHANNEL_H */
