// SPDX-License-Identifier: ISC
/* What a radio is made of unless its kind knows better: cfg80211's wiphy alone. */

#include <linux/etherdevice.h>

#include "vref.h"

static const struct cfg80211_ops ops = {
	.disconnect = vref_op_disconnect,
};

static netdev_tx_t drop_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops ndev_ops = {
	.ndo_start_xmit = drop_xmit,
};

static void ndev_setup(struct net_device *ndev)
{
	ether_setup(ndev);
	ndev->netdev_ops = &ndev_ops;
}

/**
 * vref_bare_netdev() - give a bare radio its interface
 * @radio: the radio
 *
 * When it is first needed: to register and unregister a net device takes ten
 * times as long as the radio alone.
 *
 * Return: 0, -EOPNOTSUPP for a radio that joins real access points, or another
 * errno.
 */
int vref_bare_netdev(struct vref_radio *radio)
{
	struct net_device *ndev;
	int ret;

	if (radio->body != &vref_bare)
		return -EOPNOTSUPP;
	if (radio->ndev)
		return 0;

	ndev = alloc_netdev(0, "vref%d", NET_NAME_ENUM, ndev_setup);
	if (!ndev)
		return -ENOMEM;

	eth_hw_addr_random(ndev);
	radio->wdev.wiphy = radio->wiphy;
	radio->wdev.iftype = NL80211_IFTYPE_STATION;
	ndev->ieee80211_ptr = &radio->wdev;
	SET_NETDEV_DEV(ndev, wiphy_dev(radio->wiphy));

	ret = register_netdev(ndev);
	if (ret) {
		free_netdev(ndev);
		return ret;
	}

	radio->ndev = ndev;
	return 0;
}

static struct vref_radio *bare_alloc(void)
{
	struct vref_radio *radio;
	struct wiphy *wiphy;

	wiphy = wiphy_new(&ops, sizeof(*radio));
	if (!wiphy)
		return NULL;

	radio = wiphy_priv(wiphy);
	radio->wiphy = wiphy;
	wiphy->interface_modes = BIT(NL80211_IFTYPE_STATION) |
				 BIT(NL80211_IFTYPE_AP);
	wiphy->signal_type = CFG80211_SIGNAL_TYPE_MBM;
	eth_random_addr(wiphy->perm_addr);

	return radio;
}

static int bare_add(struct vref_radio *radio)
{
	return wiphy_register(radio->wiphy);
}

static void bare_del(struct vref_radio *radio)
{
	vref_disconnect(radio);
	if (radio->ndev)
		unregister_netdev(radio->ndev);
	wiphy_unregister(radio->wiphy);
	if (radio->ndev)
		free_netdev(radio->ndev);
}

static void bare_free(struct vref_radio *radio)
{
	wiphy_free(radio->wiphy);
}

const struct vref_body vref_bare = {
	.alloc = bare_alloc,
	.add = bare_add,
	.del = bare_del,
	.free = bare_free,
};
