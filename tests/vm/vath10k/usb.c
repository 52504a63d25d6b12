// SPDX-License-Identifier: ISC

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "device.h"
#include "usb.h"
#include "util.h"

/* The endpoint at which the driver waits for everything. */
#define DATA_IN 2
#define ENDPOINTS_IN 4
#define BULK_PACKET 512

/* As many as the driver keeps waiting, and some. */
#define WAITING_MAX 64

enum {
	REQUEST_GET_STATUS = 0,
	REQUEST_GET_DESCRIPTOR = 6,
};

enum {
	DESCRIPTOR_DEVICE = 1,
	DESCRIPTOR_CONFIG = 2,
	DESCRIPTOR_INTERFACE = 4,
	DESCRIPTOR_ENDPOINT = 5,
};

#define TYPE_MASK 0x60
#define TYPE_VENDOR 0x40

enum {
	VENDOR_BMI_COMMAND = 1,
	VENDOR_BMI_ANSWER = 2,
	VENDOR_DIAG_COMMAND = 3,
	VENDOR_DIAG_ANSWER = 4,
};

#define DIAG_WRITE 1

/* Control, data and a second data endpoint in; control and three queues out. */
static const uint8_t endpoints[] = {
	0x81, 0x82, 0x83, 0x01, 0x02, 0x03, 0x04,
};

/**
 * struct waiting - a transfer that waits for data
 * @transfer: the host's number of it
 * @room: how much there may be
 */
struct waiting {
	uint32_t transfer;
	size_t room;
};

struct queued {
	struct queued *next;
	struct frame frame;
};

/**
 * struct usb - the USB device
 * @transport: what the radio sends through
 * @host: what the transfers come from
 * @id: what the driver knows it by
 * @device: the radio
 * @diag_address: what the driver wants to read next
 * @waiting: the transfers that wait, by endpoint
 * @n_waiting: how many there are, by endpoint
 * @queue: the frames that wait for a transfer
 * @queue_end: where the next one goes
 */
struct usb {
	struct transport transport;
	struct usb_host *host;
	struct usb_id id;
	struct device *device;
	uint32_t diag_address;
	struct waiting waiting[ENDPOINTS_IN][WAITING_MAX];
	size_t n_waiting[ENDPOINTS_IN];
	struct queued *queue;
	struct queued **queue_end;
};

/* Of what came from the host only the length goes back: no data, but a length. */
static void pass(struct usb *usb, uint32_t transfer, struct view data)
{
	usb->host->complete(usb->host, transfer, 0, data);
}

static void stall(struct usb *usb, uint32_t transfer)
{
	usb->host->complete(usb->host, transfer, -EPIPE,
			    (struct view){ NULL, 0 });
}

static struct waiting take_waiting(struct usb *usb, uint8_t endpoint, size_t i)
{
	struct waiting *list = usb->waiting[endpoint], waiting = list[i];

	usb->n_waiting[endpoint]--;
	memmove(list + i, list + i + 1,
		(usb->n_waiting[endpoint] - i) * sizeof(*list));
	return waiting;
}

/* Frames to transfers, first to first. */
static void deliver(struct usb *usb)
{
	struct waiting waiting;
	struct queued *queued;
	struct view data;

	while (usb->queue && usb->n_waiting[DATA_IN]) {
		queued = usb->queue;
		usb->queue = queued->next;
		if (!usb->queue)
			usb->queue_end = &usb->queue;
		waiting = take_waiting(usb, DATA_IN, 0);
		data = view_of(&queued->frame);
		if (data.len > waiting.room)
			data.len = waiting.room;
		pass(usb, waiting.transfer, data);
		free(queued);
	}
}

static void transport_send(struct transport *transport, struct view frame)
{
	/* the first member */
	struct usb *usb = (struct usb *)transport;
	struct queued *queued = xmalloc(sizeof(*queued));

	put_mem(&queued->frame, frame.data, frame.len);
	*usb->queue_end = queued;
	usb->queue_end = &queued->next;
	deliver(usb);
}

static void transport_drop(struct transport *transport)
{
	struct usb *usb = (struct usb *)transport;
	struct queued *queued;

	while ((queued = usb->queue)) {
		usb->queue = queued->next;
		free(queued);
	}
	usb->queue_end = &usb->queue;
}

/**
 * usb_new() - a radio on USB, just plugged in
 * @id: what the driver knows it by
 * @config: which radio
 * @host: what the transfers come from
 *
 * Return: the USB device.
 */
struct usb *usb_new(struct usb_id id, const struct device_config *config,
		    struct usb_host *host)
{
	struct usb *usb = xmalloc(sizeof(*usb));

	usb->transport.send = transport_send;
	usb->transport.drop = transport_drop;
	usb->host = host;
	usb->id = id;
	usb->queue_end = &usb->queue;
	usb->device = device_new(config, &usb->transport);

	return usb;
}

/**
 * usb_device() - what is behind USB
 * @usb: the USB device
 *
 * Return: the radio.
 */
struct device *usb_device(struct usb *usb)
{
	return usb->device;
}

static void put_device_descriptor(const struct usb *usb, struct frame *to)
{
	put8(to, 18);
	put8(to, DESCRIPTOR_DEVICE);
	put16(to, 0x0200);
	put8(to, 0xff); /* the vendor's own class */
	put16(to, 0);
	put8(to, 64); /* endpoint 0's packets */
	put16(to, usb->id.vendor);
	put16(to, usb->id.product);
	put16(to, 0x0001);
	put8(to, 0); /* no names */
	put16(to, 0);
	put8(to, 1); /* one configuration */
}

