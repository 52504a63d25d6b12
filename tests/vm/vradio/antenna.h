/* SPDX-License-Identifier: ISC */
/* The air of a virtual radio, lent by another radio: see antenna.c. */

#ifndef ANTENNA_H
#define ANTENNA_H

#include <linux/netdevice.h>

/**
 * struct antenna - a monitor interface of another radio
 *
 * @name: of the interface
 * @dev: the interface while it is there, for the send side
 * @receive: called with each frame heard, bottom halves off: @skb is the
 *	callee's, begins with the 802.11 header and holds no FCS; @freq is in
 *	MHz, @signal in dBm
 * @notifier: tells when interfaces come and go
 * @tap: where @dev delivers what it hears
 */
struct antenna {
	char name[IFNAMSIZ];
	struct net_device __rcu *dev;
	void (*receive)(struct antenna *antenna, struct sk_buff *skb,
			unsigned int freq, int signal);
	struct notifier_block notifier;
	struct packet_type tap;
};

int antenna_init(struct antenna *antenna, const char *name, u8 *addr);
void antenna_exit(struct antenna *antenna);
void antenna_send(struct antenna *antenna, const struct sk_buff *skb);

#endif /* ANTENNA_H */
