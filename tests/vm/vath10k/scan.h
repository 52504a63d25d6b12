/* SPDX-License-Identifier: ISC */
/* Scans: from channel to channel, and what is heard there. */

#ifndef SCAN_H
#define SCAN_H

#include "bytes.h"

struct device;

#define SCAN_CHANNELS_MAX 64

/**
 * struct scan - the scan that is under way
 * @device: the radio
 * @id: the driver's number of it
 * @requester: and of who wants it
 * @vdev: the interface it is for
 * @freqs: the channels
 * @n: how many; 0 when there is no scan
 * @at: which comes next
 * @due: when
 */
struct scan {
	struct device *device;
	uint32_t id;
	uint32_t requester;
	uint32_t vdev;
	uint32_t freqs[SCAN_CHANNELS_MAX];
	size_t n;
	size_t at;
	int64_t due;
};

void scan_reset(struct scan *scan, struct device *device);
void scan_start(struct scan *scan, uint32_t id, uint32_t requester,
		uint32_t vdev, struct view freqs);
void scan_stop(struct scan *scan);
int scan_timeout(const struct scan *scan);
void scan_tick(struct scan *scan);

#endif /* SCAN_H */
