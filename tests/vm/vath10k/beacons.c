// SPDX-License-Identifier: ISC

#include <stddef.h>
#include <stdint.h>

#include "beacons.h"
#include "bytes.h"
#include "device.h"
#include "util.h"
#include "wmi.h"

/* 100 units of 1024 us, what an access point has unless it is told otherwise. */
#define INTERVAL_MS 102

/* A map of the stations for which there is something. */
#define TIM_LEN 16

/**
 * beacons_reset() - as after the firmware's start
 * @beacons: the beacons
 * @device: the radio
 */
void beacons_reset(struct beacons *beacons, struct device *device)
{
	*beacons = (struct beacons){ .device = device };
}

static uint32_t bit(uint32_t vdev)
{
	return vdev < 32 ? 1U << vdev : 0;
}

/**
 * beacons_vdev() - there is a new interface
 * @beacons: the beacons
 * @vdev: which
 * @is_ap: whether it is an access point
 */
void beacons_vdev(struct beacons *beacons, uint32_t vdev, bool is_ap)
{
	beacons->aps &= ~bit(vdev);
	if (is_ap)
		beacons->aps |= bit(vdev);
}

/**
 * beacons_up() - an interface is on the air
 * @beacons: the beacons
 * @vdev: which
 */
void beacons_up(struct beacons *beacons, uint32_t vdev)
{
	if (!beacons->up)
		beacons->due = now_ms() + INTERVAL_MS;
	beacons->up |= beacons->aps & bit(vdev);
}

/**
 * beacons_down() - it no longer is
 * @beacons: the beacons
 * @vdev: which interface
 */
void beacons_down(struct beacons *beacons, uint32_t vdev)
{
	beacons->up &= ~bit(vdev);
}

/**
 * beacons_timeout() - when beacons_tick() is wanted
 * @beacons: the beacons
 *
 * Return: in how many milliseconds, or -1: not at all.
 */
int beacons_timeout(const struct beacons *beacons)
{
	int64_t left = beacons->due - now_ms();

	if (!beacons->up)
		return -1;
	return left < 0 ? 0 : (int)left;
}

/**
 * beacons_tick() - ask the driver for the next beacons, if it is time
 * @beacons: the beacons
 */
void beacons_tick(struct beacons *beacons)
{
	struct frame head = { .len = 0 };
	uint32_t vdev;

	if (beacons_timeout(beacons) != 0)
		return;

	put32(&head, beacons->up);
	for (vdev = 0; vdev < 32; vdev++)
		if (beacons->up & bit(vdev)) {
			put32(&head, 0); /* the map's length: nobody is there */
			put32(&head, 0); /* nothing for all of them */
			put_zeros(&head, TIM_LEN);
			put32(&head, 0); /* and it has not changed */
			put32(&head, 0); /* nobody is asleep */
		}
	wmi_event(device_wmi(beacons->device), EVENT_HOST_SWBA, view_of(&head),
		  (struct view){ NULL, 0 });
	beacons->due = now_ms() + INTERVAL_MS;
}
