// SPDX-License-Identifier: ISC
/*
 * What hostapd is to an open access point, as far as a station has to do with
 * it that never sends data: its beacons, and the answers to who wants to join.
 * Without a process and a file of settings it is there in no time.
 */

#include <endian.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/if_ether.h>
#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/errno.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "air.h"
#include "ap.h"
#include "nl80211.h"
#include "util.h"

/* In units of 1024 us: a station that listens hears one of five. */
#define BEACON_INTERVAL 20

/* in the order of a frame's bits */
#define ASSOC_REQUEST 0x0000
#define ASSOC_RESPONSE 0x0010
#define BEACON 0x0080
#define AUTH 0x00b0
#define DEAUTH 0x00c0
#define STYPE 0x00fc

#define CAPABILITIES 0x0001 /* an access point, open */
#define ASSOCIATION_ID 0xc001
#define DEAUTH_LEAVING 3

struct header {
	uint16_t frame_control;
	uint16_t duration;
	uint8_t to[ETH_ALEN];
	uint8_t from[ETH_ALEN];
	uint8_t bssid[ETH_ALEN];
	uint16_t sequence;
} __attribute__((packed));

/* 1, 2, 5.5 and 11 Mb/s are for everybody, 6, 12, 24 and 54 Mb/s for who can. */
#define RATES 1, 8, 0x82, 0x84, 0x8b, 0x96, 12, 24, 48, 108

/* A beacon up to the map of who sleeps, which is mac80211's. */
struct beacon_head {
	struct header header;
	uint64_t timestamp;
	uint16_t interval;
	uint16_t capabilities;
	uint8_t ssid[2 + sizeof(AIR_SSID) - 1];
	uint8_t rates[10];
	uint8_t channel[3];
} __attribute__((packed));

static uint8_t address[ETH_ALEN], station[ETH_ALEN];
static struct nl_sock *ear;

static struct header header(uint16_t frame_control, const uint8_t *to)
{
	struct header header = { .frame_control = htole16(frame_control) };

	memcpy(header.to, to, ETH_ALEN);
	memcpy(header.from, address, ETH_ALEN);
	memcpy(header.bssid, address, ETH_ALEN);

	return header;
}

static void put_beacon(struct nl_msg *msg, const char *alpha2)
{
	static const uint8_t everybody[ETH_ALEN] = { 255, 255, 255,
						     255, 255, 255 };
	const struct beacon_head head = {
		.header = header(BEACON, everybody),
		.interval = htole16(BEACON_INTERVAL),
		.capabilities = htole16(CAPABILITIES),
		.ssid = { 0, sizeof(AIR_SSID) - 1, 'a', 'i', 'r' },
		.rates = { RATES },
		.channel = { 3, 1, 6 },
	};
	/* country, everywhere in it, channels 1 to 13 with 20 dBm */
	const uint8_t tail[] = { 7, 6, alpha2[0], alpha2[1], ' ', 1, 13, 20 };

	nl80211_put(msg, NL80211_ATTR_BEACON_HEAD, &head, sizeof(head));
	nl80211_put(msg, NL80211_ATTR_BEACON_TAIL, tail, sizeof(tail));
}

static void send_frame(const void *frame, size_t len)
{
	struct nl_msg *msg =
		nl80211_message(NL80211_CMD_FRAME, air_interface(AIR_AP));

	nl80211_put_u32(msg, NL80211_ATTR_WIPHY_FREQ, AIR_FREQ);
	nl80211_put(msg, NL80211_ATTR_FRAME, frame, len);
	nl80211_put(msg, NL80211_ATTR_DONT_WAIT_FOR_ACK, NULL, 0);
	nl80211_order(NULL, msg, "a frame of the access point's");
}

static void authenticate(void)
{
	const struct {
		struct header header;
		uint16_t algorithm;
		uint16_t transaction;
		uint16_t status;
	} __attribute__((packed)) frame = {
		.header = header(AUTH, station),
		.transaction = htole16(2),
	};

	send_frame(&frame, sizeof(frame));
}

