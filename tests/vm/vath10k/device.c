// SPDX-License-Identifier: ISC

#include <stdint.h>

#include "beacons.h"
#include "bmi.h"
#include "bytes.h"
#include "device.h"
#include "fuzz.h"
#include "htc.h"
#include "htt.h"
#include "scan.h"
#include "util.h"
#include "wmi.h"

struct device {
	struct device_config config;
	struct transport *transport;
	struct fuzz *fuzz;
	bool addressed;
	bool running;
	struct bmi bmi;
	struct htc htc;
	struct wmi wmi;
	struct htt htt;
	struct beacons beacons;
	struct scan scan;
};

/**
 * device_new() - a radio that has just been switched on
 * @config: which
 * @transport: its bus
 *
 * Return: the radio, in its boot loader.
 */
struct device *device_new(const struct device_config *config,
			  struct transport *transport)
{
	struct device *device = xmalloc(sizeof(*device));

	device->config = *config;
	device->transport = transport;
	if (config->seed) {
		device->fuzz = fuzz_new(config->seed, transport);
		device->transport = fuzz_transport(device->fuzz);
	}
	bmi_reset(&device->bmi);

	return device;
}

/* The firmware starts with nothing but what is in memory. */
static void boot(struct device *device)
{
	device->running = true;
	htc_reset(&device->htc, device);
	wmi_reset(&device->wmi, device, bmi_firmware(&device->bmi));
	htt_reset(&device->htt, device);
	beacons_reset(&device->beacons, device);
	scan_reset(&device->scan, device);
	htc_ready(&device->htc);
}

/**
 * device_bmi() - the driver talks to the boot loader
 * @device: the radio
 * @request: a command
 *
 * A real QCA9377 stays in its firmware until it is unplugged. The driver
 * nevertheless boots it twice, once to look at it and once when its interface
 * comes up, so this one goes back to the boot loader when it is addressed.
 */
void device_bmi(struct device *device, struct view request)
{
	device->addressed = true;
	if (device->running) {
		log_line("reset");
		device->running = false;
		device->transport->drop(device->transport);
		bmi_reset(&device->bmi);
	}
	if (bmi_request(&device->bmi, request))
		boot(device);
}

/**
 * device_bmi_answer() - what the boot loader says to the last command
 * @device: the radio
 *
 * Return: the answer; empty for a command without one.
 */
struct view device_bmi_answer(struct device *device)
{
	struct view answer = view_of(&device->bmi.answer);

	return device->fuzz ? fuzz_answer(device->fuzz, answer) : answer;
}

/**
 * device_memory_read() - read a word, whatever the state of the radio
 * @device: the radio
 * @address: where
 *
 * Return: the word.
 */
uint32_t device_memory_read(struct device *device, uint32_t address)
{
	return bmi_read32(&device->bmi, address);
}

/**
 * device_memory_write() - write a word, whatever the state of the radio
 * @device: the radio
 * @address: where
 * @value: what
 */
void device_memory_write(struct device *device, uint32_t address,
			 uint32_t value)
{
	bmi_write32(&device->bmi, address, value);
}

/**
 * device_frame() - a frame for the firmware
 * @device: the radio
 * @frame: with its HTC header
 */
void device_frame(struct device *device, struct view frame)
{
	if (device->running)
		htc_receive(&device->htc, frame);
	else
		log_line("frame-without-firmware len=%zu", frame.len);
}

/**
 * device_send() - a frame for the driver
 * @device: the radio
 * @frame: with its HTC header
 */
void device_send(struct device *device, struct view frame)
{
	device->transport->send(device->transport, frame);
}

/**
 * device_addressed() - whether the driver has begun to talk to it
 * @device: the radio
 *
 * Return: false as long as only the bus knows of it.
 */
bool device_addressed(const struct device *device)
{
	return device->addressed;
}

/**
 * device_timeout() - when device_tick() is wanted
 * @device: the radio
 *
 * Return: in how many milliseconds, or -1: not at all; as for poll().
 */
int device_timeout(const struct device *device)
{
	int scan, beacons;

	if (!device->running)
		return -1;
	scan = scan_timeout(&device->scan);
	beacons = beacons_timeout(&device->beacons);
	if (scan < 0 || beacons < 0)
		return scan < 0 ? beacons : scan;
	return scan < beacons ? scan : beacons;
}

/**
 * device_tick() - do what is due
 * @device: the radio
 */
void device_tick(struct device *device)
{
	if (!device->running)
		return;
	scan_tick(&device->scan);
	beacons_tick(&device->beacons);
}

const struct device_config *device_config(const struct device *device)
{
	return &device->config;
}

struct htc *device_htc(struct device *device)
{
	return &device->htc;
}

struct wmi *device_wmi(struct device *device)
{
	return &device->wmi;
}

struct htt *device_htt(struct device *device)
{
	return &device->htt;
}

struct beacons *device_beacons(struct device *device)
{
	return &device->beacons;
}

struct scan *device_scan(struct device *device)
{
	return &device->scan;
}
