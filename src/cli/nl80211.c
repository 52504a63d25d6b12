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
#include <stdint.h>
#include <string.h>

#include "nl80211.h"
#include "util.h"

/**
 * struct question - a dump, and what becomes of each answer
 * @command: nl80211's command
 * @flag: an attribute without a value to be sent along, or 0
 * @parse: takes an answer
 */
struct question {
	uint8_t command;
	int flag;
	void (*parse)(struct wiphys *wiphys, struct nlattr *attrs, int len);
};

static const struct question questions[] = {
	{ NL80211_CMD_GET_WIPHY, NL80211_ATTR_SPLIT_WIPHY_DUMP,
	  nl80211_parse_wiphy },
	{ NL80211_CMD_GET_REG, 0, nl80211_parse_domain },
};

struct asking {
	struct wiphys *wiphys;
	const struct question *question;
};

static int take(struct nl_msg *msg, void *arg)
{
	struct genlmsghdr *header = nlmsg_data(nlmsg_hdr(msg));
	struct asking *asking = arg;

	asking->question->parse(asking->wiphys, genlmsg_attrdata(header, 0),
				genlmsg_attrlen(header, 0));
	return NL_OK;
}

static int ask(struct nl_sock *sock, int family, struct asking *asking)
{
	struct nl_msg *msg = nlmsg_alloc();
	int err = -NLE_NOMEM;

	if (!msg)
		return err;

	if (genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, NLM_F_DUMP,
			asking->question->command, 0) &&
	    (!asking->question->flag ||
	     !nla_put_flag(msg, asking->question->flag))) {
		nl_socket_modify_cb(sock, NL_CB_VALID, NL_CB_CUSTOM, take,
				    asking);
		err = nl_send_auto(sock, msg);
		if (err >= 0)
			err = nl_recvmsgs_default(sock);
	}
	nlmsg_free(msg);

	return err;
}

/**
 * nl80211_read() - ask for all radios and the country in force
 * @wiphys: is given them; none where cfg80211 isn't loaded
 *
 * Return: NULL, or what went wrong.
 */
const char *nl80211_read(struct wiphys *wiphys)
{
	struct asking asking = { .wiphys = wiphys };
	struct nl_sock *sock;
	int err, family;
	size_t i;

	memset(wiphys, 0, sizeof(*wiphys));
	sock = nl_socket_alloc();
	if (!sock)
		return nl_geterror(NLE_NOMEM);

	err = genl_connect(sock);
	if (!err) {
		family = genl_ctrl_resolve(sock, NL80211_GENL_NAME);
		for (i = 0; !err && family >= 0 && i < ARRAY_SIZE(questions);
		     i++) {
			asking.question = &questions[i];
			err = ask(sock, family, &asking);
		}
	}
	nl_socket_free(sock);

	return err < 0 ? nl_geterror(err) : NULL;
}
