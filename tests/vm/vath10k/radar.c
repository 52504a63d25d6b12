// SPDX-License-Identifier: ISC

#include <stdint.h>

#include "bytes.h"
#include "device.h"
#include "radar.h"
#include "util.h"
#include "wmi.h"

#define PHY_ERROR_RADAR 0x05
#define SUMMARY_TAG 0xf8
#define SUMMARY_SIGNATURE 0xbb
#define SUMMARY_LEN 8
/* dB above the noise: near */
#define RSSI 50

/* One pulse that was seen at that time, in microseconds. */
static void put_pulse(struct frame *event, uint32_t time, unsigned int width)
{
	put32(event, time);
	put32(event, 0); /* frequencies: the driver knows where it is */
	put8(event, RSSI);
	put8(event, 20); /* MHz */
	put8(event, PHY_ERROR_RADAR);
	put8(event, 0);
	put_zeros(event, (4 * 4) + (4 * 2)); /* by antenna */
	put32(event, 4 + SUMMARY_LEN);

	put16(event, SUMMARY_LEN);
	put8(event, SUMMARY_TAG);
	put8(event, SUMMARY_SIGNATURE);
	put32(event, 0); /* no chirp */
	put32(event, width & 0xff);
}

static void send_pulse(struct device *device, uint64_t time, unsigned int width)
{
	struct frame head = { .len = 0 }, pulse = { .len = 0 };

	put_pulse(&pulse, time, width);
	put32(&head, 1);
	put32(&head, time & 0xffffffff);
	put32(&head, time >> 32);
	wmi_event(device_wmi(device), EVENT_PHYERR, view_of(&head),
		  view_of(&pulse));
}

/**
 * radar_send() - be near a radar
 * @device: the radio
 * @train: what it sends
 *
 * The reports come at once; when each pulse was is in them.
 */
void radar_send(struct device *device, const struct pulse_train *train)
{
	uint64_t time = (uint64_t)now_ms() * 1000;
	unsigned int i;

	log_line("radar width=%u interval=%u count=%u", train->width,
		 train->interval, train->count);
	for (i = 0; i < train->count; i++)
		send_pulse(device, time + ((uint64_t)i * train->interval),
			   train->width);
}
