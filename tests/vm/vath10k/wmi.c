// SPDX-License-Identifier: ISC
/* Events to the driver; and each command to the function that knows it. */

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "device.h"
#include "htc.h"
#include "util.h"
#include "wmi.h"
#include "wmi_commands.h"
#include "wmi_dialect.h"

#define ID_LEN 4
#define ID_MASK 0xffffff

/**
 * wmi_reset() - as after the firmware's start
 * @wmi: the layer
 * @device: the radio
 * @op_version: what its firmware speaks
 */
void wmi_reset(struct wmi *wmi, struct device *device, uint8_t op_version)
{
	wmi->device = device;
	switch (op_version) {
	case WMI_OP_VERSION_10_2_4:
		wmi->dialect = &wmi_10_2_4;
		break;
	case WMI_OP_VERSION_10_4:
		wmi->dialect = &wmi_10_4;
		break;
	default:
		wmi->dialect = &wmi_tlv;
		break;
	}
}

static void send_message(struct wmi *wmi, const struct frame *message)
{
	htc_send(device_htc(wmi->device), HTC_SERVICE_WMI, view_of(message));
}

/**
 * wmi_event() - send an event
 * @wmi: the layer
 * @which: which
 * @head: its fields
 * @body: what it comes with; may be nothing
 */
void wmi_event(struct wmi *wmi, enum wmi_event which, struct view head,
	       struct view body)
{
	struct frame message = { .len = 0 };

	if (wmi->dialect->put_event(&message, which, head, body))
		send_message(wmi, &message);
	else
		log_line("event-without-words %u", which);
}

/**
 * wmi_event_words() - send an event of nothing but words
 * @wmi: the layer
 * @which: which event
 * @words: the words
 * @n: how many
 */
void wmi_event_words(struct wmi *wmi, enum wmi_event which,
		     const uint32_t *words, size_t n)
{
	struct frame head = { .len = 0 };
	size_t i;

	for (i = 0; i < n; i++)
		put32(&head, words[i]);
	wmi_event(wmi, which, view_of(&head), (struct view){ NULL, 0 });
}

/**
 * wmi_put_services() - for dialects: the services, four to a word
 * @message: where to put them
 * @services: the dialect's numbers of those there are
 * @n: how many those are
 * @words: how many words there are for all that the dialect knows of
 */
void wmi_put_services(struct frame *message, const uint8_t *services, size_t n,
		      size_t words)
{
	size_t word, i;
	uint32_t bits;

	for (word = 0; word < words; word++) {
		bits = 0;
		for (i = 0; i < n; i++)
			if (services[i] / 4 == word)
				bits |= 1U << services[i] % 4;
		put32(message, bits);
	}
}

/**
 * wmi_put_reg_capabilities() - for dialects: what the EEPROM says of rules
 * @message: where to put it
 * @code: its code
 */
void wmi_put_reg_capabilities(struct frame *message, uint32_t code)
{
	put32(message, code);
	put32(message, 0); /* its extension */
	put32(message, 0); /* capabilities */
	put32(message, 0);
	put32(message, 0); /* modes */
	put32(message, 2312);
	put32(message, 2732);
	put32(message, 4912);
	put32(message, 6100);
}

/**
 * wmi_service_ready() - say which radio it is
 * @wmi: the layer
 */
void wmi_service_ready(struct wmi *wmi)
{
	uint32_t code = device_config(wmi->device)->code;
	struct frame message = { .len = 0 };

	log_line("service-ready code=0x%04x", code);
	wmi->dialect->put_service_ready(&message, code);
	send_message(wmi, &message);
}

/**
 * wmi_ready() - the last step of the start
 * @wmi: the layer
 */
void wmi_ready(struct wmi *wmi)
{
	struct frame message = { .len = 0 };

	wmi->dialect->put_ready(&message, device_config(wmi->device)->mac);
	send_message(wmi, &message);
}

/**
 * wmi_receive() - a command of the driver's
 * @wmi: the layer
 * @message: with its number
 *
 * One that is unknown here is written down as such: a test that reads the log
 * shall not take it for not sent.
 */
void wmi_receive(struct wmi *wmi, struct view message)
{
	uint32_t id = get32(message, 0) & ID_MASK;
	struct view content = view_after(message, ID_LEN);
	const struct wmi_command *known;
	struct command command = { .wmi = wmi };
	size_t i;

	for (i = 0; i < wmi->dialect->n_commands; i++) {
		known = &wmi->dialect->commands[i];
		if (known->id != id)
			continue;
		command.name = known->name;
		known->take_apart(&command, content);
		known->run(&command);
		return;
	}
	log_line("wmi-unknown id=0x%x len=%zu", id, content.len);
}
