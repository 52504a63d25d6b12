/* SPDX-License-Identifier: ISC */
/* What the kernel says of its radios and of the country in force. */

#ifndef NL80211_H
#define NL80211_H

#include <netlink/attr.h>
#include <stdbool.h>
#include <stddef.h>

#include "channel.h"

#define WIPHYS_MAX 32
#define WIPHY_NAME_MAX 32

/**
 * struct wiphy - a radio as nl80211 describes it
 * @index: its number
 * @name: such as phy0, printable
 * @entry: the same, whatever bytes it has: in /sys and in the kernel log
 * @channels: as they are now
 * @self_managed: its firmware makes the rules
 * @alpha2: of rules of its own, else empty
 */
struct wiphy {
	unsigned int index;
	char name[WIPHY_NAME_MAX];
	char entry[WIPHY_NAME_MAX];
	struct channels channels;
	bool self_managed;
	char alpha2[3];
};

/**
 * struct wiphys - all of them
 * @n: how many
 * @wiphy: they
 * @alpha2: the country in force, for all that have no rules of their own
 * @dfs_region: the DFS region of its rules
 */
struct wiphys {
	size_t n;
	struct wiphy wiphy[WIPHYS_MAX];
	char alpha2[3];
	unsigned int dfs_region;
};

void nl80211_parse_wiphy(struct wiphys *wiphys, struct nlattr *attrs, int len);
void nl80211_parse_domain(struct wiphys *wiphys, struct nlattr *attrs, int len);
const char *nl80211_read(struct wiphys *wiphys);

#endif /* NL80211_H */
