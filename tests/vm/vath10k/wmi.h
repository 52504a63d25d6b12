/* SPDX-License-Identifier: ISC */
/*
 * The wireless module interface: commands of the driver, events for it. How they
 * are put into bytes is up to the dialect that the firmware speaks.
 */

#ifndef WMI_H
#define WMI_H

#include "bytes.h"

struct device;
struct wmi_dialect;

/* What the firmware has to say, apart from what it says to begin with. */
enum wmi_event {
	EVENT_SCAN,
	EVENT_PHYERR,
	EVENT_VDEV_START_RESP,
	EVENT_VDEV_STOPPED,
	EVENT_VDEV_KEY_INSTALLED,
	EVENT_HOST_SWBA,
	EVENT_MGMT_RX,
	EVENT_ECHO,
};

/**
 * struct wmi - the layer
 * @device: the radio
 * @dialect: what its firmware speaks
 */
struct wmi {
	struct device *device;
	const struct wmi_dialect *dialect;
};

void wmi_reset(struct wmi *wmi, struct device *device, uint8_t op_version);
void wmi_service_ready(struct wmi *wmi);
void wmi_ready(struct wmi *wmi);
void wmi_receive(struct wmi *wmi, struct view message);

void wmi_event(struct wmi *wmi, enum wmi_event which, struct view head,
	       struct view body);
void wmi_event_words(struct wmi *wmi, enum wmi_event which,
		     const uint32_t *words, size_t n);

#endif /* WMI_H */
