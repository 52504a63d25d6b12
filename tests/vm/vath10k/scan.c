// SPDX-License-Identifier: ISC

#include <stddef.h>
#include <stdint.h>

#include "air.h"
#include "bytes.h"
#include "device.h"
#include "scan.h"
#include "util.h"
#include "wmi.h"

enum {
	SCAN_STARTED = 0x01,
	SCAN_COMPLETED = 0x02,
	SCAN_FOREIGN_CHANNEL = 0x08,
};

enum {
	REASON_COMPLETED = 0,
	REASON_CANCELLED = 1,
};

/* Not how long a radio listens, but long enough for the driver to follow. */
#define DWELL_MS 20

/**
 * scan_reset() - as after the firmware's start
 * @scan: the scans
 * @device: the radio
 */
void scan_reset(struct scan *scan, struct device *device)
{
	*scan = (struct scan){ .device = device };
}

static void report(struct scan *scan, uint32_t type, uint32_t reason,
		   uint32_t freq)
{
	const uint32_t words[] = {
		type, reason, freq, scan->requester, scan->id, scan->vdev,
	};

	wmi_event_words(device_wmi(scan->device), EVENT_SCAN, words,
			ARRAY_SIZE(words));
}

/**
 * scan_start() - the driver wants to know who is there
 * @scan: the scans
 * @id: its number of this one
 * @requester: and of who wants it
 * @vdev: the interface it is for
 * @freqs: the channels, words
 */
void scan_start(struct scan *scan, uint32_t id, uint32_t requester,
		uint32_t vdev, struct view freqs)
{
	size_t i;

	scan->id = id;
	scan->requester = requester;
	scan->vdev = vdev;
	scan->at = 0;
	scan->n = freqs.len / 4;
	if (scan->n > SCAN_CHANNELS_MAX)
		scan->n = SCAN_CHANNELS_MAX;
	for (i = 0; i < scan->n; i++)
		scan->freqs[i] = get32(freqs, 4 * i);

	log_line("scan-start vdev=%u n=%zu", vdev, scan->n);
	report(scan, SCAN_STARTED, 0, 0);
	scan->due = now_ms() + DWELL_MS;
}

static void complete(struct scan *scan, uint32_t reason)
{
	scan->n = 0;
	report(scan, SCAN_COMPLETED, reason, 0);
}

/**
 * scan_stop() - the driver has heard enough
 * @scan: the scans
 */
void scan_stop(struct scan *scan)
{
	log_line("scan-stop vdev=%u", scan->vdev);
	if (scan->n)
		complete(scan, REASON_CANCELLED);
}

/**
 * scan_timeout() - when scan_tick() is wanted
 * @scan: the scans
 *
 * Return: in how many milliseconds, or -1: not at all.
 */
int scan_timeout(const struct scan *scan)
{
	int64_t left = scan->due - now_ms();

	if (!scan->n)
		return -1;
	return left < 0 ? 0 : (int)left;
}

/**
 * scan_tick() - go to the next channel, if it is time
 * @scan: the scans
 */
void scan_tick(struct scan *scan)
{
	if (scan_timeout(scan) != 0)
		return;

	if (scan->at == scan->n) {
		complete(scan, REASON_COMPLETED);
		return;
	}
	report(scan, SCAN_FOREIGN_CHANNEL, 0, scan->freqs[scan->at]);
	air_listen(scan->device, scan->freqs[scan->at++]);
	scan->due = now_ms() + DWELL_MS;
}
