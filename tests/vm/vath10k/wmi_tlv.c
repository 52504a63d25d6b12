// SPDX-License-Identifier: ISC
/*
 * WMI-TLV, of the firmware of QCA6174 and QCA9377: a message consists of parts,
 * the first of which has the fields.
 */

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "tlv.h"
#include "wmi.h"
#include "wmi_commands.h"
#include "wmi_dialect.h"
#include "wmi_tlv_ids.h"

/* What the driver wants to find in the first event: its own interface's version. */
static const uint32_t abi_version[6] = { 0x01000000, 53, 0x5f414351,
					 0x00004c4d, 0,	 0 };

static const uint8_t services[] = {
	SERVICE_BEACON_OFFLOAD, SERVICE_SCAN_OFFLOAD, SERVICE_11AC,
	SERVICE_PHYERR,		SERVICE_MGMT_TX_HTT,
};

/* Its fields; says what follows them. */
static struct view first_part(struct command *command, struct view content)
{
	uint16_t tag;

	tlv_next(&content, &tag, &command->fields);
	return content;
}

static void take_fields(struct command *command, struct view content)
{
	first_part(command, content);
}

/* The first field of these is the number of the radio. */
static void take_pdev(struct command *command, struct view content)
{
	first_part(command, content);
	command->fields = view_after(command->fields, 4);
}

static void take_channel(struct command *command, struct view content)
{
	struct view channel =
		tlv_find(first_part(command, content), TAG_CHANNEL);

	put_mem(&command->list, channel.data, channel.len);
}

static void take_channels(struct command *command, struct view content)
{
	struct view list =
		tlv_find(first_part(command, content), TAG_ARRAY_STRUCT);
	struct view channel;
	uint16_t tag;

	while (tlv_next(&list, &tag, &channel))
		put_mem(&command->list, channel.data, channel.len);
}

static void take_words(struct command *command, struct view content)
{
	struct view list =
		tlv_find(first_part(command, content), TAG_ARRAY_UINT32);

	put_mem(&command->list, list.data, list.len);
}

static const struct wmi_command commands[] = {
	{ CMD_INIT, "init", take_fields, do_init },
	{ CMD_START_SCAN, "scan-start", take_words, do_start_scan },
	{ CMD_STOP_SCAN, "scan-stop", take_fields, do_stop_scan },
	{ CMD_SCAN_CHAN_LIST, "scan-chan-list", take_channels,
	  do_scan_chan_list },
	{ CMD_PDEV_SET_REGDOMAIN, "pdev-set-regdomain", take_pdev,
	  do_set_regdomain },
	{ CMD_PDEV_SET_PARAM, "pdev-set-param", take_pdev, do_pdev_set_param },
	{ CMD_PDEV_PKTLOG_DISABLE, "pdev-pktlog-disable", take_fields,
	  do_nothing },
	{ CMD_PDEV_SET_WMM, "pdev-set-wmm", take_fields, do_nothing },
	{ CMD_PDEV_SET_BASE_MAC, "pdev-set-base-mac", take_fields, do_nothing },
	{ CMD_VDEV_CREATE, "vdev-create", take_fields, do_vdev_create },
	{ CMD_VDEV_DELETE, "vdev-delete", take_fields, do_vdev },
	{ CMD_VDEV_START, "vdev-start", take_channel, do_vdev_start },
	{ CMD_VDEV_RESTART, "vdev-restart", take_channel, do_vdev_start },
	{ CMD_VDEV_UP, "vdev-up", take_fields, do_vdev_up },
	{ CMD_VDEV_STOP, "vdev-stop", take_fields, do_vdev_stop },
	{ CMD_VDEV_DOWN, "vdev-down", take_fields, do_vdev },
	{ CMD_VDEV_SET_PARAM, "vdev-set-param", take_fields,
	  do_vdev_set_param },
	{ CMD_VDEV_INSTALL_KEY, "vdev-install-key", take_fields,
	  do_install_key },
	{ CMD_VDEV_SET_WMM, "vdev-set-wmm", take_fields, do_vdev },
	{ CMD_PEER_CREATE, "peer-create", take_fields, do_peer_create },
	{ CMD_PEER_DELETE, "peer-delete", take_fields, do_peer_delete },
	{ CMD_PEER_FLUSH_TIDS, "peer-flush-tids", take_fields, do_vdev },
	{ CMD_PEER_SET_PARAM, "peer-set-param", take_fields, do_vdev },
	{ CMD_PEER_ASSOC, "peer-assoc", take_fields, do_peer_assoc },
	{ CMD_BCN_TMPL, "beacon-template", take_fields, do_beacon },
	{ CMD_PRB_TMPL, "probe-template", take_fields, do_vdev },
	{ CMD_STA_PS_MODE, "sta-ps-mode", take_fields, do_vdev },
	{ CMD_STA_PS_PARAM, "sta-ps-param", take_fields, do_vdev },
	{ CMD_PDEV_DFS_ENABLE, "pdev-dfs-enable", take_fields, do_nothing },
	{ CMD_PDEV_DFS_DISABLE, "pdev-dfs-disable", take_fields, do_nothing },
	{ CMD_P2P_GO_BEACON_IE, "p2p-go-beacon-ie", take_fields, do_vdev },
	{ CMD_PDEV_SUSPEND, "pdev-suspend", take_fields, do_suspend },
	{ CMD_PDEV_RESUME, "pdev-resume", take_fields, do_nothing },
	{ CMD_REQUEST_STATS, "request-stats", take_fields, do_nothing },
	{ CMD_STA_KEEPALIVE, "sta-keepalive", take_fields, do_vdev },
	{ CMD_ECHO, "echo", take_fields, do_echo },
	{ CMD_DBGLOG, "dbglog", take_fields, do_nothing },
};

