/* SPDX-License-Identifier: ISC */
/* What the firmware does with each command. */

#ifndef WMI_COMMANDS_H
#define WMI_COMMANDS_H

#include "wmi.h"

void wmi_command(struct wmi *wmi, uint32_t id, struct view parts);

#endif /* WMI_COMMANDS_H */
