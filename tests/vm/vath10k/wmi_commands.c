// SPDX-License-Identifier: ISC
/*
 * The commands. Each is written down, one line with what is in it, and those
 * that the driver waits for are answered. A "word" is one of a command's fields.
 */

#include <stdint.h>
#include <stdio.h>

#include "bytes.h"
#include "device.h"
#include "htc.h"
#include "htt.h"
#include "scan.h"
#include "util.h"
#include "wmi.h"
#include "wmi_commands.h"

#define MODE_MASK 0x3f
#define CHANNEL_PASSIVE 0x80
#define CHANNEL_RADAR 0x400

static uint32_t word(const struct command *command, int number)
{
	return get32(command->fields, 4 * (size_t)number);
}

void do_nothing(const struct command *command)
{
	log_line("%s", command->name);
}

void do_vdev(const struct command *command)
{
	log_line("%s vdev=%u", command->name, word(command, 0));
}

void do_init(const struct command *command)
{
	log_line("init");
	wmi_ready(command->wmi);
}

void do_suspend(const struct command *command)
{
	log_line("%s", command->name);
	htc_suspended(device_htc(command->wmi->device));
}

void do_echo(const struct command *command)
{
	uint32_t value = word(command, 0);

	wmi_event_words(command->wmi, EVENT_ECHO, &value, 1);
}

void do_set_regdomain(const struct command *command)
{
	log_line("%s rd=0x%02x rd2g=0x%02x rd5g=0x%02x"
		 " ctl2g=0x%02x ctl5g=0x%02x dfs=%u",
		 command->name, word(command, 0), word(command, 1),
		 word(command, 2), word(command, 3), word(command, 4),
		 word(command, 5));
}

void do_pdev_set_param(const struct command *command)
{
	log_line("%s param=%u value=%u", command->name, word(command, 0),
		 word(command, 1));
}

/* Frequency, power in dBm, and a letter for no IR and for radar, of each. */
void do_scan_chan_list(const struct command *command)
{
	struct view channel = view_of(&command->list);
	char text[1024] = "";
	size_t len = 0;
	uint32_t flags;

	for (; channel.len && len < sizeof(text) - 32;
	     channel = view_after(channel, CHANNEL_LEN)) {
		flags = get32(channel, 12);
		len += sprintf(text + len, "%s%u/%g%s%s", len ? "," : "",
			       get32(channel, 0), get8(channel, 17) / 2.0,
			       flags & CHANNEL_PASSIVE ? "p" : "",
			       flags & CHANNEL_RADAR ? "r" : "");
	}
	log_line("%s n=%u channels=%s", command->name, word(command, 0), text);
}

void do_vdev_create(const struct command *command)
{
	static const char *const types[] = { "?", "ap", "sta", "ibss",
					     "monitor" };
	uint32_t type = word(command, 1);
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 12, mac);
	log_line("%s vdev=%u type=%s subtype=%u mac=" MAC_FORMAT, command->name,
		 word(command, 0), types[type < ARRAY_SIZE(types) ? type : 0],
		 word(command, 2), MAC_ARGS(mac));
}

void do_vdev_start(const struct command *command)
{
	struct view channel = view_of(&command->list);
	uint32_t vdev = word(command, 0), flags = get32(channel, 12);
	const uint32_t answer[] = { vdev, word(command, 1), 0, 0 };

	log_line("%s vdev=%u freq=%u center=%u mode=%u power=%g reg_power=%g "
		 "radar=%d beacon_interval=%u",
		 command->name, vdev, get32(channel, 0), get32(channel, 4),
		 flags & MODE_MASK, get8(channel, 17) / 2.0,
		 get8(channel, 18) / 2.0, !!(flags & CHANNEL_RADAR),
		 word(command, 2));
	wmi_event_words(command->wmi, EVENT_VDEV_START_RESP, answer,
			ARRAY_SIZE(answer));
}

void do_vdev_stop(const struct command *command)
{
	uint32_t vdev = word(command, 0);

	do_vdev(command);
	wmi_event_words(command->wmi, EVENT_VDEV_STOPPED, &vdev, 1);
}

void do_vdev_up(const struct command *command)
{
	uint8_t bssid[MAC_LEN];

	get_mac(command->fields, 8, bssid);
	log_line("%s vdev=%u aid=%u bssid=" MAC_FORMAT, command->name,
		 word(command, 0), word(command, 1), MAC_ARGS(bssid));
}

void do_vdev_set_param(const struct command *command)
{
	log_line("%s vdev=%u param=%u value=%u", command->name,
		 word(command, 0), word(command, 1), word(command, 2));
}

void do_install_key(const struct command *command)
{
	struct wmi *wmi = command->wmi;
	uint8_t mac[MAC_LEN];
	struct frame head = { .len = 0 };

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " index=%u flags=0x%x cipher=%u",
		 command->name, word(command, 0), MAC_ARGS(mac),
		 word(command, 3), word(command, 4), word(command, 5));

	put32(&head, word(command, 0));
	put_mac8(&head, mac);
	put32(&head, word(command, 3));
	put32(&head, word(command, 4));
	put32(&head, 0);
	wmi_event(wmi, EVENT_VDEV_KEY_INSTALLED, view_of(&head),
		  (struct view){ NULL, 0 });
	/* which is not what the driver waits for, this is */
	htt_key_installed(device_htt(wmi->device), word(command, 0), mac);
}

void do_peer_create(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " type=%u", command->name,
		 word(command, 0), MAC_ARGS(mac), word(command, 3));
	htt_peer_add(device_htt(command->wmi->device), word(command, 0), mac);
}

void do_peer_delete(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT, command->name, word(command, 0),
		 MAC_ARGS(mac));
	htt_peer_del(device_htt(command->wmi->device), word(command, 0), mac);
}

void do_peer_assoc(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 0, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " aid=%u", command->name,
		 word(command, 2), MAC_ARGS(mac), word(command, 4));
}

void do_beacon(const struct command *command)
{
	log_line("%s vdev=%u len=%u", command->name, word(command, 0),
		 word(command, 2));
}

void do_send_beacon(const struct command *command)
{
	log_line("%s vdev=%u len=%u", command->name, word(command, 0),
		 word(command, 1));
}

void do_start_scan(const struct command *command)
{
	scan_start(device_scan(command->wmi->device), word(command, 0),
		   word(command, 1), word(command, 2), view_of(&command->list));
}

void do_stop_scan(const struct command *command)
{
	scan_stop(device_scan(command->wmi->device));
}