static void associate(void)
{
	const struct {
		struct header header;
		uint16_t capabilities;
		uint16_t status;
		uint16_t id;
		uint8_t rates[10];
	} __attribute__((packed)) frame = {
		.header = header(ASSOC_RESPONSE, station),
		.capabilities = htole16(CAPABILITIES),
		.id = htole16(ASSOCIATION_ID),
		.rates = { RATES },
	};

	send_frame(&frame, sizeof(frame));
}

static int hear(struct nl_msg *msg, void *unused)
{
	struct nlattr *attr = nlmsg_find_attr(nlmsg_hdr(msg), GENL_HDRLEN,
					      NL80211_ATTR_FRAME);
	const struct header *frame;

	(void)unused;
	if (!attr || nla_len(attr) < (int)sizeof(*frame))
		return NL_SKIP;

	frame = nla_data(attr);
	memcpy(station, frame->from, ETH_ALEN);
	if ((le16toh(frame->frame_control) & STYPE) == AUTH)
		authenticate();
	else
		associate();

	return NL_OK;
}

static void hear_frames(uint16_t type)
{
	struct nl_msg *msg = nl80211_message(NL80211_CMD_REGISTER_FRAME,
					     air_interface(AIR_AP));

	nl80211_put(msg, NL80211_ATTR_FRAME_TYPE, &type, sizeof(type));
	nl80211_put(msg, NL80211_ATTR_FRAME_MATCH, NULL, 0);
	nl80211_order(ear, msg, "to hear stations");
}

static void find_address(void)
{
	struct ifreq request = { .ifr_name = AIR_AP };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || ioctl(fd, SIOCGIFHWADDR, &request))
		die(AIR_AP ": %s", strerror(errno));
	close(fd);
	memcpy(address, request.ifr_hwaddr.sa_data, ETH_ALEN);
}

/**
 * ap_start() - the access point is on the air, or changes its country there
 * @alpha2: the country that it says it is in
 */
void ap_start(const char *alpha2)
{
	bool starts = !ear;
	struct nl_msg *msg;

	if (starts) {
		find_address();
		ear = nl80211_listen(hear);
		hear_frames(AUTH);
		hear_frames(ASSOC_REQUEST);
	}

	msg = nl80211_message(starts ? NL80211_CMD_START_AP :
				       NL80211_CMD_SET_BEACON,
			      air_interface(AIR_AP));
	put_beacon(msg, alpha2);
	if (starts) {
		nl80211_put(msg, NL80211_ATTR_SSID, AIR_SSID,
			    sizeof(AIR_SSID) - 1);
		nl80211_put_u32(msg, NL80211_ATTR_BEACON_INTERVAL,
				BEACON_INTERVAL);
		nl80211_put_u32(msg, NL80211_ATTR_DTIM_PERIOD, 1);
		nl80211_put_u32(msg, NL80211_ATTR_WIPHY_FREQ, AIR_FREQ);
		nl80211_put_u32(msg, NL80211_ATTR_CHANNEL_WIDTH,
				NL80211_CHAN_WIDTH_20_NOHT);
	}
	nl80211_order(NULL, msg, "an access point");
}

/**
 * ap_stop() - the access point is no longer on the air
 */
void ap_stop(void)
{
	nl80211_order(NULL,
		      nl80211_message(NL80211_CMD_STOP_AP,
				      air_interface(AIR_AP)),
		      "no access point");
	ap_forget();
}

/**
 * ap_forget() - the access point is gone with its radio, if there was one
 */
void ap_forget(void)
{
	nl_socket_free(ear);
	ear = NULL;
}

/**
 * ap_fd() - what to wait for while a station joins
 *
 * Return: a file that can be read when ap_answer() has to be called.
 */
int ap_fd(void)
{
	return nl_socket_get_fd(ear);
}

/**
 * ap_answer() - hear what a station wants, and grant it
 */
void ap_answer(void)
{
	int err = nl_recvmsgs_default(ear);

	if (err < 0)
		die("the access point: %s", nl_geterror(err));
}

/**
 * ap_send_away() - send the station away that has joined
 */
void ap_send_away(void)
{
	const struct {
		struct header header;
		uint16_t reason;
	} __attribute__((packed)) frame = {
		.header = header(DEAUTH, station),
		.reason = htole16(DEAUTH_LEAVING),
	};

	send_frame(&frame, sizeof(frame));
}