static void put_config_descriptor(struct frame *to)
{
	size_t i;

	put8(to, 9);
	put8(to, DESCRIPTOR_CONFIG);
	put16(to, 9 + 9 + (7 * ARRAY_SIZE(endpoints)));
	put8(to, 1); /* one interface */
	put8(to, 1); /* the configuration's number */
	put8(to, 0);
	put8(to, 0x80); /* powered by the bus */
	put8(to, 250); /* with 500 mA at most */

	put8(to, 9);
	put8(to, DESCRIPTOR_INTERFACE);
	put16(to, 0);
	put8(to, ARRAY_SIZE(endpoints));
	put8(to, 0xff);
	put16(to, 0);
	put8(to, 0);

	for (i = 0; i < ARRAY_SIZE(endpoints); i++) {
		put8(to, 7);
		put8(to, DESCRIPTOR_ENDPOINT);
		put8(to, endpoints[i]);
		put8(to, 2); /* bulk */
		put16(to, BULK_PACKET);
		put8(to, 0);
	}
}

/* What any USB device is asked; an answer is as long as there is room for. */
static void standard_request(struct usb *usb, uint32_t transfer,
			     struct view setup)
{
	struct frame answer = { .len = 0 };

	switch (get8(setup, 1)) {
	case REQUEST_GET_STATUS:
		put16(&answer, 0);
		break;
	case REQUEST_GET_DESCRIPTOR:
		if (get8(setup, 3) == DESCRIPTOR_DEVICE)
			put_device_descriptor(usb, &answer);
		else if (get8(setup, 3) == DESCRIPTOR_CONFIG)
			put_config_descriptor(&answer);
		if (answer.len == 0) {
			stall(usb, transfer);
			return;
		}
		break;
	default:
		break;
	}
	if (answer.len > get16(setup, 6))
		answer.len = get16(setup, 6);
	pass(usb, transfer, view_of(&answer));
}

static void vendor_request(struct usb *usb, uint32_t transfer,
			   struct view setup, struct view data)
{
	struct frame word = { .len = 0 };
	struct view answer = { NULL, 0 };

	switch (get8(setup, 1)) {
	case VENDOR_BMI_COMMAND:
		device_bmi(usb->device, data);
		break;
	case VENDOR_BMI_ANSWER:
		answer = device_bmi_answer(usb->device);
		break;
	case VENDOR_DIAG_COMMAND:
		usb->diag_address = get32(data, 4);
		if (get32(data, 0) == DIAG_WRITE)
			device_memory_write(usb->device, get32(data, 4),
					    get32(data, 8));
		break;
	case VENDOR_DIAG_ANSWER:
		put32(&word,
		      device_memory_read(usb->device, usb->diag_address));
		answer = view_of(&word);
		break;
	default:
		stall(usb, transfer);
		return;
	}
	if (data.len)
		answer = (struct view){ NULL, data.len };
	else if (answer.len > get16(setup, 6))
		answer.len = get16(setup, 6);
	pass(usb, transfer, answer);
}

/**
 * usb_control() - a transfer at endpoint 0
 * @usb: the USB device
 * @transfer: the host's number of it
 * @setup: eight bytes that say what is wanted
 * @data: what comes with it
 */
void usb_control(struct usb *usb, uint32_t transfer, struct view setup,
		 struct view data)
{
	if ((get8(setup, 0) & TYPE_MASK) == TYPE_VENDOR)
		vendor_request(usb, transfer, setup, data);
	else
		standard_request(usb, transfer, setup);
}

/**
 * usb_out() - a transfer to another endpoint
 * @usb: the USB device
 * @transfer: the host's number of it
 * @endpoint: which
 * @data: what was sent
 *
 * The firmware knows by the frame what it is, not by the endpoint.
 */
void usb_out(struct usb *usb, uint32_t transfer, uint8_t endpoint,
	     struct view data)
{
	(void)endpoint;
	pass(usb, transfer, (struct view){ NULL, data.len });
	if (data.len)
		device_frame(usb->device, data);
}

/**
 * usb_in() - a transfer from another endpoint
 * @usb: the USB device
 * @transfer: the host's number of it
 * @endpoint: which
 * @room: how much it takes
 */
void usb_in(struct usb *usb, uint32_t transfer, uint8_t endpoint, size_t room)
{
	if (endpoint >= ENDPOINTS_IN ||
	    usb->n_waiting[endpoint] == WAITING_MAX) {
		stall(usb, transfer);
		return;
	}
	usb->waiting[endpoint][usb->n_waiting[endpoint]++] =
		(struct waiting){ transfer, room };
	deliver(usb);
}

/**
 * usb_cancel() - the host no longer wants a transfer
 * @usb: the USB device
 * @transfer: its number
 *
 * Return: true when it was still waiting; it is not given back then.
 */
bool usb_cancel(struct usb *usb, uint32_t transfer)
{
	uint8_t endpoint;
	size_t i;

	for (endpoint = 0; endpoint < ENDPOINTS_IN; endpoint++) {
		for (i = 0; i < usb->n_waiting[endpoint]; i++) {
			if (usb->waiting[endpoint][i].transfer != transfer)
				continue;
			take_waiting(usb, endpoint, i);
			return true;
		}
	}
	return false;
}
