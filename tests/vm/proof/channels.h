/* SPDX-License-Identifier: ISC */
/* A radio's channels, and how they stand to what they should be. */

#ifndef CHANNELS_H
#define CHANNELS_H

#include "../vradio/channel.h" // IWYU pragma: export

struct channels {
	struct vref_channel channel[VREF_N_CHANNELS];
};

enum verdict {
	EQUAL = '=',
	PERMISSIVE = '+',
	RESTRICTIVE = '-',
	BOTH = '~',
};

enum verdict channels_compare(const struct channels *expected,
			      const struct channels *got);
char *channels_differing(const struct channels *got,
			 const struct channels *expected);
char *channels_line(const struct channels *channels);
const struct vref_channel *channels_find(const struct channels *channels,
					 unsigned int freq);

#endif /* CHANNELS_H */
