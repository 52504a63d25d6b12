// SPDX-License-Identifier: ISC
/* nl80211's attributes, each of which may be missing or too short. */

#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <stdint.h>
#include <string.h>

#include "channel.h"
#include "nl80211.h"
#include "util.h"

/* Of IEEE 802.11: in the HT and the VHT capabilities, which start with them. */
#define HT_40 0x0002
#define VHT_WIDER_THAN_80 0x0000000c

static const struct {
	int attr;
	unsigned int flag;
} flags[] = {
	{ NL80211_FREQUENCY_ATTR_DISABLED, CHANNEL_DISABLED },
	{ NL80211_FREQUENCY_ATTR_NO_IR, CHANNEL_NO_IR },
	{ NL80211_FREQUENCY_ATTR_RADAR, CHANNEL_RADAR },
	{ NL80211_FREQUENCY_ATTR_INDOOR_ONLY, CHANNEL_INDOOR },
	{ NL80211_FREQUENCY_ATTR_NO_20MHZ, CHANNEL_NO_20 },
	{ NL80211_FREQUENCY_ATTR_NO_HT40_MINUS, CHANNEL_NO_40_MINUS },
	{ NL80211_FREQUENCY_ATTR_NO_HT40_PLUS, CHANNEL_NO_40_PLUS },
	{ NL80211_FREQUENCY_ATTR_NO_80MHZ, CHANNEL_NO_80 },
	{ NL80211_FREQUENCY_ATTR_NO_160MHZ, CHANNEL_NO_160 },
};

static bool has_u32(const struct nlattr *attr)
{
	return attr && nla_len(attr) >= (int)sizeof(uint32_t);
}

static struct wiphy *find(const struct wiphys *wiphys, unsigned int index)
{
	size_t i;

	for (i = 0; i < wiphys->n; i++)
		if (wiphys->wiphy[i].index == index)
			return (struct wiphy *)&wiphys->wiphy[i];

	return NULL;
}

/* The one that the message is of, a new one perhaps. */
static struct wiphy *take_wiphy(struct wiphys *wiphys, struct nlattr **tb)
{
	struct wiphy *wiphy;
	unsigned int index;

	if (!has_u32(tb[NL80211_ATTR_WIPHY]))
		return NULL;

	index = nla_get_u32(tb[NL80211_ATTR_WIPHY]);
	wiphy = find(wiphys, index);
	if (wiphy || wiphys->n == WIPHYS_MAX)
		return wiphy;

	wiphy = &wiphys->wiphy[wiphys->n++];
	memset(wiphy, 0, sizeof(*wiphy));
	wiphy->index = index;
	return wiphy;
}

static void take_channel(struct channels *channels, struct nlattr *attr)
{
	struct nlattr *tb[NL80211_FREQUENCY_ATTR_MAX + 1];
	struct nlattr *power;
	struct channel *channel;
	size_t i;

	if (nla_parse_nested(tb, NL80211_FREQUENCY_ATTR_MAX, attr, NULL) ||
	    !has_u32(tb[NL80211_FREQUENCY_ATTR_FREQ]) ||
	    channels->n == CHANNELS_MAX)
		return;

	channel = &channels->channel[channels->n++];
	channel->freq = nla_get_u32(tb[NL80211_FREQUENCY_ATTR_FREQ]);
	channel->flags = 0;
	for (i = 0; i < ARRAY_SIZE(flags); i++)
		if (tb[flags[i].attr])
			channel->flags |= flags[i].flag;
	power = tb[NL80211_FREQUENCY_ATTR_MAX_TX_POWER];
	channel->power = has_u32(power) ? (int)nla_get_u32(power) / 100 : 0;
}

/* The widest that the radio can do, told beside the band's bit rates. */
static unsigned int able_width(struct nlattr **tb)
{
	struct nlattr *ht = tb[NL80211_BAND_ATTR_HT_CAPA];
	struct nlattr *vht = tb[NL80211_BAND_ATTR_VHT_CAPA];

	if (has_u32(vht))
		return nla_get_u32(vht) & VHT_WIDER_THAN_80 ? 160 : 80;
	if (ht && nla_len(ht) >= (int)sizeof(uint16_t) &&
	    nla_get_u16(ht) & HT_40)
		return 40;

	return 20;
}

