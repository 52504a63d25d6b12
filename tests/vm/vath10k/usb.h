/* SPDX-License-Identifier: ISC */
/* The USB device: descriptors, the endpoints, and what is waiting at them. */

#ifndef USB_H
#define USB_H

#include <stdbool.h>

#include "bytes.h"

struct usb;
struct device_config;

/**
 * struct usb_id - by which the driver knows the device
 * @vendor: the vendor
 * @product: the vendor's number of it
 */
struct usb_id {
	uint16_t vendor;
	uint16_t product;
};

/**
 * struct usb_host - the way to the host controller
 * @complete: give back a transfer; a negative errno as the status means failure
 */
struct usb_host {
	void (*complete)(struct usb_host *host, uint32_t transfer, int status,
			 struct view data);
};

struct usb *usb_new(struct usb_id id, const struct device_config *config,
		    struct usb_host *host);
struct device *usb_device(struct usb *usb);
void usb_control(struct usb *usb, uint32_t transfer, struct view setup,
		 struct view data);
void usb_out(struct usb *usb, uint32_t transfer, uint8_t endpoint,
	     struct view data);
void usb_in(struct usb *usb, uint32_t transfer, uint8_t endpoint, size_t room);
bool usb_cancel(struct usb *usb, uint32_t transfer);

#endif /* USB_H */
