// SPDX-License-Identifier: ISC
/*
 * An antenna: frames are heard and sent through a monitor interface of another
 * radio, with radiotap, as a program in user space would do it. Made of a radio
 * of mac80211_hwsim, it is on the same air as that driver's access points. Let
 * the interface be an active monitor ("iw dev NAME set monitor active"): it then
 * acknowledges what is sent to its address, which is the radio's own.
 */

#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <net/cfg80211.h>
#include <net/ieee80211_radiotap.h>

#include "antenna.h"

/**
 * struct heard - what radiotap says about a frame
 *
 * @freq: the frequency in MHz, 0: unknown
 * @signal: in dBm
 * @flags: radiotap's IEEE80211_RADIOTAP_F_*
 * @sent: no frame that was heard, but the report on one that was sent
 */
struct heard {
	unsigned int freq;
	int signal;
	u8 flags;
	bool sent;
};

static bool parse_radiotap(struct sk_buff *skb, struct heard *heard)
{
	struct ieee80211_radiotap_header *radiotap = (void *)skb->data;
	struct ieee80211_radiotap_iterator iterator;

	if (ieee80211_radiotap_iterator_init(&iterator, radiotap, skb->len,
					     NULL))
		return false;

	while (!ieee80211_radiotap_iterator_next(&iterator)) {
		switch (iterator.this_arg_index) {
		case IEEE80211_RADIOTAP_FLAGS:
			heard->flags = *iterator.this_arg;
			break;
		case IEEE80211_RADIOTAP_CHANNEL:
			heard->freq = get_unaligned_le16(iterator.this_arg);
			break;
		case IEEE80211_RADIOTAP_DBM_ANTSIGNAL:
			heard->signal = *(s8 *)iterator.this_arg;
			break;
		case IEEE80211_RADIOTAP_TX_FLAGS:
			heard->sent = true;
			break;
		}
	}

	skb_pull(skb, le16_to_cpu(radiotap->it_len));
	return true;
}

/* From radiotap and FCS to the bare frame; false for what no radio would hear. */
static bool strip(struct sk_buff *skb, struct heard *heard)
{
	if (!parse_radiotap(skb, heard) || heard->sent)
		return false;
	if (heard->flags & IEEE80211_RADIOTAP_F_BADFCS)
		return false;
	if (heard->flags & IEEE80211_RADIOTAP_F_FCS) {
		if (skb->len < FCS_LEN)
			return false;
		skb_trim(skb, skb->len - FCS_LEN);
	}

	return true;
}

/* An interface can stop to be a monitor at any time. */
static bool is_monitor(const struct net_device *dev)
{
	return dev->type == ARPHRD_IEEE80211_RADIOTAP;
}

static int hear(struct sk_buff *shared, struct net_device *dev,
		struct packet_type *tap, struct net_device *orig_dev)
{
	struct antenna *antenna = container_of(tap, struct antenna, tap);
	struct heard heard = { .signal = -50 };
	struct sk_buff *skb;

	skb = skb_copy(shared, GFP_ATOMIC);
	consume_skb(shared);
	if (!skb)
		return NET_RX_DROP;

	if (!is_monitor(dev) || !strip(skb, &heard)) {
		kfree_skb(skb);
		return NET_RX_DROP;
	}

	antenna->receive(antenna, skb, heard.freq, heard.signal);
	return NET_RX_SUCCESS;
}

/* Under the rtnl, as the notifier is. */
static void plug(struct antenna *antenna, struct net_device *dev)
{
	dev_hold(dev);
	rcu_assign_pointer(antenna->dev, dev);
	antenna->tap.type = htons(ETH_P_ALL);
	antenna->tap.dev = dev;
	antenna->tap.func = hear;
	antenna->tap.ignore_outgoing = true;
	dev_add_pack(&antenna->tap);
}

static void unplug(struct antenna *antenna, struct net_device *dev)
{
	RCU_INIT_POINTER(antenna->dev, NULL);
	/* also waits for antenna_send() */
	dev_remove_pack(&antenna->tap);
	dev_put(dev);
}

static int interface_event(struct notifier_block *notifier, unsigned long event,
			   void *info)
{
	struct antenna *antenna =
		container_of(notifier, struct antenna, notifier);
	struct net_device *dev = netdev_notifier_info_to_dev(info);
	struct net_device *mine = rtnl_dereference(antenna->dev);

	if (event == NETDEV_REGISTER && !mine && is_monitor(dev) &&
	    !strcmp(dev->name, antenna->name))
		plug(antenna, dev);
	if (event == NETDEV_UNREGISTER && dev == mine)
		unplug(antenna, dev);

	return NOTIFY_DONE;
}

/**
 * antenna_init() - plug an antenna in
 * @antenna: the antenna, its receive() set; not moved from now on
 * @name: the monitor interface
 * @addr: is given the interface's address
 *
 * When the interface goes the radio is deaf and dumb; nothing waits for it.
 *
 * Return: 0, or -ENODEV when there is no such monitor interface;
 * antenna_exit() is due in either case.
 */
int antenna_init(struct antenna *antenna, const char *name, u8 *addr)
{
	struct net_device *dev;
	int ret;

	strscpy(antenna->name, name, sizeof(antenna->name));
	antenna->notifier.notifier_call = interface_event;
	/* it is told of all interfaces that there are already */
	ret = register_netdevice_notifier(&antenna->notifier);
	if (ret)
		return ret;

	rcu_read_lock();
	dev = rcu_dereference(antenna->dev);
	if (dev)
		ether_addr_copy(addr, dev->dev_addr);
	rcu_read_unlock();

	return dev ? 0 : -ENODEV;
}

/**
 * antenna_exit() - unplug it, if it was plugged in
 * @antenna: the antenna; nothing is received any more when this returns
 */
void antenna_exit(struct antenna *antenna)
{
	/* it is told that all interfaces go */
	unregister_netdevice_notifier(&antenna->notifier);
}

/* A new frame, so that nothing of one radio's mac80211 gets into the other's. */
static struct sk_buff *with_radiotap(const struct sk_buff *skb,
				     struct net_device *dev)
{
	struct ieee80211_radiotap_header radiotap = {
		.it_len = cpu_to_le16(sizeof(radiotap)),
	};
	struct sk_buff *frame;

	frame = alloc_skb(LL_RESERVED_SPACE(dev) + sizeof(radiotap) + skb->len,
			  GFP_ATOMIC);
	if (!frame)
		return NULL;

	skb_reserve(frame, LL_RESERVED_SPACE(dev));
	skb_put_data(frame, &radiotap, sizeof(radiotap));
	if (skb_copy_bits(skb, 0, skb_put(frame, skb->len), skb->len)) {
		kfree_skb(frame);
		return NULL;
	}

	frame->dev = dev;
	skb_reset_mac_header(frame);
	return frame;
}

/**
 * antenna_send() - send a frame, at once
 * @antenna: the antenna
 * @skb: the frame, from its 802.11 header on; stays the caller's
 */
void antenna_send(struct antenna *antenna, const struct sk_buff *skb)
{
	struct net_device *dev;
	struct sk_buff *frame;

	rcu_read_lock();
	dev = rcu_dereference(antenna->dev);
	frame = dev && is_monitor(dev) ? with_radiotap(skb, dev) : NULL;
	if (frame)
		dev_queue_xmit(frame);
	rcu_read_unlock();
}
