/* SPDX-License-Identifier: ISC */
/* What the user says to cfg80211, and what it answers, over nl80211. */

#ifndef PROOF_NL80211_H
#define PROOF_NL80211_H

#include <linux/nl80211.h>
#include <netlink/netlink.h>
#include <stddef.h>
#include <stdint.h>

void nl80211_open(void);
void nl80211_close(void);
struct nl_msg *nl80211_message(enum nl80211_commands command,
			       unsigned int ifindex);
void nl80211_put(struct nl_msg *msg, enum nl80211_attrs attr, const void *data,
		 size_t len);
void nl80211_put_u32(struct nl_msg *msg, enum nl80211_attrs attr,
		     uint32_t value);
void nl80211_order(struct nl_sock *ear, struct nl_msg *msg, const char *what);
void nl80211_ask(struct nl_msg *msg,
		 int (*take)(struct nl_msg *answer, void *arg), void *arg,
		 const char *what);
struct nl_sock *nl80211_listen(int (*hear)(struct nl_msg *msg, void *unused));
void nl80211_listen_to(struct nl_sock *ear, const char *group);
void nl80211_set_country(const char *alpha2);
void nl80211_get_country(char alpha2[3], unsigned int *dfs_region);

#endif /* PROOF_NL80211_H */
