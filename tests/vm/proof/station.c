// SPDX-License-Identifier: ISC

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <netlink/errno.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "air.h"
#include "ap.h"
#include "nl80211.h"
#include "station.h"
#include "util.h"

/* No matter how busy the machine is. */
#define DEADLINE_SECONDS 60

/**
 * struct awaited - what is to be heard of the station
 * @event: of cfg80211's events
 * @heard: it was
 * @status: that it came with, 0: success
 */
static struct awaited {
	enum nl80211_commands event;
	bool heard;
	unsigned int status;
} awaited;

static int hear(struct nl_msg *msg, void *unused)
{
	struct nlmsghdr *header = nlmsg_hdr(msg);
	const struct genlmsghdr *event = nlmsg_data(header);
	struct nlattr *attr;

	(void)unused;
	attr = nlmsg_find_attr(header, GENL_HDRLEN, NL80211_ATTR_IFINDEX);
	if (event->cmd != awaited.event || !attr ||
	    nla_get_u32(attr) != air_interface(AIR_STATION))
		return NL_SKIP;

	awaited.heard = true;
	attr = nlmsg_find_attr(header, GENL_HDRLEN, NL80211_ATTR_STATUS_CODE);
	awaited.status = attr ? nla_get_u16(attr) : 0;

	return NL_OK;
}

static struct nl_sock *listen_to(const char *group)
{
	struct nl_sock *ear = nl80211_listen(hear);

	nl80211_listen_to(ear, group);
	return ear;
}

/* The access point answers while the station waits. */
static void wait_for(struct nl_sock *ear, enum nl80211_commands event,
		     const char *what)
{
	struct pollfd files[] = {
		{ .fd = nl_socket_get_fd(ear), .events = POLLIN },
		{ .fd = ap_fd(), .events = POLLIN },
	};
	double deadline = now() + DEADLINE_SECONDS;
	int err = 0;

	awaited = (struct awaited){ .event = event };
	while (!awaited.heard && err >= 0 && now() < deadline) {
		if (poll(files, ARRAY_SIZE(files), 1000) < 0)
			die("poll: %s", strerror(errno));
		if (files[1].revents)
			ap_answer();
		if (files[0].revents)
			err = nl_recvmsgs_default(ear);
	}
	if (err < 0)
		die("%s: %s", what, nl_geterror(err));
	if (!awaited.heard || awaited.status)
		die("%s: %s, status %u", what,
		    awaited.heard ? "refused" : "not heard of", awaited.status);

	/* who is told is told first: now it has also been acted upon */
	nl80211_order(NULL,
		      nl80211_message(NL80211_CMD_GET_INTERFACE,
				      air_interface(AIR_STATION)),
		      what);
}

/* Nothing is known but what is on the air now. */
static void scan(void)
{
	const uint32_t channel = AIR_FREQ;
	struct nl_sock *ear = listen_to(NL80211_MULTICAST_GROUP_SCAN);
	struct nl_msg *msg = nl80211_message(NL80211_CMD_TRIGGER_SCAN,
					     air_interface(AIR_STATION));
	struct nlattr *channels;

	channels = nla_nest_start(msg, NL80211_ATTR_SCAN_FREQUENCIES);
	if (!channels || nla_put(msg, 0, sizeof(channel), &channel))
		die("out of memory");
	nla_nest_end(msg, channels);
	nl80211_put_u32(msg, NL80211_ATTR_SCAN_FLAGS, NL80211_SCAN_FLAG_FLUSH);
	nl80211_order(NULL, msg, "to scan");
	wait_for(ear, NL80211_CMD_NEW_SCAN_RESULTS, "a scan");
	nl_socket_free(ear);
}

/**
 * struct sought - an access point that should have been heard
 * @country: the beginning of its country element
 * @heard: it was
 */
struct sought {
	uint8_t country[4];
	bool heard;
};

static int take_bss(struct nl_msg *msg, void *arg)
{
	struct nlattr *bss[NL80211_BSS_MAX + 1], *elements;
	struct sought *sought = arg;

	elements =
		nlmsg_find_attr(nlmsg_hdr(msg), GENL_HDRLEN, NL80211_ATTR_BSS);
	if (!elements || nla_parse_nested(bss, NL80211_BSS_MAX, elements, NULL))
		return NL_SKIP;
	elements = bss[NL80211_BSS_INFORMATION_ELEMENTS];
	if (elements && memmem(nla_data(elements), nla_len(elements),
			       sought->country, sizeof(sought->country)))
		sought->heard = true;

	return NL_OK;
}

static bool hears(const char *alpha2)
{
	struct nl_msg *msg = nl80211_message(NL80211_CMD_GET_SCAN,
					     air_interface(AIR_STATION));
	struct sought sought = { .country = { 7, 6, alpha2[0], alpha2[1] } };

	nlmsg_hdr(msg)->nlmsg_flags |= NLM_F_DUMP;
	nl80211_ask(msg, take_bss, &sought, "what was heard");
	return sought.heard;
}

/*
 * mac80211 listens for a ninth of a second, in which a machine that is busy
 * enough does nothing else, sending beacons least of all.
 */
static void listen_for(const char *alpha2)
{
	double deadline = now() + DEADLINE_SECONDS;

	do {
		if (now() > deadline)
			die("an access point of %s is not heard", alpha2);
		scan();
	} while (!hears(alpha2));
}

static void join_heard(void)
{
	struct nl_sock *ear = listen_to(NL80211_MULTICAST_GROUP_MLME);
	struct nl_msg *msg = nl80211_message(NL80211_CMD_CONNECT,
					     air_interface(AIR_STATION));

	nl80211_put(msg, NL80211_ATTR_SSID, AIR_SSID, sizeof(AIR_SSID) - 1);
	nl80211_put_u32(msg, NL80211_ATTR_WIPHY_FREQ, AIR_FREQ);
	nl80211_order(NULL, msg, "to connect");
	wait_for(ear, NL80211_CMD_CONNECT, "the access point's answer");
	nl_socket_free(ear);
}

/**
 * station_join() - join the access point
 * @alpha2: the country that it says it is in
 */
void station_join(const char *alpha2)
{
	air_interface_up(AIR_STATION);
	listen_for(alpha2);
	join_heard();
}

/**
 * station_leave() - leave it
 */
void station_leave(void)
{
	nl80211_order(NULL,
		      nl80211_message(NL80211_CMD_DISCONNECT,
				      air_interface(AIR_STATION)),
		      "to disconnect");
}

/**
 * station_is_sent_away() - the access point wants it no longer
 */
void station_is_sent_away(void)
{
	struct nl_sock *ear = listen_to(NL80211_MULTICAST_GROUP_MLME);

	ap_send_away();
	wait_for(ear, NL80211_CMD_DISCONNECT, "the station's leave");
	nl_socket_free(ear);
}
