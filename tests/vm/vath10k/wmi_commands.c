// SPDX-License-Identifier: ISC
/*
 * The commands. Each is written down, one line with what is in it, and those
 * that the driver waits for are answered. The first part of a command has its
 * fields; a "word" is one of them.
 */

#include <stdio.h>

#include "device.h"
#include "htc.h"
#include "htt.h"
#include "scan.h"
#include "tlv.h"
#include "util.h"
#include "wmi.h"
#include "wmi_commands.h"

#define MODE_MASK 0x3f
#define CHANNEL_PASSIVE 0x80
#define CHANNEL_RADAR 0x400

/**
 * struct command - one command, taken apart
 * @wmi: the layer
 * @name: what the log calls it
 * @fields: the first part
 * @more: the parts after it
 */
struct command {
	struct wmi *wmi;
	const char *name;
	struct view fields;
	struct view more;
};

static uint32_t word(const struct command *command, int number)
{
	return get32(command->fields, 4 * (size_t)number);
}

static void do_nothing(const struct command *command)
{
	log_line("%s", command->name);
}

static void do_vdev(const struct command *command)
{
	log_line("%s vdev=%u", command->name, word(command, 0));
}

static void do_init(const struct command *command)
{
	log_line("init");
	wmi_ready(command->wmi);
}

static void do_suspend(const struct command *command)
{
	log_line("%s", command->name);
	htc_suspended(device_htc(command->wmi->device));
}

static void do_echo(const struct command *command)
{
	uint32_t value = word(command, 0);

	wmi_event_words(command->wmi, EVENT_ECHO, TAG_ECHO_EVENT, &value, 1);
}

static void do_set_regdomain(const struct command *command)
{
	log_line("%s rd=0x%02x rd2g=0x%02x rd5g=0x%02x"
		 " ctl2g=0x%02x ctl5g=0x%02x",
		 command->name, word(command, 1), word(command, 2),
		 word(command, 3), word(command, 4), word(command, 5));
}

static void do_pdev_set_param(const struct command *command)
{
	log_line("%s param=%u value=%u", command->name, word(command, 1),
		 word(command, 2));
}

/* Frequency, power in dBm, and a letter for no IR and for radar, of each. */
static void do_scan_chan_list(const struct command *command)
{
	struct view list = tlv_find(command->more, TAG_ARRAY_STRUCT), channel;
	char text[1024] = "";
	size_t len = 0;
	uint16_t tag;
	uint32_t flags;

	while (tlv_next(&list, &tag, &channel) && len < sizeof(text) - 32) {
		flags = get32(channel, 12);
		len += sprintf(text + len, "%s%u/%g%s%s", len ? "," : "",
			       get32(channel, 0), get8(channel, 17) / 2.0,
			       flags & CHANNEL_PASSIVE ? "p" : "",
			       flags & CHANNEL_RADAR ? "r" : "");
	}
	log_line("%s n=%u channels=%s", command->name, word(command, 0), text);
}

static void do_vdev_create(const struct command *command)
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

static void do_vdev_start(const struct command *command)
{
	struct view channel = tlv_find(command->more, TAG_CHANNEL);
	uint32_t vdev = word(command, 0), flags = get32(channel, 12);
	const uint32_t answer[] = { vdev, word(command, 1), 0, 0 };

	log_line("%s vdev=%u freq=%u center=%u mode=%u power=%g reg_power=%g "
		 "radar=%d beacon_interval=%u",
		 command->name, vdev, get32(channel, 0), get32(channel, 4),
		 flags & MODE_MASK, get8(channel, 17) / 2.0,
		 get8(channel, 18) / 2.0, !!(flags & CHANNEL_RADAR),
		 word(command, 2));
	wmi_event_words(command->wmi, EVENT_VDEV_START_RESP,
			TAG_VDEV_START_RESP, answer, ARRAY_SIZE(answer));
}

static void do_vdev_stop(const struct command *command)
{
	uint32_t vdev = word(command, 0);

	do_vdev(command);
	wmi_event_words(command->wmi, EVENT_VDEV_STOPPED, TAG_VDEV_STOPPED,
			&vdev, 1);
}

static void do_vdev_up(const struct command *command)
{
	uint8_t bssid[MAC_LEN];

	get_mac(command->fields, 8, bssid);
	log_line("%s vdev=%u aid=%u bssid=" MAC_FORMAT, command->name,
		 word(command, 0), word(command, 1), MAC_ARGS(bssid));
}

static void do_vdev_set_param(const struct command *command)
{
	log_line("%s vdev=%u param=%u value=%u", command->name,
		 word(command, 0), word(command, 1), word(command, 2));
}

static void do_install_key(const struct command *command)
{
	struct wmi *wmi = command->wmi;
	uint8_t mac[MAC_LEN];
	struct frame event;
	size_t begin;

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " index=%u flags=0x%x cipher=%u",
		 command->name, word(command, 0), MAC_ARGS(mac),
		 word(command, 3), word(command, 4), word(command, 5));

	wmi_event_begin(&event, EVENT_VDEV_KEY_INSTALLED);
	begin = tlv_begin(&event, TAG_VDEV_KEY_INSTALLED);
	put32(&event, word(command, 0));
	put_mac8(&event, mac);
	put32(&event, word(command, 3));
	put32(&event, word(command, 4));
	put32(&event, 0);
	tlv_end(&event, begin);
	wmi_event_send(wmi, &event);
	/* which is not what the driver waits for, this is */
	htt_key_installed(device_htt(wmi->device), word(command, 0), mac);
}

