/* SPDX-License-Identifier: ISC */
/* USB/IP: a USB device at the other end of a socket. */

#ifndef USBIP_H
#define USBIP_H

#include <stdbool.h>

#include "usb.h"

struct usbip;

int vhci_attach(int port);
struct usbip *usbip_new(int fd);
struct usb_host *usbip_host(struct usbip *usbip);
bool usbip_receive(struct usbip *usbip, struct usb *usb);

#endif /* USBIP_H */
