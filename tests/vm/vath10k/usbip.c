// SPDX-License-Identifier: ISC
/*
 * The protocol of Documentation/usb/usbip_protocol.rst, from the point on where
 * a device has been imported: transfers are submitted, given back, cancelled.
 * Its numbers are big endian, unlike all that is inside.
 */

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "bytes.h"
#include "usb.h"
#include "usbip.h"
#include "util.h"

enum {
	CMD_SUBMIT = 1,
	CMD_UNLINK = 2,
	RET_SUBMIT = 3,
	RET_UNLINK = 4,
};

#define DIRECTION_IN 1
/* Of every message; data follows. */
#define HEADER_WORDS 12
/* In words: what all messages begin with, and what CMD_SUBMIT goes on with. */
enum {
	WORD_COMMAND = 0,
	WORD_SEQNUM = 1,
	WORD_DIRECTION = 3,
	WORD_ENDPOINT = 4,
	WORD_LENGTH = 6,
	WORD_SETUP = 10,
	/* of CMD_UNLINK */
	WORD_UNLINK_SEQNUM = 5,
	/* of RET_SUBMIT and RET_UNLINK */
	WORD_STATUS = 5,
	WORD_ACTUAL_LENGTH = 6,
};

/**
 * struct usbip - one end of the socket
 * @host: what the USB device gives its transfers back to
 * @fd: the socket
 */
struct usbip {
	struct usb_host host;
	int fd;
};

static bool receive_all(int fd, void *data, size_t len)
{
	ssize_t got;

	while (len) {
		got = recv(fd, data, len, MSG_WAITALL);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		data = (char *)data + got;
		len -= got;
	}
	return true;
}

/* When the other end is gone, the next reading says so. */
static void send_all(int fd, const void *data, size_t len)
{
	ssize_t sent;

	while (len) {
		sent = send(fd, data, len, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return;
		data = (const char *)data + sent;
		len -= sent;
	}
}

static void send_message(struct usbip *usbip, uint32_t command, uint32_t seqnum,
			 int status, size_t actual, struct view data)
{
	uint8_t message[(HEADER_WORDS * 4) + FRAME_MAX];
	uint32_t header[HEADER_WORDS] = { 0 };

	header[WORD_COMMAND] = htonl(command);
	header[WORD_SEQNUM] = htonl(seqnum);
	header[WORD_STATUS] = htonl(status);
	header[WORD_ACTUAL_LENGTH] = htonl(actual);
	memcpy(message, header, sizeof(header));
	if (data.len)
		memcpy(message + sizeof(header), data.data, data.len);
	send_all(usbip->fd, message, sizeof(header) + data.len);
}

static void complete(struct usb_host *host, uint32_t transfer, int status,
		     struct view data)
{
	/* the first member */
	struct usbip *usbip = (struct usbip *)host;
	size_t actual = data.len;

	/* of one from the host only the length goes back */
	if (!data.data)
		data.len = 0;
	send_message(usbip, RET_SUBMIT, transfer, status, actual, data);
}

/**
 * usbip_new() - serve one end of a socket
 * @fd: the socket
 *
 * Return: that end.
 */
struct usbip *usbip_new(int fd)
{
	struct usbip *usbip = xmalloc(sizeof(*usbip));

	usbip->host.complete = complete;
	usbip->fd = fd;
	return usbip;
}

/**
 * usbip_host() - what the USB device gives its transfers back to
 * @usbip: one end of a socket
 *
 * Return: that.
 */
struct usb_host *usbip_host(struct usbip *usbip)
{
	return &usbip->host;
}

static bool submit(struct usbip *usbip, struct usb *usb, const uint32_t *header)
{
	uint32_t seqnum = ntohl(header[WORD_SEQNUM]);
	uint32_t endpoint = ntohl(header[WORD_ENDPOINT]);
	uint32_t len = ntohl(header[WORD_LENGTH]);
	bool in = ntohl(header[WORD_DIRECTION]) == DIRECTION_IN;
	struct view setup = { (const uint8_t *)&header[WORD_SETUP], 8 };
	struct frame data = { .len = 0 };

	if (!in) {
		if (len > sizeof(data.data))
			die("a transfer of %u bytes", len);
		data.len = len;
		if (!receive_all(usbip->fd, data.data, len))
			return false;
	}
	if (!endpoint)
		usb_control(usb, seqnum, setup, view_of(&data));
	else if (in)
		usb_in(usb, seqnum, endpoint, len);
	else
		usb_out(usb, seqnum, endpoint, view_of(&data));
	return true;
}

/**
 * usbip_receive() - work off one message of the host's
 * @usbip: one end of a socket
 * @usb: the USB device
 *
 * Return: false when the host has gone.
 */
bool usbip_receive(struct usbip *usbip, struct usb *usb)
{
	uint32_t header[HEADER_WORDS], seqnum;
	bool waited;

	if (!receive_all(usbip->fd, header, sizeof(header)))
		return false;

	seqnum = ntohl(header[WORD_SEQNUM]);
	switch (ntohl(header[WORD_COMMAND])) {
	case CMD_SUBMIT:
		return submit(usbip, usb, header);
	case CMD_UNLINK:
		waited = usb_cancel(usb, ntohl(header[WORD_UNLINK_SEQNUM]));
		send_message(usbip, RET_UNLINK, seqnum,
			     waited ? -ECONNRESET : 0, 0,
			     (struct view){ NULL, 0 });
		return true;
	default:
		die("the host sent message %u", ntohl(header[WORD_COMMAND]));
	}
}
