// SPDX-License-Identifier: ISC
/* Events; and each command to the function that knows it. */

#include "device.h"
#include "htc.h"
#include "tlv.h"
#include "util.h"
#include "wmi.h"
#include "wmi_commands.h"

#define ID_LEN 4
#define ID_MASK 0xffffff

/* What the driver wants to find in the first event: its own interface's version. */
static const uint32_t abi_version[6] = { 0x01000000, 53, 0x5f414351,
					 0x00004c4d, 0,	 0 };

#define PHY_11A 0x1
#define PHY_11G 0x2
#define RF_CHAINS 1
/* enabled, short guard interval with 20 and with 40 MHz, LDPC */
#define HT_CAPABILITIES 0x0843
/* MPDUs of 11454 bytes, LDPC, short guard interval with 80 MHz, longest A-MPDU */
#define VHT_CAPABILITIES 0x03800032
#define VHT_MCS 0xfffe

static const enum wmi_service services[] = {
	SERVICE_BEACON_OFFLOAD, SERVICE_SCAN_OFFLOAD, SERVICE_11AC,
	SERVICE_PHYERR,		SERVICE_MGMT_TX_HTT,
};

/**
 * wmi_reset() - as after the firmware's start
 * @wmi: the layer
 * @device: the radio
 */
void wmi_reset(struct wmi *wmi, struct device *device)
{
	wmi->device = device;
}

/**
 * wmi_event_begin() - begin an event
 * @event: what will be it
 * @id: which
 */
void wmi_event_begin(struct frame *event, enum wmi_event id)
{
	event->len = 0;
	put32(event, id);
}

/**
 * wmi_event_send() - send an event
 * @wmi: the layer
 * @event: the event
 */
void wmi_event_send(struct wmi *wmi, const struct frame *event)
{
	htc_send(device_htc(wmi->device), HTC_SERVICE_WMI, view_of(event));
}

/**
 * wmi_event_words() - send an event of one part that consists of words
 * @wmi: the layer
 * @id: which event
 * @tag: the part's tag
 * @words: the words
 * @n: how many
 */
void wmi_event_words(struct wmi *wmi, enum wmi_event id, enum wmi_tag tag,
		     const uint32_t *words, size_t n)
{
	struct frame event;
	size_t begin, i;

	wmi_event_begin(&event, id);
	begin = tlv_begin(&event, tag);
	for (i = 0; i < n; i++)
		put32(&event, words[i]);
	tlv_end(&event, begin);
	wmi_event_send(wmi, &event);
}

static void put_abi_version(struct frame *event)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(abi_version); i++)
		put32(event, abi_version[i]);
}

/* Four services to a word. */
static void put_services(struct frame *event)
{
	uint32_t words[SERVICES / 4] = { 0 };
	size_t begin, i;

	for (i = 0; i < ARRAY_SIZE(services); i++)
		words[services[i] / 4] |= 1U << services[i] % 4;

	begin = tlv_begin(event, TAG_ARRAY_UINT32);
	for (i = 0; i < ARRAY_SIZE(words); i++)
		put32(event, words[i]);
	tlv_end(event, begin);
}

/* Where the EEPROM's code is: in the first of these words. */
static void put_reg_capabilities(struct frame *event, uint32_t code)
{
	size_t begin = tlv_begin(event, TAG_HAL_REG_CAPABILITIES);

	put32(event, code);
	put32(event, 0); /* its extension */
	put32(event, 0); /* capabilities */
	put32(event, 0);
	put32(event, 0); /* modes */
	put32(event, 2312);
	put32(event, 2732);
	put32(event, 4912);
	put32(event, 6100);
	tlv_end(event, begin);
}

/**
 * wmi_service_ready() - say which radio it is
 * @wmi: the layer
 */
void wmi_service_ready(struct wmi *wmi)
{
	uint32_t code = device_config(wmi->device)->code;
	struct frame event;
	size_t begin;

	log_line("service-ready code=0x%04x", code);
	wmi_event_begin(&event, EVENT_SERVICE_READY);
	begin = tlv_begin(&event, TAG_SERVICE_READY);
	put32(&event, 1); /* the build's number */
	put_abi_version(&event);
	put32(&event, PHY_11A | PHY_11G);
	put32(&event, 2); /* fragments */
	put32(&event, RF_CHAINS);
	put32(&event, HT_CAPABILITIES);
	put32(&event, VHT_CAPABILITIES);
	put32(&event, VHT_MCS);
	put32(&event, 0); /* half a dBm, the least */
	put32(&event, 126); /* and the most */
	put32(&event, 0); /* system capabilities */
	put32(&event, 0); /* smallest packet */
	put32(&event, 512); /* longest beacon */
	put32(&event, 0); /* memory of the host's */
	put32(&event, 64); /* channels of a scan */
	put_zeros(&event, 4 + 5 * 4); /* the board's history: none */
	tlv_end(&event, begin);
	put_reg_capabilities(&event, code);
	put_services(&event);
	/* no memory is wanted, but the driver wants to hear so */
	tlv_end(&event, tlv_begin(&event, TAG_ARRAY_STRUCT));
	wmi_event_send(wmi, &event);
}

/**
 * wmi_ready() - the last step of the start
 * @wmi: the layer
 */
void wmi_ready(struct wmi *wmi)
{
	struct frame event;
	size_t begin;

	wmi_event_begin(&event, EVENT_READY);
	begin = tlv_begin(&event, TAG_READY);
	put_abi_version(&event);
	put_mac8(&event, device_config(wmi->device)->mac);
	put32(&event, 0);
	tlv_end(&event, begin);
	wmi_event_send(wmi, &event);
}

/**
 * wmi_receive() - a command of the driver's
 * @wmi: the layer
 * @command: with its number
 */
void wmi_receive(struct wmi *wmi, struct view command)
{
	wmi_command(wmi, get32(command, 0) & ID_MASK,
		    view_after(command, ID_LEN));
}