/**
 * struct event - an event as this dialect has it
 * @id: its number
 * @tag: that of its first part
 * @counts: whether its last field is how long what follows is
 */
static const struct event {
	enum tlv_event id;
	enum wmi_tag tag;
	bool counts;
} events[] = {
	[EVENT_SCAN] = { TLV_SCAN, TAG_SCAN_EVENT, false },
	[EVENT_PHYERR] = { TLV_PHYERR, TAG_PHYERRS, true },
	[EVENT_VDEV_START_RESP] = { TLV_VDEV_START_RESP, TAG_VDEV_START_RESP,
				    false },
	[EVENT_VDEV_STOPPED] = { TLV_VDEV_STOPPED, TAG_VDEV_STOPPED, false },
	[EVENT_VDEV_KEY_INSTALLED] = { TLV_VDEV_KEY_INSTALLED,
				       TAG_VDEV_KEY_INSTALLED, false },
	[EVENT_MGMT_RX] = { TLV_MGMT_RX, TAG_MGMT_RX, false },
	[EVENT_ECHO] = { TLV_ECHO, TAG_ECHO_EVENT, false },
};

static bool put_event(struct frame *message, enum wmi_event which,
		      struct view head, struct view body)
{
	const struct event *event = &events[which];
	size_t begin;

	if (which >= ARRAY_SIZE(events) || !event->id)
		return false;

	put32(message, event->id);
	begin = tlv_begin(message, event->tag);
	put_mem(message, head.data, head.len);
	if (event->counts)
		put32(message, body.len);
	tlv_end(message, begin);
	if (body.len) {
		begin = tlv_begin(message, TAG_ARRAY_BYTE);
		put_mem(message, body.data, body.len);
		put_zeros(message, -body.len & 3);
		tlv_end(message, begin);
	}
	return true;
}

static void put_abi_version(struct frame *message)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(abi_version); i++)
		put32(message, abi_version[i]);
}

static void put_service_ready(struct frame *message, uint32_t code)
{
	size_t begin;

	put32(message, TLV_SERVICE_READY);
	begin = tlv_begin(message, TAG_SERVICE_READY);
	put32(message, 1); /* the build's number */
	put_abi_version(message);
	put32(message, PHY_11A | PHY_11G);
	put32(message, 2); /* fragments */
	put32(message, RF_CHAINS);
	put32(message, HT_CAPABILITIES);
	put32(message, VHT_CAPABILITIES);
	put32(message, VHT_MCS);
	put32(message, POWER_MIN);
	put32(message, POWER_MAX);
	put32(message, 0); /* system capabilities */
	put32(message, 0); /* smallest packet */
	put32(message, 512); /* longest beacon */
	put32(message, 0); /* memory of the host's */
	put32(message, 64); /* channels of a scan */
	put_zeros(message, 4 + (5 * 4)); /* the board's history: none */
	tlv_end(message, begin);

	begin = tlv_begin(message, TAG_HAL_REG_CAPABILITIES);
	wmi_put_reg_capabilities(message, code);
	tlv_end(message, begin);

	begin = tlv_begin(message, TAG_ARRAY_UINT32);
	wmi_put_services(message, services, ARRAY_SIZE(services), SERVICES / 4);
	tlv_end(message, begin);

	/* no memory is wanted, but the driver wants to hear so */
	tlv_end(message, tlv_begin(message, TAG_ARRAY_STRUCT));
}

static void put_ready(struct frame *message, const uint8_t mac[MAC_LEN])
{
	size_t begin;

	put32(message, TLV_READY);
	begin = tlv_begin(message, TAG_READY);
	put_abi_version(message);
	put_mac8(message, mac);
	put32(message, 0);
	tlv_end(message, begin);
}

const struct wmi_dialect wmi_tlv = {
	.commands = commands,
	.n_commands = ARRAY_SIZE(commands),
	.put_service_ready = put_service_ready,
	.put_ready = put_ready,
	.put_event = put_event,
};
