// SPDX-License-Identifier: ISC
/*
 * user_regd=SE: ask cfg80211 for the user's country, as the user.
 *
 * regulatory_hint() is no help here. What it asks for is the driver's wish:
 * met by an earlier request of the user's it is intersected with it, after
 * which cfg80211 ignores every later request of the user's; and it leaves
 * rules of its own on the wiphy, which come back when the core restores its
 * settings, also after the user has chosen "00". The module parameter is the
 * user's word, so it takes the way of the user's word: the message that
 * "iw reg set" sends, NL80211_CMD_REQ_SET_REG, from a socket of the kernel's.
 * A later request of the user's then simply wins, and cfg80211 itself brings
 * the country back after a restore.
 *
 * Only a user's request outranks the starting country. Another driver's hint
 * gives way to it, so it is asked for all the same. cfg80211 would intersect
 * it with an access point's country, and ignores it once two hints have been
 * intersected ("98"): then it waits until the core restores its settings.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/net.h>
#include <linux/nl80211.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/netlink.h>

#include "user_hint.h"

/* The longest answer is nl80211's family with its table of operations. */
#define ANSWER_MAX SZ_16K

/*
 * How long cfg80211 may take for the starting country: it gives up after three
 * seconds of its own, and a machine that boots is busy.
 */
#define PATIENCE (6 * HZ)

/* What has become of the starting country. Under the RTNL, as are the next. */
static enum {
	/* No user has asked for anything yet. */
	START_DUE,
	/* On its way to cfg80211, for as long as PATIENCE at most. */
	START_ASKED,
	/* A user's country is in force, this or another one. */
	START_OVER,
} start;

/* The country that the work is to ask for; empty: none. */
static char wanted[3];

/* The country that was asked for last. */
static char asked[3];

/* The country of a user that was faster than the starting country. */
static char overtaken[3];

/**
 * genl_ask() - send one generic netlink request, take the first answer
 * @sock: a generic netlink socket
 * @type: the family's number
 * @cmd: the family's command
 * @flags: NLM_F_ACK for a command that answers with no more than its status
 * @attr: the number of the one attribute
 * @text: the attribute, a string
 * @answer: the first answer; ANSWER_MAX bytes
 *
 * Requests to the kernel are worked off before sendmsg() returns, so an
 * answer that is not there then will not come.
 *
 * Context: Process context, takes the RTNL inside of nl80211.
 * Return: the length of the answer, or a negative errno.
 */
static int genl_ask(struct socket *sock, u16 type, u8 cmd, u16 flags, int attr,
		    const char *text, struct nlmsghdr *answer)
{
	/* An explicit address makes netlink check the task's capabilities,
	 * not those of the file that a socket of the kernel's doesn't have.
	 */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = {
		.msg_name = &kernel,
		.msg_namelen = sizeof(kernel),
	};
	struct genlmsghdr *genl;
	struct nlmsghdr *nlh;
	struct sk_buff *skb;
	struct kvec vec;
	int len;

	skb = nlmsg_new(GENL_HDRLEN + nla_total_size(strlen(text) + 1),
			GFP_KERNEL);
	if (!skb)
		return -ENOMEM;

	nlh = nlmsg_put(skb, 0, 0, type, GENL_HDRLEN, NLM_F_REQUEST | flags);
	genl = nlmsg_data(nlh);
	memset(genl, 0, GENL_HDRLEN);
	genl->cmd = cmd;
	genl->version = 1;
	len = nla_put_string(skb, attr, text);
	if (!len) {
		nlmsg_end(skb, nlh);
		vec.iov_base = skb->data;
		vec.iov_len = skb->len;
		len = kernel_sendmsg(sock, &msg, &vec, 1, vec.iov_len);
	}
	kfree_skb(skb);
	if (len < 0)
		return len;

	memset(&msg, 0, sizeof(msg));
	vec.iov_base = answer;
	vec.iov_len = ANSWER_MAX;
	len = kernel_recvmsg(sock, &msg, &vec, 1, vec.iov_len, MSG_DONTWAIT);
	if (len < 0)
		return len;
	if (!nlmsg_ok(answer, len))
		return -EBADMSG;
	if (answer->nlmsg_type == NLMSG_ERROR)
		return nlmsg_len(answer) < (int)sizeof(int) ?
			       -EBADMSG :
			       *(int *)nlmsg_data(answer);
	return len;
}

/**
 * user_hint_send() - what "iw reg set" does
 * @sock: a generic netlink socket
 * @alpha2: ISO 3166 alpha-2, upper case
 * @answer: a buffer of ANSWER_MAX bytes
 *
 * Context: Process context, takes the RTNL inside of nl80211.
 * Return: 0 when cfg80211 has taken the request, or a negative errno.
 */
