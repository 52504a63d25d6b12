// SPDX-License-Identifier: ISC
/*
 * WMI 10.4, of the firmware of QCA99x0: as much of it as a radio needs that is there
 * and is asked what it can. It is no access point.
 */

#include <stdint.h>

#include "bytes.h"
#include "wmi.h"
#include "wmi_10_4_ids.h"
#include "wmi_commands.h"
#include "wmi_dialect.h"

static const uint8_t services[] = {
	Y_SERVICE_AP_DFS,
	Y_SERVICE_11AC,
	Y_SERVICE_PHYERR,
};

static void take_fields(struct command *command, struct view content)
{
	command->fields = content;
}

/* How many there are, then the channels. */
static void take_channels(struct command *command, struct view content)
{
	struct view list = view_after(content, 4);

	command->fields = content;
	put_mem(&command->list, list.data, list.len);
}

static const struct wmi_command commands[] = {
	{ Y_INIT, "init", take_fields, do_init },
	{ Y_SCAN_CHAN_LIST, "scan-chan-list", take_channels,
	  do_scan_chan_list },
	{ Y_ECHO, "echo", take_fields, do_echo },
	{ Y_PDEV_SET_REGDOMAIN, "pdev-set-regdomain", take_fields,
	  do_set_regdomain },
	{ Y_PDEV_SET_PARAM, "pdev-set-param", take_fields, do_pdev_set_param },
};

static bool put_event(struct frame *message, enum wmi_event which,
		      struct view head, struct view body)
{
	if (which != EVENT_ECHO)
		return false;

	put32(message, Y_ECHOED);
	put_mem(message, head.data, head.len);
	put_mem(message, body.data, body.len);
	return true;
}

static void put_service_ready(struct frame *message, uint32_t code)
{
	put32(message, Y_SERVICE_READY);
	put32(message, 1); /* the software's version */
	put32(message, 1); /* its second half */
	put32(message, 1); /* the interface's */
	put32(message, PHY_11A | PHY_11G);
	put32(message, 2); /* fragments */
	wmi_put_services(message, services, ARRAY_SIZE(services),
			 Y_SERVICES / 4);
	put32(message, RF_CHAINS);
	put32(message, HT_CAPABILITIES);
	put32(message, VHT_CAPABILITIES);
	put32(message, VHT_MCS);
	put32(message, POWER_MIN);
	put32(message, POWER_MAX);
	wmi_put_reg_capabilities(message, code);
	put32(message, 0); /* system capabilities */
	put32(message, 0); /* smallest packet */
	put32(message, 0); /* elements in a beacon */
	put32(message, 0); /* memory of the host's */
}

static void put_ready(struct frame *message, const uint8_t mac[MAC_LEN])
{
	put32(message, Y_READY);
	put32(message, 1); /* the software's version */
	put32(message, 1); /* the interface's */
	put_mac8(message, mac);
	put32(message, 0);
}

const struct wmi_dialect wmi_10_4 = {
	.commands = commands,
	.n_commands = ARRAY_SIZE(commands),
	.put_service_ready = put_service_ready,
	.put_ready = put_ready,
	.put_event = put_event,
};
