// SPDX-License-Identifier: ISC
/*
 * An Atheros radio on mac80211, which joins real access points: the least that
 * a mac80211 driver can be, with ath9k's regulation. "add NAME CODE mac80211
 * MONITOR": CODE is what the EEPROM holds, MONITOR the interface that serves as
 * its antenna. What it hears of an access point, the country element above all,
 * goes the way of all stations through mac80211 and cfg80211.
 */

#include <linux/device.h>
#include <linux/module.h>
#include <net/mac80211.h>

#include "antenna.h"
#include "athreg.h"
#include "compat.h"
#include "vref.h"

/**
 * struct station - one radio
 *
 * @radio: what all virtual radios have in common
 * @hw: the radio as mac80211 sees it; its priv is this struct
 * @antenna: its antenna
 * @freq: the frequency it is tuned to in MHz, 0: switched off
 */
struct station {
	struct vref_radio radio;
	struct ieee80211_hw *hw;
	struct antenna antenna;
	unsigned int freq;
};

/* The parent of the wiphys, which some of cfg80211's ioctls ask for a driver. */
static struct device *bus;

static void tune(struct station *station)
{
	struct ieee80211_channel *chan = station->hw->conf.chandef.chan;

	WRITE_ONCE(station->freq, chan ? chan->center_freq : 0);
}

static int op_start(struct ieee80211_hw *hw)
{
	tune(hw->priv);
	return 0;
}

static COMPAT_OP_STOP(op_stop)
{
	struct station *station = hw->priv;

	WRITE_ONCE(station->freq, 0);
	/* what is being received must not come after this */
	synchronize_net();
}

static COMPAT_OP_CONFIG(op_config)
{
	if (changed & IEEE80211_CONF_CHANGE_CHANNEL)
		tune(hw->priv);

	return 0;
}

static int op_add_interface(struct ieee80211_hw *hw, struct ieee80211_vif *vif)
{
	return 0;
}

static void op_remove_interface(struct ieee80211_hw *hw,
				struct ieee80211_vif *vif)
{
}

static void op_configure_filter(struct ieee80211_hw *hw, unsigned int changed,
				unsigned int *total, u64 multicast)
{
	/* all is let through, mac80211 sorts it out */
	*total = 0;
}

static void op_tx(struct ieee80211_hw *hw, struct ieee80211_tx_control *control,
		  struct sk_buff *skb)
{
	struct station *station = hw->priv;
	struct ieee80211_tx_info *info = IEEE80211_SKB_CB(skb);

	/* On the antenna's channel, whichever this radio is tuned to: it does not
	 * hear the answer on another one. Nothing gets lost on this air.
	 */
	antenna_send(&station->antenna, skb);
	ieee80211_tx_info_clear_status(info);
	info->flags |= IEEE80211_TX_STAT_ACK;
	ieee80211_tx_status_irqsafe(hw, skb);
}

static const struct ieee80211_ops ops = {
	.start = op_start,
	.stop = op_stop,
	.config = op_config,
	.add_interface = op_add_interface,
	.remove_interface = op_remove_interface,
	.configure_filter = op_configure_filter,
	.tx = op_tx,
	COMPAT_OPS
};

static void receive(struct antenna *antenna, struct sk_buff *skb,
		    unsigned int freq, int signal)
{
	struct station *station =
		container_of(antenna, struct station, antenna);
	struct ieee80211_rx_status *status = IEEE80211_SKB_RXCB(skb);

	if (!freq || freq != READ_ONCE(station->freq)) {
		kfree_skb(skb);
		return;
	}

	memset(status, 0, sizeof(*status));
	status->freq = freq;
	status->band = freq < 5000 ? NL80211_BAND_2GHZ : NL80211_BAND_5GHZ;
	status->signal = signal;
	ieee80211_rx(station->hw, skb);
}

static struct vref_radio *station_alloc(void)
{
	struct station *station;
	struct ieee80211_hw *hw;

	hw = ieee80211_alloc_hw(sizeof(*station), &ops);
	if (!hw)
		return NULL;

	station = hw->priv;
	station->hw = hw;
	station->radio.wiphy = hw->wiphy;
	station->antenna.receive = receive;
	SET_IEEE80211_DEV(hw, bus);
	hw->wiphy->interface_modes = BIT(NL80211_IFTYPE_STATION);
	ieee80211_hw_set(hw, SIGNAL_DBM);
	/* none is served, but who can do HT has them */
	hw->queues = IEEE80211_NUM_ACS;

	return &station->radio;
}

static int station_add(struct vref_radio *radio)
{
	return ieee80211_register_hw(wiphy_to_ieee80211_hw(radio->wiphy));
}

static void station_del(struct vref_radio *radio)
{
	ieee80211_unregister_hw(wiphy_to_ieee80211_hw(radio->wiphy));
}

static void station_free(struct vref_radio *radio)
{
	ieee80211_free_hw(wiphy_to_ieee80211_hw(radio->wiphy));
}

static const struct vref_body body = {
	.alloc = station_alloc,
	.add = station_add,
	.del = station_del,
	.free = station_free,
};

static void reg_notifier(struct wiphy *wiphy,
			 struct regulatory_request *request)
{
	struct station *station = wiphy_to_ieee80211_hw(wiphy)->priv;

	athreg_notify(&station->radio, request);
}

static int station_prepare(struct vref_radio *radio, char **words)
{
	struct station *station = container_of(radio, struct station, radio);
	int ret;

	if (!words[2])
		return -EINVAL;

	ret = athreg_init(radio, words[0], false, reg_notifier);
	if (ret)
		return ret;

	return antenna_init(&station->antenna, words[2],
			    radio->wiphy->perm_addr);
}

static void station_release(struct vref_radio *radio)
{
	struct station *station = container_of(radio, struct station, radio);

	antenna_exit(&station->antenna);
	athreg_free(radio);
}

static const struct vref_kind kind = {
	.owner = THIS_MODULE,
	.style = "mac80211",
	.body = &body,
	.prepare = station_prepare,
	.registered = athreg_hint,
	.release = station_release,
	.regd_show = athreg_show,
};

static int __init vmac_init(void)
{
	int ret;

	bus = root_device_register("vmac");
	if (IS_ERR(bus))
		return PTR_ERR(bus);

	ret = vref_register_kind(&kind);
	if (ret)
		root_device_unregister(bus);

	return ret;
}

static void __exit vmac_exit(void)
{
	vref_unregister_kind(&kind);
	root_device_unregister(bus);
}

module_init(vmac_init);
module_exit(vmac_exit);

MODULE_DESCRIPTION("Virtual Atheros radios on mac80211, for tests of ath.ko");
MODULE_LICENSE("Dual BSD/GPL");
