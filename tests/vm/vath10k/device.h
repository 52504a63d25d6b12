/* SPDX-License-Identifier: ISC */
/*
 * The radio between its bus and the air: a transport brings what the driver
 * sends and takes what the firmware answers; it need not know what that is.
 */

#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"

/**
 * struct device_config - which radio it is
 * @code: the regulatory code in its EEPROM
 * @mac: its address
 * @seed: of its madness; 0: it is sane
 */
struct device_config {
	uint32_t code;
	uint8_t mac[MAC_LEN];
	uint32_t seed;
};

/**
 * struct transport - the way to the driver
 * @send: take one HTC frame to the driver, once it has room for it
 * @drop: forget what it had no room for yet: the firmware is gone
 */
struct transport {
	void (*send)(struct transport *transport, struct view frame);
	void (*drop)(struct transport *transport);
};

struct device;

struct device *device_new(const struct device_config *config,
			  struct transport *transport);

/* What a transport does. */
void device_bmi(struct device *device, struct view request);
struct view device_bmi_answer(struct device *device);
uint32_t device_memory_read(struct device *device, uint32_t address);
void device_memory_write(struct device *device, uint32_t address,
			 uint32_t value);
void device_frame(struct device *device, struct view frame);

/* Whether the driver has begun to talk to it. */
bool device_addressed(const struct device *device);

/* What makes time pass. */
int device_timeout(const struct device *device);
void device_tick(struct device *device);

/* For the layers themselves. */
const struct device_config *device_config(const struct device *device);
struct htc *device_htc(struct device *device);
struct wmi *device_wmi(struct device *device);
struct htt *device_htt(struct device *device);
struct beacons *device_beacons(struct device *device);
struct scan *device_scan(struct device *device);
void device_send(struct device *device, struct view frame);

#endif /* DEVICE_H */
