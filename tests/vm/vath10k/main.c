// SPDX-License-Identifier: ISC
/*
 * A virtual QCA9377 on USB, for the real ath10k_usb and ath10k_core. Runs in
 * the guest, as root, with vhci_hcd loaded.
 *
 *   vath10k firmware FOLDER tlv|10.2.4|10.4
 *	write the firmware and board files that the driver loads: of a firmware
 *	that speaks that dialect of WMI
 *   vath10k plug PORT CODE LOG [USB_ID [SEED]]
 *	plug a radio, whose EEPROM holds the regulatory code CODE, into that port
 *	(from 0), and write what the driver tells its firmware to LOG. Prints its
 *	process number when it is there and goes on in the background; to kill
 *	that is to pull the radio out. With a SEED it is broken, see fuzz.c. While
 *	it is there, LOG.control takes what control.c knows.
 *
 * Layers, from the host up: vhci.c, usbip.c, usb.c (the bus); device.c, bmi.c
 * (the boot loader); htc.c; wmi.c with its dialects, wmi_tlv.c, wmi_10_2_4.c and
 * wmi_10_4.c; wmi_commands.c, htt.c, beacons.c, scan.c (the firmware); air.c and
 * radar.c (who else is there).
 * Above usb.c nothing knows of USB.
 */

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "bytes.h"
#include "control.h"
#include "device.h"
#include "firmware.h"
#include "fuzz.h"
#include "usb.h"
#include "usbip.h"
#include "util.h"
#include "wmi_dialect.h"

/* What every kernel's ath10k_usb takes: a Linksys WUSB6100M. */
#define USB_VENDOR 0x13b1
#define USB_PRODUCT 0x0042

static unsigned long number(const char *text, unsigned long max)
{
	unsigned long value;
	char *end;

	errno = 0;
	value = strtoul(text, &end, 0);
	if (errno || end == text || *end || value > max)
		die("'%s' is no number up to %lu", text, max);

	return value;
}

static struct usb_id usb_id(const char *text)
{
	unsigned int vendor, product;

	if (sscanf(text, "%4x:%4x", &vendor, &product) != 2)
		die("'%s' is no USB ID", text);
	return (struct usb_id){ vendor, product };
}

static uint8_t op_version(const char *text)
{
	if (!strcmp(text, "tlv"))
		return WMI_OP_VERSION_TLV;
	if (!strcmp(text, "10.2.4"))
		return WMI_OP_VERSION_10_2_4;
	if (!strcmp(text, "10.4"))
		return WMI_OP_VERSION_10_4;
	die("'%s' is no dialect of WMI", text);
}

/* Until the plug is pulled, at either end. */
static _Noreturn void serve(int fd, int control, struct usbip *usbip,
			    struct usb *usb)
{
	struct device *device = usb_device(usb);
	struct pollfd fds[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = control, .events = POLLIN },
	};
	uint32_t seed = device_config(device)->seed;
	unsigned int left = seed ? fuzz_last_step(seed) : 0;

	for (;;) {
		if (poll(fds, ARRAY_SIZE(fds), device_timeout(device)) < 0 &&
		    errno != EINTR)
			die("poll: %s", strerror(errno));
		if (fds[0].revents && !usbip_receive(usbip, usb)) {
			log_line("unplugged");
			exit(0);
		}
		if (fds[0].revents && device_addressed(device) && left) {
			left--;
			if (!left) {
				log_line("pulled-out");
				exit(0);
			}
		}
		if (fds[1].revents)
			control_read(control, device);
		device_tick(device);
	}
}

static void plug(char **args, int n)
{
	struct usb_id id = { USB_VENDOR, USB_PRODUCT };
	int port = (int)number(args[0], 255), fd, control;
	struct device_config config = {
		.code = number(args[1], 0xffffffff),
		.mac = { 0x02, 0x03, 0x7f, 0, 0, port + 1 },
	};
	struct usbip *usbip;
	char path[512];
	pid_t pid;

	if (n > 3)
		id = usb_id(args[3]);
	if (n > 4)
		config.seed = number(args[4], UINT32_MAX);
	log_open(args[2]);
	log_line("plugged port=%d code=0x%04x", port, config.code);
	snprintf(path, sizeof(path), "%s.control", args[2]);
	control = control_open(path);
	fd = vhci_attach(port);

	pid = fork();
	if (pid < 0)
		die("fork: %s", strerror(errno));
	if (pid) {
		printf("%d\n", pid);
		return;
	}
	setsid();
	if (!freopen("/dev/null", "w", stdout))
		die("/dev/null: %s", strerror(errno));
	usbip = usbip_new(fd);
	serve(fd, control, usbip, usb_new(id, &config, usbip_host(usbip)));
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "firmware"))
		firmware_write(argv[2], op_version(argv[3]));
	else if (argc >= 5 && argc <= 7 && !strcmp(argv[1], "plug"))
		plug(argv + 2, argc - 2);
	else
		die("usage: vath10k firmware FOLDER tlv|10.2.4|10.4 | plug PORT CODE LOG [USB_ID [SEED]]");

	return 0;
}
