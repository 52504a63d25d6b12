// SPDX-License-Identifier: ISC

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <netlink/errno.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <stdbool.h>
#include <stdint.h>
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

/**
 * nl80211_message() - begin a command
 * @command: which
 * @ifindex: the interface that it is for, or 0
 *
 * Return: the message, for nl80211_put() and its like, then nl80211_order().
 */
struct nl_msg *nl80211_message(enum nl80211_commands command,
			       unsigned int ifindex)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (!msg || !genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, 0,
				 command, 0))
		die("out of memory");
	if (ifindex)
		nl80211_put_u32(msg, NL80211_ATTR_IFINDEX, ifindex);

	return msg;
}

/**
 * nl80211_put() - add an attribute to a command
 * @msg: the command
 * @attr: which attribute
 * @data: its value
 * @len: the length of that
 */
void nl80211_put(struct nl_msg *msg, enum nl80211_attrs attr, const void *data,
		 size_t len)
{
	if (nla_put(msg, attr, (int)len, data))
		die("out of memory");
}

/**
 * nl80211_put_u32() - add a number to a command
 * @msg: the command
 * @attr: which attribute
 * @value: the number
 */
void nl80211_put_u32(struct nl_msg *msg, enum nl80211_attrs attr,
		     uint32_t value)
{
	nl80211_put(msg, attr, &value, sizeof(value));
}

static int take_end(struct nl_msg *msg, void *arg)
{
	bool *done = arg;

	(void)msg;
	*done = true;
	return NL_STOP;
}

/**
 * nl80211_order() - give a command, and wait until it is obeyed
 * @ear: the listener whose command it is, or NULL
 * @msg: the command, freed here
 * @what: what it is, for who reads why nothing was proven
 */
void nl80211_order(struct nl_sock *ear, struct nl_msg *msg, const char *what)
{
	struct nl_sock *from = ear ? ear : sock;
	bool done = false;
	int err;

	nl_socket_modify_cb(from, NL_CB_ACK, NL_CB_CUSTOM, take_end, &done);
	nl_socket_modify_cb(from, NL_CB_FINISH, NL_CB_CUSTOM, take_end, &done);
	err = nl_send_auto(from, msg);
	nlmsg_free(msg);
	/* some are answered, too, and what a listener hears can come first */
	while (err >= 0 && !done)
		err = nl_recvmsgs_default(from);
	if (err < 0)
		die("%s: %s", what, nl_geterror(err));
}

/**
 * nl80211_ask() - give a command, and take its answers
 * @msg: the command, freed here
 * @take: called with each answer
 * @arg: for @take
 * @what: what it is, for who reads why nothing was proven
 */
void nl80211_ask(struct nl_msg *msg,
		 int (*take)(struct nl_msg *answer, void *arg), void *arg,
		 const char *what)
{
	nl_socket_modify_cb(sock, NL_CB_VALID, NL_CB_CUSTOM, take, arg);
	nl80211_order(NULL, msg, what);
	nl_socket_modify_cb(sock, NL_CB_VALID, NL_CB_DEFAULT, NULL, NULL);
}

/**
 * nl80211_listen() - begin to listen to what cfg80211 has to tell
 * @hear: called with each message, by nl_recvmsgs_default()
 *
 * Return: the listener, to be freed with nl_socket_free().
 */
struct nl_sock *nl80211_listen(int (*hear)(struct nl_msg *msg, void *unused))
{
	struct nl_sock *ear = nl_socket_alloc();
	int err;

	if (!ear)
		die("out of memory");
	nl_socket_disable_seq_check(ear);
	nl_socket_modify_cb(ear, NL_CB_VALID, NL_CB_CUSTOM, hear, NULL);
	err = genl_connect(ear);
	if (err)
		die("netlink: %s", nl_geterror(err));

	return ear;
}

/**
 * nl80211_listen_to() - listen to a group of events, too
 * @ear: the listener
 * @group: the group
 */
void nl80211_listen_to(struct nl_sock *ear, const char *group)
{
	int err = genl_ctrl_resolve_grp(sock, NL80211_GENL_NAME, group);

	if (err >= 0)
		err = nl_socket_add_membership(ear, err);
	if (err < 0)
		die("nl80211's %s: %s", group, nl_geterror(err));
}

/**
 * nl80211_set_country() - what "iw reg set" says
 * @alpha2: the country, or 00
 */
void nl80211_set_country(const char *alpha2)
{
	struct nl_msg *msg = nl80211_message(NL80211_CMD_REQ_SET_REG, 0);

	nl80211_put(msg, NL80211_ATTR_REG_ALPHA2, alpha2, strlen(alpha2) + 1);
	nl80211_order(NULL, msg, "iw reg set");
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
	struct nl_msg *msg = nl80211_message(NL80211_CMD_GET_REG, 0);
	struct domain domain = { .dfs_region = NL80211_DFS_UNSET };

	nl80211_ask(msg, take_domain, &domain, "iw reg get");
	if (!domain.alpha2[0])
		die("iw reg get: no domain");

	memcpy(alpha2, domain.alpha2, 3);
	*dfs_region = domain.dfs_region;
}
