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
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/net.h>
#include <linux/nl80211.h>
#include <linux/workqueue.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/netlink.h>

#include "user_hint.h"

/* The longest answer is nl80211's family with its table of operations. */
#define ANSWER_MAX SZ_16K

static char user_hint_alpha2[3];

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
 * @answer: a buffer of ANSWER_MAX bytes
 *
 * Context: Process context, takes the RTNL inside of nl80211.
 * Return: 0 when cfg80211 has taken the request, or a negative errno.
 */
static int user_hint_send(struct socket *sock, struct nlmsghdr *answer)
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
		       NLM_F_ACK, NL80211_ATTR_REG_ALPHA2, user_hint_alpha2,
		       answer);
	return len < 0 ? len : 0;
}

static void user_hint_work_fn(struct work_struct *work)
{
	struct nlmsghdr *answer = kmalloc(ANSWER_MAX, GFP_KERNEL);
	struct socket *sock;
	int err = -ENOMEM;

	if (!answer)
		goto out;

	err = sock_create_kern(&init_net, AF_NETLINK, SOCK_RAW, NETLINK_GENERIC,
			       &sock);
	if (err)
		goto out;

	err = user_hint_send(sock, answer);
	sock_release(sock);
out:
	kfree(answer);
	if (err)
		pr_err("could not ask for country %s (%d); set it with: iw reg set %s\n",
		       user_hint_alpha2, err, user_hint_alpha2);
}

static DECLARE_WORK(user_hint_work, user_hint_work_fn);

/**
 * user_hint_queue() - make a user's request for a country, soon
 * @alpha2: ISO 3166 alpha-2, upper case
 *
 * nl80211 takes the RTNL, which cfg80211 holds while it calls a regulatory
 * notifier: hence from a work item. Errors end in the kernel log; the country
 * then stays as it is.
 *
 * Context: Any; the caller calls it once in the life of the module.
 */
void user_hint_queue(const char *alpha2)
{
	memcpy(user_hint_alpha2, alpha2, 2);
	schedule_work(&user_hint_work);
}

/* No driver is left that could queue, but what was queued may be running. */
static void __exit user_hint_exit(void)
{
	cancel_work_sync(&user_hint_work);
}
module_exit(user_hint_exit);
