// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <string.h>

#include "air.h"
#include "bytes.h"
#include "device.h"
#include "wmi.h"

/**
 * struct station - an access point of somebody else's
 * @freq: where
 * @channel: the channel's number
 * @rate: at which it speaks, in kbit/s
 * @ssid: its name
 * @bssid: its address
 */
struct station {
	uint32_t freq;
	uint32_t channel;
	uint32_t rate;
	const char *ssid;
	uint8_t bssid[MAC_LEN];
};

static const struct station stations[] = {
	{ 2437, 6, 1000, "air-2437", { 0x02, 0, 0, 0, 0x24, 0x37 } },
	{ 5180, 36, 6000, "air-5180", { 0x02, 0, 0, 0, 0x51, 0x80 } },
};

/* Frame control of those management frames that matter here. */
enum {
	ASSOC_REQUEST = 0x00,
	ASSOC_RESPONSE = 0x10,
	BEACON = 0x80,
	AUTH = 0xb0,
};

#define HEADER_LEN 24
#define AT_TO 4
#define AT_FROM 10

#define CAPABILITY_ESS 0x0001

enum {
	ELEMENT_SSID = 0,
	ELEMENT_RATES = 1,
	ELEMENT_CHANNEL = 3,
	ELEMENT_TIM = 5,
};

/* 6, 12 and 24 Mbit/s for both bands, 1 and 2 for the lower as well; the first of each
 * are basic rates.
 */
static const uint8_t rates_2ghz[] = { 0x82, 0x84, 0x0c, 0x18, 0x30 };
static const uint8_t rates_5ghz[] = { 0x8c, 0x98, 0xb0 };

static const uint8_t everybody[MAC_LEN] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

static void put_header(struct frame *frame, uint16_t control,
		       const uint8_t to[MAC_LEN], const struct station *from)
{
	put16(frame, control);
	put16(frame, 0);
	put_mem(frame, to, MAC_LEN);
	put_mem(frame, from->bssid, MAC_LEN);
	put_mem(frame, from->bssid, MAC_LEN);
	put16(frame, 0);
}

static void put_element(struct frame *frame, uint8_t id, const void *value,
			size_t len)
{
	put8(frame, id);
	put8(frame, len);
	put_mem(frame, value, len);
}

static void put_rates(struct frame *frame, const struct station *station)
{
	if (station->channel <= 14)
		put_element(frame, ELEMENT_RATES, rates_2ghz,
			    sizeof(rates_2ghz));
	else
		put_element(frame, ELEMENT_RATES, rates_5ghz,
			    sizeof(rates_5ghz));
}

/* What comes from the air goes to the driver as an event. */
static void receive(struct device *device, const struct station *from,
		    const struct frame *frame)
{
	struct frame head = { .len = 0 };

	put32(&head, from->channel);
	put32(&head, 60); /* dB above the noise */
	put32(&head, from->rate);
	put32(&head, 0); /* mode */
	put32(&head, frame->len);
	put32(&head, 0); /* no error */
	put_zeros(&head, 4 * sizeof(uint32_t)); /* by antenna */
	wmi_event(device_wmi(device), EVENT_MGMT_RX, view_of(&head),
		  view_of(frame));
}

static void beacon(struct device *device, const struct station *from)
{
	static const uint8_t tim[] = { 0, 1, 0, 0 };
	struct frame frame = { .len = 0 };
	uint8_t channel = from->channel;

	put_header(&frame, BEACON, everybody, from);
	put_zeros(&frame, 8); /* the time */
	put16(&frame, 100);
	put16(&frame, CAPABILITY_ESS);
	put_element(&frame, ELEMENT_SSID, from->ssid, strlen(from->ssid));
	put_rates(&frame, from);
	put_element(&frame, ELEMENT_CHANNEL, &channel, 1);
	put_element(&frame, ELEMENT_TIM, tim, sizeof(tim));
	receive(device, from, &frame);
}

/**
 * air_listen() - hear who is there
 * @device: the radio
 * @freq: where it listens
 */
void air_listen(struct device *device, uint32_t freq)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(stations); i++)
		if (stations[i].freq == freq)
			beacon(device, &stations[i]);
}

static void authenticate(struct device *device, const struct station *from,
			 const uint8_t to[MAC_LEN])
{
	struct frame frame = { .len = 0 };

	put_header(&frame, AUTH, to, from);
	put16(&frame, 0); /* open system */
	put16(&frame, 2); /* the second frame of it */
	put16(&frame, 0); /* yes */
	receive(device, from, &frame);
}

static void associate(struct device *device, const struct station *from,
		      const uint8_t to[MAC_LEN])
{
	struct frame frame = { .len = 0 };

	put_header(&frame, ASSOC_RESPONSE, to, from);
	put16(&frame, CAPABILITY_ESS);
	put16(&frame, 0); /* yes */
	put16(&frame, 0xc001); /* number 1 */
	put_rates(&frame, from);
	receive(device, from, &frame);
}

/**
 * air_hear() - the others hear what was sent
 * @device: the radio that sent it
 * @frame: an 802.11 frame
 *
 * Whoever wants to join may. Nothing else gets an answer.
 */
void air_hear(struct device *device, struct view frame)
{
	uint8_t to[MAC_LEN], from[MAC_LEN];
	size_t i;

	if (frame.len < HEADER_LEN)
		return;

	get_mac(frame, AT_TO, to);
	get_mac(frame, AT_FROM, from);
	for (i = 0; i < ARRAY_SIZE(stations); i++) {
		if (memcmp(stations[i].bssid, to, MAC_LEN))
			continue;
		if (get8(frame, 0) == AUTH)
			authenticate(device, &stations[i], from);
		else if (get8(frame, 0) == ASSOC_REQUEST)
			associate(device, &stations[i], from);
	}
}