static void do_peer_create(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " type=%u", command->name,
		 word(command, 0), MAC_ARGS(mac), word(command, 3));
	htt_peer_add(device_htt(command->wmi->device), word(command, 0), mac);
}

static void do_peer_delete(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 4, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT, command->name, word(command, 0),
		 MAC_ARGS(mac));
	htt_peer_del(device_htt(command->wmi->device), word(command, 0), mac);
}

static void do_peer_assoc(const struct command *command)
{
	uint8_t mac[MAC_LEN];

	get_mac(command->fields, 0, mac);
	log_line("%s vdev=%u peer=" MAC_FORMAT " aid=%u", command->name,
		 word(command, 2), MAC_ARGS(mac), word(command, 4));
}

static void do_beacon(const struct command *command)
{
	log_line("%s vdev=%u len=%u", command->name, word(command, 0),
		 word(command, 2));
}

static void do_start_scan(const struct command *command)
{
	scan_start(device_scan(command->wmi->device), word(command, 0),
		   word(command, 1), word(command, 2),
		   tlv_find(command->more, TAG_ARRAY_UINT32));
}

static void do_stop_scan(const struct command *command)
{
	scan_stop(device_scan(command->wmi->device));
}

static const struct {
	enum wmi_command id;
	const char *name;
	void (*run)(const struct command *command);
} commands[] = {
	{ CMD_INIT, "init", do_init },
	{ CMD_START_SCAN, "scan-start", do_start_scan },
	{ CMD_STOP_SCAN, "scan-stop", do_stop_scan },
	{ CMD_SCAN_CHAN_LIST, "scan-chan-list", do_scan_chan_list },
	{ CMD_PDEV_SET_REGDOMAIN, "pdev-set-regdomain", do_set_regdomain },
	{ CMD_PDEV_SET_PARAM, "pdev-set-param", do_pdev_set_param },
	{ CMD_PDEV_PKTLOG_DISABLE, "pdev-pktlog-disable", do_nothing },
	{ CMD_PDEV_SET_WMM, "pdev-set-wmm", do_nothing },
	{ CMD_PDEV_SET_BASE_MAC, "pdev-set-base-mac", do_nothing },
	{ CMD_VDEV_CREATE, "vdev-create", do_vdev_create },
	{ CMD_VDEV_DELETE, "vdev-delete", do_vdev },
	{ CMD_VDEV_START, "vdev-start", do_vdev_start },
	{ CMD_VDEV_RESTART, "vdev-restart", do_vdev_start },
	{ CMD_VDEV_UP, "vdev-up", do_vdev_up },
	{ CMD_VDEV_STOP, "vdev-stop", do_vdev_stop },
	{ CMD_VDEV_DOWN, "vdev-down", do_vdev },
	{ CMD_VDEV_SET_PARAM, "vdev-set-param", do_vdev_set_param },
	{ CMD_VDEV_INSTALL_KEY, "vdev-install-key", do_install_key },
	{ CMD_VDEV_SET_WMM, "vdev-set-wmm", do_vdev },
	{ CMD_PEER_CREATE, "peer-create", do_peer_create },
	{ CMD_PEER_DELETE, "peer-delete", do_peer_delete },
	{ CMD_PEER_FLUSH_TIDS, "peer-flush-tids", do_vdev },
	{ CMD_PEER_SET_PARAM, "peer-set-param", do_vdev },
	{ CMD_PEER_ASSOC, "peer-assoc", do_peer_assoc },
	{ CMD_BCN_TMPL, "beacon-template", do_beacon },
	{ CMD_PRB_TMPL, "probe-template", do_vdev },
	{ CMD_STA_PS_MODE, "sta-ps-mode", do_vdev },
	{ CMD_STA_PS_PARAM, "sta-ps-param", do_vdev },
	{ CMD_PDEV_DFS_ENABLE, "pdev-dfs-enable", do_nothing },
	{ CMD_PDEV_DFS_DISABLE, "pdev-dfs-disable", do_nothing },
	{ CMD_P2P_GO_BEACON_IE, "p2p-go-beacon-ie", do_vdev },
	{ CMD_PDEV_SUSPEND, "pdev-suspend", do_suspend },
	{ CMD_PDEV_RESUME, "pdev-resume", do_nothing },
	{ CMD_REQUEST_STATS, "request-stats", do_nothing },
	{ CMD_STA_KEEPALIVE, "sta-keepalive", do_vdev },
	{ CMD_ECHO, "echo", do_echo },
	{ CMD_DBGLOG, "dbglog", do_nothing },
};

/**
 * wmi_command() - do a command
 * @wmi: the layer
 * @id: which
 * @parts: what it consists of
 *
 * One that is unknown here is written down as such: a test that reads the log
 * shall not take it for not sent.
 */
void wmi_command(struct wmi *wmi, uint32_t id, struct view parts)
{
	struct command command = { .wmi = wmi, .more = parts };
	uint16_t tag;
	size_t i;

	tlv_next(&command.more, &tag, &command.fields);
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (commands[i].id != id)
			continue;
		command.name = commands[i].name;
		commands[i].run(&command);
		return;
	}
	log_line("wmi-unknown id=0x%x len=%zu", id, parts.len);
}