static int user_hint_send(struct socket *sock, const char *alpha2,
			  struct nlmsghdr *answer)
{
	const struct nlattr *id;
	int len;

	len = genl_ask(sock, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0,
		       CTRL_ATTR_FAMILY_NAME, NL80211_GENL_NAME, answer);
	if (len < 0)
		return len;

	id = nlmsg_find_attr(answer, GENL_HDRLEN, CTRL_ATTR_FAMILY_ID);
	if (!id || nla_len(id) < (int)sizeof(u16))
		return -EBADMSG;

	len = genl_ask(sock, nla_get_u16(id), NL80211_CMD_REQ_SET_REG,
		       NLM_F_ACK, NL80211_ATTR_REG_ALPHA2, alpha2, answer);
	return len < 0 ? len : 0;
}

static int user_hint_ask(const char *alpha2)
{
	struct nlmsghdr *answer = kmalloc(ANSWER_MAX, GFP_KERNEL);
	struct socket *sock;
	int err;

	if (!answer)
		return -ENOMEM;

	err = sock_create_kern(&init_net, AF_NETLINK, SOCK_RAW, NETLINK_GENERIC,
			       &sock);
	if (!err) {
		err = user_hint_send(sock, alpha2, answer);
		sock_release(sock);
	}
	kfree(answer);

	return err;
}

/* cfg80211 has dropped it. When its settings are restored it is asked again. */
static void patience_fn(struct work_struct *work)
{
	rtnl_lock();
	if (start == START_ASKED) {
		start = overtaken[0] ? START_OVER : START_DUE;
		if (start == START_DUE)
			pr_err("country %s is not in force: the regulatory database lacks it or can't be read, or another driver's hint stands in its way\n",
			       asked);
	}
	rtnl_unlock();
}

static DECLARE_DELAYED_WORK(patience, patience_fn);

/*
 * Under the RTNL cfg80211 is between two requests: a restore of its settings
 * has by then brought back what a user asked for earlier.
 */
static void ask_fn(struct work_struct *work)
{
	char alpha2[sizeof(wanted)];
	int err;

	rtnl_lock();
	memcpy(alpha2, wanted, sizeof(alpha2));
	wanted[0] = '\0';
	if (alpha2[0]) {
		memcpy(asked, alpha2, sizeof(asked));
		if (start == START_DUE)
			start = START_ASKED;
	}
	rtnl_unlock();
	if (!alpha2[0])
		return;

	err = user_hint_ask(alpha2);
	if (!err) {
		cancel_delayed_work(&patience);
		schedule_delayed_work(&patience, PATIENCE);
		return;
	}

	pr_err("could not ask for country %s (%d); set it with: iw reg set %s\n",
	       alpha2, err, alpha2);
	rtnl_lock();
	start = START_OVER;
	rtnl_unlock();
}

static DECLARE_WORK(ask, ask_fn);

/*
 * nl80211 takes the RTNL, which cfg80211 holds while it calls a regulatory
 * notifier: hence from a work item. Errors end in the kernel log; the country
 * then stays as it is.
 */
static void queue(const char *alpha2)
{
	strscpy(wanted, alpha2, sizeof(wanted));
	schedule_work(&ask);
}

static void follow_user(const char *alpha2, const char *users)
{
	/* In between: what is on its way would overrule the user. */
	if (start == START_ASKED && memcmp(alpha2, users, 2)) {
		memcpy(overtaken, users, 2);
		return;
	}

	start = START_OVER;
	wanted[0] = '\0';
	if (overtaken[0])
		queue(overtaken);
}

/**
 * user_hint_follow() - ask for the starting country at the moment for it
 * @alpha2: the starting country, upper case; empty when there is none
 * @request: the request that has come into force
 *
 * Context: The regulatory notifier, under the RTNL.
 */
void user_hint_follow(const char *alpha2,
		      const struct regulatory_request *request)
{
	if (!alpha2[0] || start == START_OVER)
		return;

	if (request->initiator == NL80211_REGDOM_SET_BY_USER) {
		follow_user(alpha2, request->alpha2);
		return;
	}

	/* cfg80211 would intersect or ignore it, or there is nothing to ask. */
	if (request->initiator == NL80211_REGDOM_SET_BY_COUNTRY_IE ||
	    request->intersect || !memcmp(request->alpha2, alpha2, 2)) {
		start = overtaken[0] ? START_OVER : START_DUE;
		wanted[0] = '\0';
	} else if (start == START_DUE) {
		queue(alpha2);
	}
}

/* No driver is left that could queue, but what was queued may be running. */
static void __exit user_hint_exit(void)
{
	cancel_work_sync(&ask);
	cancel_delayed_work_sync(&patience);
}
module_exit(user_hint_exit);
