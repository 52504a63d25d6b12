/* SPDX-License-Identifier: ISC */
/* Pulses of a radar, as the hardware reports them. */

#ifndef RADAR_H
#define RADAR_H

#include "bytes.h"

struct device;

/**
 * struct pulse_train - what a radar sends
 * @width: of a pulse, in microseconds
 * @interval: from pulse to pulse, in microseconds
 * @count: how many pulses
 */
struct pulse_train {
	unsigned int width;
	unsigned int interval;
	unsigned int count;
};

void radar_send(struct device *device, const struct pulse_train *train);

#endif /* RADAR_H */
