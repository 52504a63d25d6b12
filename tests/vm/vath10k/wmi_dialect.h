/* SPDX-License-Identifier: ISC */
/*
 * What the dialects of WMI differ in: the numbers of commands and events, and
 * how those are put together. What the firmware does is the same in all of them,
 * see wmi_commands.c.
 */

#ifndef WMI_DIALECT_H
#define WMI_DIALECT_H

#include <stdbool.h>

#include "bytes.h"
#include "wmi.h"

/* ath10k's numbers of the dialects, as they are in a firmware's container. */
enum wmi_op_version {
	WMI_OP_VERSION_TLV = 4,
	WMI_OP_VERSION_10_2_4 = 5,
	WMI_OP_VERSION_10_4 = 6,
};

struct command;

/**
 * struct wmi_command - a command as a dialect has it
 * @id: its number
 * @name: what the log calls it
 * @take_apart: fill in what it consists of
 * @run: do it
 */
struct wmi_command {
	uint32_t id;
	const char *name;
	void (*take_apart)(struct command *command, struct view content);
	void (*run)(const struct command *command);
};

/**
 * struct wmi_dialect - one of them
 * @commands: what the driver may say
 * @n_commands: how many those are
 * @put_service_ready: put together the first event, for that code in the EEPROM
 * @put_ready: put together the second, of a radio with that address
 * @put_event: put together any other; false: the dialect has no such event
 */
struct wmi_dialect {
	const struct wmi_command *commands;
	size_t n_commands;
	void (*put_service_ready)(struct frame *message, uint32_t code);
	void (*put_ready)(struct frame *message, const uint8_t mac[MAC_LEN]);
	bool (*put_event)(struct frame *message, enum wmi_event which,
			  struct view head, struct view body);
};

extern const struct wmi_dialect wmi_tlv;
extern const struct wmi_dialect wmi_10_2_4;
extern const struct wmi_dialect wmi_10_4;

/* The radio's abilities, which all dialects have words for. */
enum {
	PHY_11A = 0x1,
	PHY_11G = 0x2,
	RF_CHAINS = 1,
	/* enabled, short guard interval with 20 and with 40 MHz, LDPC */
	HT_CAPABILITIES = 0x0843,
	/* MPDUs of 11454 bytes, LDPC, short guard interval with 80 MHz, longest
	 * A-MPDU
	 */
	VHT_CAPABILITIES = 0x03800032,
	VHT_MCS = 0xfffe,
	/* half a dBm each */
	POWER_MIN = 0,
	POWER_MAX = 126,
};

void wmi_put_reg_capabilities(struct frame *message, uint32_t code);
void wmi_put_services(struct frame *message, const uint8_t *services, size_t n,
		      size_t words);

#endif /* WMI_DIALECT_H */
