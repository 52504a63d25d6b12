// SPDX-License-Identifier: ISC

#include <errno.h>
#include <linux/nl80211.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "air.h"
#include "modules.h"
#include "nl80211.h"
#include "util.h"

#define TUNER AIR_ANTENNA "-tuner"

/**
 * air_interface() - find an interface
 * @name: its name
 *
 * Return: its index.
 */
unsigned int air_interface(const char *name)
{
	unsigned int ifindex = if_nametoindex(name);

	if (!ifindex)
		die("%s: %s", name, strerror(errno));

	return ifindex;
}

/**
 * air_interface_up() - switch an interface on, if it is not
 * @name: its name
 */
void air_interface_up(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	strncpy(request.ifr_name, name, sizeof(request.ifr_name) - 1);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request))
		die("ip link set %s up: %s", name, strerror(errno));
	close(fd);
}

static void set_type(const char *name, enum nl80211_iftype type)
{
	struct nl_msg *msg =
		nl80211_message(NL80211_CMD_SET_INTERFACE, air_interface(name));
	struct nlattr *flags;

	nl80211_put_u32(msg, NL80211_ATTR_IFTYPE, type);
	if (type == NL80211_IFTYPE_MONITOR) {
		/* which answers for its address */
		flags = nla_nest_start(msg, NL80211_ATTR_MNTR_FLAGS);
		if (!flags || nla_put_flag(msg, NL80211_MNTR_FLAG_ACTIVE))
			die("out of memory");
		nla_nest_end(msg, flags);
	}
	nl80211_order(NULL, msg, name);
}

/* Since Linux 6.9 an active monitor has the channel of the plain one beside it. */
static void add_tuner(void)
{
	struct nl_msg *msg = nl80211_message(NL80211_CMD_NEW_INTERFACE,
					     air_interface(AIR_ANTENNA));

	nl80211_put_u32(msg, NL80211_ATTR_IFTYPE, NL80211_IFTYPE_MONITOR);
	nl80211_put(msg, NL80211_ATTR_IFNAME, TUNER, sizeof(TUNER));
	nl80211_order(NULL, msg, "a tuner");
}

static void tune(void)
{
	struct nl_msg *msg =
		nl80211_message(NL80211_CMD_SET_WIPHY, air_interface(TUNER));

	nl80211_put_u32(msg, NL80211_ATTR_WIPHY_FREQ, AIR_FREQ);
	nl80211_put_u32(msg, NL80211_ATTR_CHANNEL_WIDTH,
			NL80211_CHAN_WIDTH_20_NOHT);
	nl80211_order(NULL, msg, "the tuner's channel");
}

/**
 * air_open() - let there be an air, on which nobody sends yet
 *
 * It goes with fresh_cfg80211().
 */
void air_open(void)
{
	load_hwsim();
	set_type(AIR_ANTENNA, NL80211_IFTYPE_MONITOR);
	add_tuner();
	air_interface_up(TUNER);
	air_interface_up(AIR_ANTENNA);
	tune();

	set_type(AIR_AP, NL80211_IFTYPE_AP);
	air_interface_up(AIR_AP);
}
