/* SPDX-License-Identifier: ISC */
/* What the firmware does with each command. */

#ifndef WMI_COMMANDS_H
#define WMI_COMMANDS_H

#include "wmi.h"

#define CHANNEL_LEN 24

/**
 * struct command - one command, taken apart
 * @wmi: the layer
 * @name: what the log calls it
 * @fields: its fields; without the number of the radio, which not all dialects have
 * @list: the channels, of CHANNEL_LEN each, or frequencies, words, that are for it
 */
struct command {
	struct wmi *wmi;
	const char *name;
	struct view fields;
	struct frame list;
};

void do_nothing(const struct command *command);
void do_vdev(const struct command *command);
void do_init(const struct command *command);
void do_suspend(const struct command *command);
void do_echo(const struct command *command);
void do_set_regdomain(const struct command *command);
void do_pdev_set_param(const struct command *command);
void do_scan_chan_list(const struct command *command);
void do_vdev_create(const struct command *command);
void do_vdev_start(const struct command *command);
void do_vdev_stop(const struct command *command);
void do_vdev_up(const struct command *command);
void do_vdev_set_param(const struct command *command);
void do_install_key(const struct command *command);
void do_peer_create(const struct command *command);
void do_peer_delete(const struct command *command);
void do_peer_assoc(const struct command *command);
void do_beacon(const struct command *command);
void do_send_beacon(const struct command *command);
void do_start_scan(const struct command *command);
void do_stop_scan(const struct command *command);

#endif /* WMI_COMMANDS_H */
