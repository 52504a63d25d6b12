// SPDX-License-Identifier: ISC
/*
 * WMI 10.2.4, of the firmware of QCA988x: the fields of a message are in a row. This
 * one is for access points only: it neither scans nor joins anybody. No QCA9377 has
 * such a firmware; but the driver goes by the firmware's word alone, and it detects
 * radar for firmware of 10.x only.
 */

#include <stdint.h>

#include "beacons.h"
#include "bytes.h"
#include "device.h"
#include "wmi.h"
#include "wmi_10_2_4_ids.h"
#include "wmi_commands.h"
#include "wmi_dialect.h"

#define VDEV_TYPE_AP 1

static const uint8_t services[] = {
	X_SERVICE_AP_DFS,
	X_SERVICE_11AC,
	X_SERVICE_PHYERR,
};

static void take_fields(struct command *command, struct view content)
{
	command->fields = content;
}

/* The channel comes first. */
static void take_channel(struct command *command, struct view content)
{
	put_mem(&command->list, content.data,
		content.len < CHANNEL_LEN ? content.len : CHANNEL_LEN);
	command->fields = view_after(content, CHANNEL_LEN);
}

/* How many there are, then the channels. */
static void take_channels(struct command *command, struct view content)
{
	struct view list = view_after(content, 4);

	command->fields = content;
	put_mem(&command->list, list.data, list.len);
}

/* Whose beacons it has to ask for. */
static void create_vdev(const struct command *command)
{
	do_vdev_create(command);
	beacons_vdev(device_beacons(command->wmi->device),
		     get32(command->fields, 0),
		     get32(command->fields, 4) == VDEV_TYPE_AP);
}

static void vdev_up(const struct command *command)
{
	do_vdev_up(command);
	beacons_up(device_beacons(command->wmi->device),
		   get32(command->fields, 0));
}

static void vdev_down(const struct command *command)
{
	do_vdev(command);
	beacons_down(device_beacons(command->wmi->device),
		     get32(command->fields, 0));
}

static const struct wmi_command commands[] = {
	{ X_INIT, "init", take_fields, do_init },
	{ X_SCAN_CHAN_LIST, "scan-chan-list", take_channels,
	  do_scan_chan_list },
	{ X_ECHO, "echo", take_fields, do_echo },
	{ X_PDEV_SET_REGDOMAIN, "pdev-set-regdomain", take_fields,
	  do_set_regdomain },
	{ X_PDEV_SET_PARAM, "pdev-set-param", take_fields, do_pdev_set_param },
	{ X_PDEV_PKTLOG_DISABLE, "pdev-pktlog-disable", take_fields,
	  do_nothing },
	{ X_PDEV_SET_WMM, "pdev-set-wmm", take_fields, do_nothing },
	{ X_PDEV_SET_QUIET_MODE, "pdev-set-quiet-mode", take_fields,
	  do_nothing },
	{ X_VDEV_CREATE, "vdev-create", take_fields, create_vdev },
	{ X_VDEV_DELETE, "vdev-delete", take_fields, do_vdev },
	{ X_VDEV_START, "vdev-start", take_channel, do_vdev_start },
	{ X_VDEV_RESTART, "vdev-restart", take_channel, do_vdev_start },
	{ X_VDEV_UP, "vdev-up", take_fields, vdev_up },
	{ X_VDEV_STOP, "vdev-stop", take_fields, do_vdev_stop },
	{ X_VDEV_DOWN, "vdev-down", take_fields, vdev_down },
	{ X_VDEV_SET_PARAM, "vdev-set-param", take_fields, do_vdev_set_param },
	{ X_PEER_CREATE, "peer-create", take_fields, do_peer_create },
	{ X_PEER_DELETE, "peer-delete", take_fields, do_peer_delete },
	{ X_PEER_FLUSH_TIDS, "peer-flush-tids", take_fields, do_vdev },
	{ X_PEER_SET_PARAM, "peer-set-param", take_fields, do_vdev },
	{ X_STA_PS_MODE, "sta-ps-mode", take_fields, do_vdev },
	{ X_STA_PS_PARAM, "sta-ps-param", take_fields, do_vdev },
	{ X_DBGLOG, "dbglog", take_fields, do_nothing },
	{ X_PDEV_SUSPEND, "pdev-suspend", take_fields, do_suspend },
	{ X_PDEV_SEND_BEACON, "pdev-send-beacon", take_fields, do_send_beacon },
};

static const uint16_t events[] = {
	[EVENT_PHYERR] = X_PHYERR,
	[EVENT_VDEV_START_RESP] = X_VDEV_START_RESP,
	[EVENT_VDEV_STOPPED] = X_VDEV_STOPPED,
	[EVENT_HOST_SWBA] = X_HOST_SWBA,
	[EVENT_ECHO] = X_ECHOED,
};

static bool put_event(struct frame *message, enum wmi_event which,
		      struct view head, struct view body)
{
	if (which >= ARRAY_SIZE(events) || !events[which])
		return false;

	put32(message, events[which]);
	put_mem(message, head.data, head.len);
	put_mem(message, body.data, body.len);
	return true;
}

static void put_service_ready(struct frame *message, uint32_t code)
{
	put32(message, X_SERVICE_READY);
	put32(message, 1); /* the software's version */
	put32(message, 1); /* the interface's */
	put32(message, PHY_11A | PHY_11G);
	put32(message, 2); /* fragments */
	wmi_put_services(message, services, ARRAY_SIZE(services),
			 X_SERVICES / 4);
	put32(message, RF_CHAINS);
	put32(message, HT_CAPABILITIES);
	put32(message, VHT_CAPABILITIES);
	put32(message, VHT_MCS);
	put32(message, POWER_MIN);
	put32(message, POWER_MAX);
	wmi_put_reg_capabilities(message, code);
	put32(message, 0); /* system capabilities */
	put32(message, 0); /* smallest packet */
	put32(message, 0); /* memory of the host's */
}

static void put_ready(struct frame *message, const uint8_t mac[MAC_LEN])
{
	put32(message, X_READY);
	put32(message, 1); /* the software's version */
	put32(message, 1); /* the interface's */
	put_mac8(message, mac);
	put32(message, 0);
}

const struct wmi_dialect wmi_10_2_4 = {
	.commands = commands,
	.n_commands = ARRAY_SIZE(commands),
	.put_service_ready = put_service_ready,
	.put_ready = put_ready,
	.put_event = put_event,
};
