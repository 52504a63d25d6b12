// SPDX-License-Identifier: ISC

#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <string.h>

#include "nl80211.h"
#include "util.h"

static struct nl_sock *sock;
static int family;

/**
 * nl80211_open() - find nl80211, anew whenever cfg80211 has been loaded
 */
void nl80211_open(void)
{
	int err;

	sock = nl_socket_alloc();
	if (!sock)
		die("out of memory");
	err = genl_connect(sock);
	if (err)
		die("netlink: %s", nl_geterror(err));
	family = genl_ctrl_resolve(sock, NL80211_GENL_NAME);
	if (family < 0)
		die("nl80211: %s", nl_geterror(family));
}

/**
 * nl80211_close() - let go of it, so that cfg80211 can go
 */
void nl80211_close(void)
{
	nl_socket_free(sock);
	sock = NULL;
}

static struct nl_msg *message(enum nl80211_commands command)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (!msg || !genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, 0,
				 command, 0))
		die("out of memory");

	return msg;
}

/**
 * nl80211_set_country() - what "iw reg set" says
 * @alpha2: the country, or 00
 */
void nl80211_set_country(const char *alpha2)
{
	struct nl_msg *msg = message(NL80211_CMD_REQ_SET_REG);
	int err;

	if (nla_put_string(msg, NL80211_ATTR_REG_ALPHA2, alpha2))
		die("out of memory");

	err = nl_send_sync(sock, msg);
	if (err < 0)
		die("iw reg set %s: %s", alpha2, nl_geterror(err));
}

struct domain {
	char alpha2[3];
	unsigned int dfs_region;
};

static int take_domain(struct nl_msg *msg, void *arg)
{
	struct domain *domain = arg;
	struct nlattr *attr;

	attr = nlmsg_find_attr(nlmsg_hdr(msg), GENL_HDRLEN,
			       NL80211_ATTR_REG_ALPHA2);
	if (!attr)
		return NL_SKIP;
	memcpy(domain->alpha2, nla_data(attr), 2);

	attr = nlmsg_find_attr(nlmsg_hdr(msg), GENL_HDRLEN,
			       NL80211_ATTR_DFS_REGION);
	domain->dfs_region = attr ? nla_get_u8(attr) : NL80211_DFS_UNSET;

	return NL_OK;
}

/**
 * nl80211_get_country() - what "iw reg get" says of the global domain
 * @alpha2: the country in force
 * @dfs_region: the DFS region of its rules
 */
void nl80211_get_country(char alpha2[3], unsigned int *dfs_region)
{
	struct nl_msg *msg = message(NL80211_CMD_GET_REG);
	struct domain domain = { .dfs_region = NL80211_DFS_UNSET };
	int err;

	nl_socket_modify_cb(sock, NL_CB_VALID, NL_CB_CUSTOM, take_domain,
			    &domain);
	err = nl_send_auto(sock, msg);
	nlmsg_free(msg);
	if (err >= 0)
		err = nl_recvmsgs_default(sock);
	if (err >= 0)
		err = nl_wait_for_ack(sock);
	if (err < 0)
		die("iw reg get: %s", nl_geterror(err));
	if (!domain.alpha2[0])
		die("iw reg get: no domain");

	memcpy(alpha2, domain.alpha2, 3);
	*dfs_region = domain.dfs_region;
}
