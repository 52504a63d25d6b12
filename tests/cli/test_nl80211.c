// SPDX-License-Identifier: ISC

#include <linux/netlink.h>
#include <linux/nl80211.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "nl80211.h"
#include "tests.h"

static struct nl_msg *wiphy_message(uint32_t index, uint32_t freq, int flag)
{
	struct nl_msg *msg = nlmsg_alloc_simple(1, 0);
	struct nlattr *bands, *band, *freqs, *one;

	nla_put_u32(msg, NL80211_ATTR_WIPHY, index);
	nla_put_string(msg, NL80211_ATTR_WIPHY_NAME, "phy7");
	bands = nla_nest_start(msg, NL80211_ATTR_WIPHY_BANDS);
	band = nla_nest_start(msg, 0);
	freqs = nla_nest_start(msg, NL80211_BAND_ATTR_FREQS);
	one = nla_nest_start(msg, 0);
	nla_put_u32(msg, NL80211_FREQUENCY_ATTR_FREQ, freq);
	nla_put_u32(msg, NL80211_FREQUENCY_ATTR_MAX_TX_POWER, 2350);
	if (flag)
		nla_put_flag(msg, flag);
	nla_nest_end(msg, one);
	nla_nest_end(msg, freqs);
	nla_nest_end(msg, band);
	nla_nest_end(msg, bands);

	return msg;
}

static void parse(void (*parser)(struct wiphys *, struct nlattr *, int),
		  struct wiphys *wiphys, struct nl_msg *msg)
{
	struct nlmsghdr *header = nlmsg_hdr(msg);

	parser(wiphys, nlmsg_data(header), nlmsg_datalen(header));
	nlmsg_free(msg);
}

static void puts_messages_together(void **state)
{
	struct wiphys wiphys = { .n = 0 };

	parse(nl80211_parse_wiphy, &wiphys, wiphy_message(3, 2412, 0));
	parse(nl80211_parse_wiphy, &wiphys,
	      wiphy_message(3, 5180, NL80211_FREQUENCY_ATTR_NO_IR));
	parse(nl80211_parse_wiphy, &wiphys,
	      wiphy_message(4, 5260, NL80211_FREQUENCY_ATTR_DISABLED));
	assert_int_equal(wiphys.n, 2);
	assert_string_equal(wiphys.wiphy[0].name, "phy7");
	assert_int_equal(wiphys.wiphy[0].channels.n, 2);
	assert_int_equal(wiphys.wiphy[0].channels.channel[0].power, 23);
	assert_int_equal(wiphys.wiphy[0].channels.channel[1].flags,
			 CHANNEL_NO_IR);
	assert_int_equal(wiphys.wiphy[1].channels.channel[0].flags,
			 CHANNEL_DISABLED);
}

/* The band's abilities, as the kernel tells them apart from its channels. */
static void tells_how_wide(void **state)
{
	static const struct {
		uint16_t ht;
		uint32_t vht;
		bool has_vht;
		unsigned int width;
	} bands[] = {
		{ 0x0000, 0, false, 20 },
		{ 0x0002, 0, false, 40 },
		{ 0x0002, 0, true, 80 },
		{ 0x0002, 0x4, true, 160 },
	};
	struct wiphys wiphys = { .n = 0 };
	struct nlattr *nest, *band;
	struct nl_msg *msg;
	size_t i;

	parse(nl80211_parse_wiphy, &wiphys, wiphy_message(0, 5180, 0));
	assert_int_equal(wiphys.wiphy[0].channels.width[BAND_5GHZ], 0);
	for (i = 0; i < sizeof(bands) / sizeof(bands[0]); i++) {
		msg = nlmsg_alloc_simple(1, 0);
		nla_put_u32(msg, NL80211_ATTR_WIPHY, 0);
		nest = nla_nest_start(msg, NL80211_ATTR_WIPHY_BANDS);
		band = nla_nest_start(msg, NL80211_BAND_5GHZ);
		nla_put_u16(msg, NL80211_BAND_ATTR_HT_CAPA, bands[i].ht);
		if (bands[i].has_vht)
			nla_put_u32(msg, NL80211_BAND_ATTR_VHT_CAPA,
				    bands[i].vht);
		nla_put(msg, NL80211_BAND_ATTR_RATES, 4, "rate");
		nla_nest_end(msg, band);
		nla_nest_end(msg, nest);
		parse(nl80211_parse_wiphy, &wiphys, msg);
		assert_int_equal(wiphys.wiphy[0].channels.width[BAND_5GHZ],
				 bands[i].width);
	}
	assert_int_equal(wiphys.wiphy[0].channels.width[BAND_2GHZ], 0);
}

static void makes_names_printable(void **state)
{
	static const char name[] = "x\033[2J\377<y";
	struct wiphys wiphys = { .n = 0 };
	struct nl_msg *msg = nlmsg_alloc_simple(1, 0);

	nla_put_u32(msg, NL80211_ATTR_WIPHY, 0);
	nla_put_string(msg, NL80211_ATTR_WIPHY_NAME, name);
	parse(nl80211_parse_wiphy, &wiphys, msg);
	assert_string_equal(wiphys.wiphy[0].name, "x?[2J?<y");
	assert_string_equal(wiphys.wiphy[0].entry, name);
}

static struct nl_msg *domain_message(const char *alpha2, int index)
{
	struct nl_msg *msg = nlmsg_alloc_simple(1, 0);

	nla_put(msg, NL80211_ATTR_REG_ALPHA2, 2, alpha2);
	nla_put_u8(msg, NL80211_ATTR_DFS_REGION, 2);
	if (index >= 0)
		nla_put_u32(msg, NL80211_ATTR_WIPHY, (uint32_t)index);

	return msg;
}

static void tells_whose_domain(void **state)
{
	struct wiphys wiphys = { .n = 0 };

	parse(nl80211_parse_wiphy, &wiphys, wiphy_message(3, 2412, 0));
	parse(nl80211_parse_domain, &wiphys, domain_message("SE", -1));
	parse(nl80211_parse_domain, &wiphys, domain_message("99", 3));
	parse(nl80211_parse_domain, &wiphys, domain_message("US", 5));
	assert_string_equal(wiphys.alpha2, "SE");
	assert_int_equal(wiphys.dfs_region, 2);
	assert_string_equal(wiphys.wiphy[0].alpha2, "99");
}

static void survives_too_much(void **state)
{
	struct wiphys wiphys = { .n = 0 };
	uint32_t i;

	for (i = 0; i < 2 * WIPHYS_MAX; i++)
		parse(nl80211_parse_wiphy, &wiphys, wiphy_message(i, 2412, 0));
	assert_int_equal(wiphys.n, WIPHYS_MAX);
	for (i = 0; i < 2 * CHANNELS_MAX; i++)
		parse(nl80211_parse_wiphy, &wiphys, wiphy_message(0, 2412, 0));
	assert_int_equal(wiphys.wiphy[0].channels.n, CHANNELS_MAX);
}

int test_nl80211(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_messages_together),
		cmocka_unit_test(tells_how_wide),
		cmocka_unit_test(makes_names_printable),
		cmocka_unit_test(tells_whose_domain),
		cmocka_unit_test(survives_too_much),
	};

	return cmocka_run_group_tests_name("nl80211", tests, NULL, NULL);
}
