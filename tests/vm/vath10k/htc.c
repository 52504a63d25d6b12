// SPDX-License-Identifier: ISC

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "device.h"
#include "htc.h"
#include "htt.h"
#include "util.h"
#include "wmi.h"

#define HEADER_LEN 8
#define FLAG_NEED_CREDIT_UPDATE 0x01
#define FLAG_TRAILER_PRESENT 0x02
#define RECORD_CREDITS 1

enum {
	MSG_READY = 1,
	MSG_CONNECT = 2,
	MSG_CONNECTED = 3,
	MSG_SETUP_COMPLETE = 4,
	MSG_SETUP_COMPLETE_EX = 5,
	MSG_SUSPENDED = 6,
};

/* How much the driver may send ahead; and no command is longer than one credit. */
#define CREDITS 8
#define CREDIT_LEN 2048
#define MESSAGE_MAX 2048

/**
 * htc_reset() - as after the firmware's start
 * @htc: the layer
 * @device: the radio
 */
void htc_reset(struct htc *htc, struct device *device)
{
	*htc = (struct htc){
		.device = device,
		.services = { HTC_SERVICE_CONTROL },
		.connected = 1,
	};
}

static void send_to(struct htc *htc, uint8_t endpoint, uint8_t flags,
		    uint8_t trailer_len, struct view payload)
{
	struct frame frame = { .len = 0 };

	put8(&frame, endpoint);
	put8(&frame, flags);
	put16(&frame, payload.len);
	put8(&frame, trailer_len);
	put8(&frame, 0);
	put16(&frame, 0);
	put_mem(&frame, payload.data, payload.len);
	device_send(htc->device, view_of(&frame));
}

/**
 * htc_send() - a message of a service
 * @htc: the layer
 * @service: which
 * @payload: the message
 *
 * Nothing is sent to a service that the driver has not connected.
 */
void htc_send(struct htc *htc, enum htc_service service, struct view payload)
{
	int i;

	for (i = 0; i < htc->connected; i++)
		if (htc->services[i] == service)
			send_to(htc, i, 0, 0, payload);
}

/**
 * htc_ready() - the first that the firmware says
 * @htc: the layer
 */
void htc_ready(struct htc *htc)
{
	struct frame msg = { .len = 0 };

	put16(&msg, MSG_READY);
	put16(&msg, CREDITS);
	put16(&msg, CREDIT_LEN);
	put8(&msg, HTC_ENDPOINTS);
	put8(&msg, 0);
	htc_send(htc, HTC_SERVICE_CONTROL, view_of(&msg));
}

/**
 * htc_suspended() - the firmware has come to rest, as the driver wanted
 * @htc: the layer
 */
void htc_suspended(struct htc *htc)
{
	struct frame msg = { .len = 0 };

	put16(&msg, MSG_SUSPENDED);
	put16(&msg, 0);
	htc_send(htc, HTC_SERVICE_CONTROL, view_of(&msg));
}

static void connect_service(struct htc *htc, uint16_t service)
{
	struct frame msg = { .len = 0 };
	int endpoint = htc->connected;

	log_line("htc-connect service=0x%04x", service);
	put16(&msg, MSG_CONNECTED);
	put16(&msg, service);
	if (endpoint < HTC_ENDPOINTS &&
	    (service == HTC_SERVICE_WMI || service == HTC_SERVICE_HTT)) {
		htc->services[endpoint] = service;
		htc->connected++;
		put8(&msg, 0);
		put8(&msg, endpoint);
		put16(&msg, MESSAGE_MAX);
	} else {
		/* not found */
		put8(&msg, 1);
		put8(&msg, 0);
		put16(&msg, 0);
	}
	htc_send(htc, HTC_SERVICE_CONTROL, view_of(&msg));
}

static void receive_control(struct htc *htc, struct view msg)
{
	uint16_t id = get16(msg, 0);

	switch (id) {
	case MSG_CONNECT:
		connect_service(htc, get16(msg, 2));
		break;
	case MSG_SETUP_COMPLETE:
	case MSG_SETUP_COMPLETE_EX:
		log_line("htc-setup-complete");
		wmi_service_ready(device_wmi(htc->device));
		break;
	default:
		log_line("htc-unknown id=%u len=%zu", id, msg.len);
	}
}

/* The commands have been worked off at once, so their credits come back at once. */
static void return_credits(struct htc *htc, uint8_t endpoint, size_t len)
{
	struct frame trailer = { .len = 0 };

	put8(&trailer, RECORD_CREDITS);
	put8(&trailer, 4);
	put16(&trailer, 0);
	put8(&trailer, endpoint);
	put8(&trailer, (len + CREDIT_LEN - 1) / CREDIT_LEN);
	put16(&trailer, 0);
	send_to(htc, 0, FLAG_TRAILER_PRESENT, trailer.len, view_of(&trailer));
}

/**
 * htc_receive() - a frame of the driver's
 * @htc: the layer
 * @frame: with its header
 */
void htc_receive(struct htc *htc, struct view frame)
{
	uint8_t endpoint = get8(frame, 0), flags = get8(frame, 1);
	uint16_t len = get16(frame, 2);
	struct view payload = view_after(frame, HEADER_LEN);

	if (payload.len < len || endpoint >= htc->connected) {
		log_line("htc-bad endpoint=%u len=%u got=%zu", endpoint, len,
			 payload.len);
		return;
	}
	payload.len = len;

	if (flags & FLAG_NEED_CREDIT_UPDATE)
		return_credits(htc, endpoint, frame.len);
	switch (htc->services[endpoint]) {
	case HTC_SERVICE_CONTROL:
		receive_control(htc, payload);
		break;
	case HTC_SERVICE_WMI:
		wmi_receive(device_wmi(htc->device), payload);
		break;
	case HTC_SERVICE_HTT:
		htt_receive(device_htt(htc->device), payload);
		break;
	default:
		break;
	}
}
