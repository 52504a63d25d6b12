/* SPDX-License-Identifier: ISC */
/*
 * Beacons of a firmware that has no template of them: before each it asks the driver
 * for one (SWBA, "software beacon alert").
 */

#ifndef BEACONS_H
#define BEACONS_H

#include <stdbool.h>

#include "bytes.h"

struct device;

/**
 * struct beacons - who beacons
 * @device: the radio
 * @aps: the interfaces that are access points, a bit each
 * @up: those of them that are on the air
 * @due: when the next beacon is
 */
struct beacons {
	struct device *device;
	uint32_t aps;
	uint32_t up;
	int64_t due;
};

void beacons_reset(struct beacons *beacons, struct device *device);
void beacons_vdev(struct beacons *beacons, uint32_t vdev, bool is_ap);
void beacons_up(struct beacons *beacons, uint32_t vdev);
void beacons_down(struct beacons *beacons, uint32_t vdev);
int beacons_timeout(const struct beacons *beacons);
void beacons_tick(struct beacons *beacons);

#endif /* BEACONS_H */
