// SPDX-License-Identifier: ISC
/* The host controller of this very machine, vhci_hcd. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "usbip.h"
#include "util.h"

#define ATTACH "/sys/devices/platform/vhci_hcd.0/attach"
/* enum usb_device_speed */
#define HIGH_SPEED 3

/**
 * vhci_attach() - plug a device in
 * @port: where, from 0
 *
 * The kernel is given one end of a pair of sockets; the device is to be served
 * at the other. To close that, or to die, is to pull the plug.
 *
 * Return: the other end.
 */
int vhci_attach(int port)
{
	int fds[2];
	FILE *file;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
		die("socketpair: %s", strerror(errno));

	file = xfopen(ATTACH, "we");
	fprintf(file, "%d %d %d %d\n", port, fds[1], port + 1, HIGH_SPEED);
	xfclose(file, ATTACH);

	/* the kernel has its own reference */
	close(fds[1]);
	return fds[0];
}