static void take_band(struct channels *channels, struct nlattr *attr)
{
	struct nlattr *tb[NL80211_BAND_ATTR_MAX + 1], *freq;
	int left;

	if (nla_parse_nested(tb, NL80211_BAND_ATTR_MAX, attr, NULL))
		return;

	if (tb[NL80211_BAND_ATTR_RATES] && nla_type(attr) == NL80211_BAND_2GHZ)
		channels->width[BAND_2GHZ] = able_width(tb);
	if (tb[NL80211_BAND_ATTR_RATES] && nla_type(attr) == NL80211_BAND_5GHZ)
		channels->width[BAND_5GHZ] = able_width(tb);
	if (!tb[NL80211_BAND_ATTR_FREQS])
		return;
	nla_for_each_nested(freq, tb[NL80211_BAND_ATTR_FREQS], left)
	{
		take_channel(channels, freq);
	}
}

/**
 * nl80211_parse_wiphy() - one of the messages of NL80211_CMD_GET_WIPHY
 * @wiphys: what has been told so far
 * @attrs: the message's attributes
 * @len: their length
 *
 * The kernel tells of a radio in several messages, a channel or so in each.
 */
void nl80211_parse_wiphy(struct wiphys *wiphys, struct nlattr *attrs, int len)
{
	struct nlattr *tb[NL80211_ATTR_MAX + 1], *band;
	struct wiphy *wiphy;
	int left;

	if (nla_parse(tb, NL80211_ATTR_MAX, attrs, len, NULL))
		return;
	wiphy = take_wiphy(wiphys, tb);
	if (!wiphy)
		return;

	if (tb[NL80211_ATTR_WIPHY_NAME]) {
		nla_strlcpy(wiphy->entry, tb[NL80211_ATTR_WIPHY_NAME],
			    sizeof(wiphy->entry));
		memcpy(wiphy->name, wiphy->entry, sizeof(wiphy->name));
		printable(wiphy->name);
	}
	if (tb[NL80211_ATTR_WIPHY_SELF_MANAGED_REG])
		wiphy->self_managed = true;
	if (!tb[NL80211_ATTR_WIPHY_BANDS])
		return;

	nla_for_each_nested(band, tb[NL80211_ATTR_WIPHY_BANDS], left)
	{
		take_band(&wiphy->channels, band);
	}
}

/**
 * nl80211_parse_domain() - one of the messages of NL80211_CMD_GET_REG
 * @wiphys: the radios
 * @attrs: the message's attributes
 * @len: their length
 */
void nl80211_parse_domain(struct wiphys *wiphys, struct nlattr *attrs, int len)
{
	struct nlattr *tb[NL80211_ATTR_MAX + 1];
	char *alpha2 = wiphys->alpha2;
	struct wiphy *wiphy;

	if (nla_parse(tb, NL80211_ATTR_MAX, attrs, len, NULL) ||
	    !tb[NL80211_ATTR_REG_ALPHA2] ||
	    nla_len(tb[NL80211_ATTR_REG_ALPHA2]) < 2)
		return;

	if (tb[NL80211_ATTR_WIPHY]) {
		wiphy = has_u32(tb[NL80211_ATTR_WIPHY]) ?
				find(wiphys,
				     nla_get_u32(tb[NL80211_ATTR_WIPHY])) :
				NULL;
		if (!wiphy)
			return;
		alpha2 = wiphy->alpha2;
	} else if (tb[NL80211_ATTR_DFS_REGION] &&
		   nla_len(tb[NL80211_ATTR_DFS_REGION]) >= 1) {
		wiphys->dfs_region = nla_get_u8(tb[NL80211_ATTR_DFS_REGION]);
	}

	memcpy(alpha2, nla_data(tb[NL80211_ATTR_REG_ALPHA2]), 2);
	alpha2[2] = '\0';
	printable(alpha2);
}
