// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <string.h>

#include "air.h"
#include "bytes.h"
#include "device.h"
#include "htc.h"
#include "htt.h"
#include "util.h"

/* From 3.0 on all frames come the same way, those of management as well. */
#define VERSION_MAJOR 3
#define VERSION_MINOR 32

enum {
	H2T_VERSION = 0,
	H2T_TX_FRAME = 1,
	H2T_RX_RING = 2,
	H2T_AGGREGATION = 5,
};

enum {
	T2H_VERSION = 0,
	T2H_PEER_MAP = 3,
	T2H_PEER_UNMAP = 4,
	T2H_TX_DONE = 7,
	T2H_KEY_INSTALLED = 11,
};

/* Before the frame itself. */
#define TX_HEADER_LEN 16
#define TX_OK 0

/**
 * htt_reset() - as after the firmware's start
 * @htt: the layer
 * @device: the radio
 */
void htt_reset(struct htt *htt, struct device *device)
{
	*htt = (struct htt){ .device = device };
}

static void send_msg(struct htt *htt, const struct frame *msg)
{
	htc_send(device_htc(htt->device), HTC_SERVICE_HTT, view_of(msg));
}

static void send_version(struct htt *htt)
{
	struct frame msg = { .len = 0 };

	log_line("htt-version");
	put8(&msg, T2H_VERSION);
	put8(&msg, VERSION_MINOR);
	put8(&msg, VERSION_MAJOR);
	put8(&msg, 0);
	send_msg(htt, &msg);
}

/* Everything that is sent is heard at once. */
static void transmit(struct htt *htt, struct view msg)
{
	struct view frame = view_after(msg, TX_HEADER_LEN);
	uint16_t control = get16(frame, 0);
	struct frame done = { .len = 0 };
	uint8_t to[MAC_LEN];

	get_mac(frame, 4, to);
	log_line("tx vdev=%u type=%u subtype=%u to=" MAC_FORMAT " len=%u",
		 get16(msg, 2) & 0x3f, control >> 2 & 3, control >> 4 & 15,
		 MAC_ARGS(to), get16(msg, 4));

	put8(&done, T2H_TX_DONE);
	put8(&done, TX_OK);
	put8(&done, 1);
	put8(&done, 0);
	put16(&done, get16(msg, 6));
	put16(&done, 0);
	send_msg(htt, &done);
	air_hear(htt->device, frame);
}

/**
 * htt_receive() - a message of the driver's
 * @htt: the layer
 * @msg: the message
 */
void htt_receive(struct htt *htt, struct view msg)
{
	uint8_t type = get8(msg, 0);

	switch (type) {
	case H2T_VERSION:
		send_version(htt);
		break;
	case H2T_TX_FRAME:
		transmit(htt, msg);
		break;
	case H2T_RX_RING:
	case H2T_AGGREGATION:
		break;
	default:
		log_line("htt-unknown type=%u len=%zu", type, msg.len);
	}
}

/* Its number, or -1. */
static int find_peer(const struct htt *htt, uint32_t vdev,
		     const uint8_t mac[MAC_LEN])
{
	const struct htt_peer *peer;
	int i;

	for (i = 0; i < PEERS_MAX; i++) {
		peer = &htt->peers[i];
		if (peer->used && peer->vdev == vdev &&
		    !memcmp(peer->mac, mac, MAC_LEN))
			return i;
	}
	return -1;
}

/**
 * htt_peer_add() - there is somebody to send to
 * @htt: the layer
 * @vdev: from which interface
 * @mac: whom
 */
void htt_peer_add(struct htt *htt, uint32_t vdev, const uint8_t mac[MAC_LEN])
{
	struct frame msg = { .len = 0 };
	int i;

	for (i = 0; i < PEERS_MAX && htt->peers[i].used; i++)
		;
	if (i == PEERS_MAX) {
		log_line("no-room-for-peer");
		return;
	}

	htt->peers[i].used = true;
	htt->peers[i].vdev = vdev;
	memcpy(htt->peers[i].mac, mac, MAC_LEN);

	put8(&msg, T2H_PEER_MAP);
	put8(&msg, vdev);
	put16(&msg, i);
	put_mem(&msg, mac, MAC_LEN);
	put16(&msg, 0);
	send_msg(htt, &msg);
}

/**
 * htt_peer_del() - there no longer is
 * @htt: the layer
 * @vdev: from which interface
 * @mac: whom
 */
void htt_peer_del(struct htt *htt, uint32_t vdev, const uint8_t mac[MAC_LEN])
{
	int i = find_peer(htt, vdev, mac);
	struct frame msg = { .len = 0 };

	if (i < 0)
		return;

	htt->peers[i].used = false;
	put8(&msg, T2H_PEER_UNMAP);
	put8(&msg, 0);
	put16(&msg, i);
	send_msg(htt, &msg);
}

/**
 * htt_key_installed() - a key is in use now
 * @htt: the layer
 * @vdev: of which interface
 * @mac: for whom
 */
void htt_key_installed(struct htt *htt, uint32_t vdev,
		       const uint8_t mac[MAC_LEN])
{
	int i = find_peer(htt, vdev, mac);
	struct frame msg = { .len = 0 };

	if (i < 0)
		return;

	put8(&msg, T2H_KEY_INSTALLED);
	put8(&msg, 0);
	put16(&msg, i);
	put_zeros(&msg, 8 + 16);
	send_msg(htt, &msg);
}
