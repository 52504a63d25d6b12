// SPDX-License-Identifier: ISC
/*
 * What a radio hears: beacons, and an access point with a country element.
 * It joins of its own accord, as a firmware that roams does; cfg80211 then
 * draws its own conclusions from the country element, and again when the last
 * radio leaves.
 */

#include <linux/ieee80211.h>
#include <linux/iopoll.h>

#include "compat.h"
#include "vref.h"

/* 2.4 GHz channel 6: open in every domain, so the access point can be heard */
#define AP_FREQ 2437

static const u8 ap_addr[ETH_ALEN] = { 0x02, 0x76, 0x72, 0x61, 0x70, 0x01 };

struct beacon_elems {
	u8 ssid_id;
	u8 ssid_len;
	u8 ssid[4];
	u8 country_id;
	u8 country_len;
	u8 alpha2[2];
	u8 environment;
	u8 first_channel;
	u8 n_channels;
	u8 max_power;
} __packed;

static struct cfg80211_bss *hear(struct vref_radio *radio, unsigned int freq,
				 const char *alpha2)
{
	struct ieee80211_channel *chan;
	struct beacon_elems elems = {
		.ssid_id = WLAN_EID_SSID,
		.ssid_len = sizeof(elems.ssid),
		.ssid = "vref",
		.country_id = WLAN_EID_COUNTRY,
		.country_len = 6,
		.environment = ' ',
		.first_channel = 1,
		.n_channels = 13,
		.max_power = 20,
	};
	size_t len = sizeof(elems);

	chan = ieee80211_get_channel(radio->wiphy, freq);
	if (!chan)
		return NULL;

	if (alpha2)
		memcpy(elems.alpha2, alpha2, sizeof(elems.alpha2));
	else
		len = offsetof(struct beacon_elems, country_id);

	return cfg80211_inform_bss(radio->wiphy, chan, CFG80211_BSS_FTYPE_PRESP,
				   ap_addr, 0, WLAN_CAPABILITY_ESS, 100,
				   (u8 *)&elems, len, DBM_TO_MBM(-50),
				   GFP_KERNEL);
}

/* cfg80211 works its events off in a queue of its own that nobody can flush. */
static void wait_for_event(struct vref_radio *radio)
{
	bool gone;

	read_poll_timeout(list_empty, gone, gone, 1000, 5 * USEC_PER_SEC, false,
			  &radio->wdev.event_list);
	/* taken off the list under this lock, and done once it is free */
	wiphy_lock(radio->wiphy);
	wiphy_unlock(radio->wiphy);
}

/**
 * vref_beacon() - hear a beacon, without a country element
 * @radio: the radio that hears it
 * @freq: the frequency in MHz
 *
 * Return: 0, or -ENOENT when the radio's rules keep it deaf there.
 */
int vref_beacon(struct vref_radio *radio, unsigned int freq)
{
	struct cfg80211_bss *bss = hear(radio, freq, NULL);

	if (!bss)
		return -ENOENT;

	cfg80211_put_bss(radio->wiphy, bss);
	return 0;
}

/**
 * vref_connect() - join an access point with a country element
 * @radio: the radio
 * @alpha2: the country that the access point claims to be in
 *
 * Return: 0 when cfg80211 knows that the radio is connected, or an errno:
 * -EOPNOTSUPP for a radio that joins real access points.
 */
int vref_connect(struct vref_radio *radio, const char *alpha2)
{
	struct cfg80211_bss *bss;
	int ret;

	if (radio->connected)
		return -EISCONN;
	ret = vref_bare_netdev(radio);
	if (ret)
		return ret;

	bss = hear(radio, AP_FREQ, alpha2);
	if (!bss)
		return -ENOENT;

	/* cfg80211 keeps the reference to the BSS */
	cfg80211_connect_bss(radio->ndev, ap_addr, bss, NULL, 0, NULL, 0,
			     WLAN_STATUS_SUCCESS, GFP_KERNEL,
			     NL80211_TIMEOUT_UNSPECIFIED);
	wait_for_event(radio);
	radio->connected = true;

	return 0;
}

/**
 * vref_disconnect() - leave the access point
 * @radio: the radio
 */
void vref_disconnect(struct vref_radio *radio)
{
	if (!radio->connected)
		return;

	radio->connected = false;
	cfg80211_disconnected(radio->ndev, WLAN_REASON_DEAUTH_LEAVING, NULL, 0,
			      true, GFP_KERNEL);
	wait_for_event(radio);
}

/**
 * vref_op_disconnect() - cfg80211's order to leave the access point
 * @wiphy: the radio's wiphy
 * @ndev: its network device
 * @reason: why
 *
 * Return: 0
 */
int vref_op_disconnect(struct wiphy *wiphy, struct net_device *ndev, u16 reason)
{
	struct vref_radio *radio = wiphy_priv(wiphy);

	radio->connected = false;
	cfg80211_disconnected(ndev, reason, NULL, 0, true, GFP_KERNEL);

	return 0;
}
