/* SPDX-License-Identifier: ISC */
/* The wireless module interface: commands of the driver, events for it. */

#ifndef WMI_H
#define WMI_H

#include "bytes.h"
#include "wmi_ids.h"

struct device;

/**
 * struct wmi - the layer
 * @device: the radio
 */
struct wmi {
	struct device *device;
};

void wmi_reset(struct wmi *wmi, struct device *device);
void wmi_service_ready(struct wmi *wmi);
void wmi_ready(struct wmi *wmi);
void wmi_receive(struct wmi *wmi, struct view command);

/* For what makes events: put the parts after this, then send. */
void wmi_event_begin(struct frame *event, enum wmi_event id);
void wmi_event_send(struct wmi *wmi, const struct frame *event);
void wmi_event_words(struct wmi *wmi, enum wmi_event id, enum wmi_tag tag,
		     const uint32_t *words, size_t n);

#endif /* WMI_H */
