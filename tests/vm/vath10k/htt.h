/* SPDX-License-Identifier: ISC */
/* Host target transport: frames for the air, and the peers they are for. */

#ifndef HTT_H
#define HTT_H

#include <stdbool.h>

#include "bytes.h"

struct device;

/* What a QCA9377 on USB has room for. */
#define PEERS_MAX 16

/**
 * struct htt_peer - who can be sent to
 * @used: whether there is one
 * @vdev: the interface that it belongs to
 * @mac: its address
 */
struct htt_peer {
	bool used;
	uint32_t vdev;
	uint8_t mac[MAC_LEN];
};

/**
 * struct htt - the layer
 * @device: the radio
 * @peers: the peers; the driver knows each by its number here
 */
struct htt {
	struct device *device;
	struct htt_peer peers[PEERS_MAX];
};

void htt_reset(struct htt *htt, struct device *device);
void htt_receive(struct htt *htt, struct view msg);
void htt_peer_add(struct htt *htt, uint32_t vdev, const uint8_t mac[MAC_LEN]);
void htt_peer_del(struct htt *htt, uint32_t vdev, const uint8_t mac[MAC_LEN]);
void htt_key_installed(struct htt *htt, uint32_t vdev,
		       const uint8_t mac[MAC_LEN]);

#endif /* HTT_H */
