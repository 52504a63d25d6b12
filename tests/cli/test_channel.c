// SPDX-License-Identifier: ISC

#include <stddef.h>

#include "channel.h"
#include "db.h"
#include "tests.h"

static const struct domain domain = {
	.n = 6,
	.rules = {
		{ 2402000, 2472000, 40000, 2000, 0 },
		{ 5170000, 5250000, 80000, 2300, RULE_AUTO_BW | RULE_NO_OUTDOOR },
		{ 5250000, 5330000, 80000, 2050, RULE_AUTO_BW | RULE_DFS },
		{ 5490000, 5585000, 80000, 2700, RULE_DFS },
		{ 5585000, 5710000, 80000, 2600, RULE_DFS },
		{ 5735000, 5755000, 20000, 1400, RULE_NO_IR },
	},
};

static struct channel at(unsigned int freq, int power)
{
	struct channel bound = { .freq = freq, .power = power };

	return rules_apply(&domain, &bound);
}

static void numbers(void **state)
{
	assert_int_equal(channel_number(2412), 1);
	assert_int_equal(channel_number(2472), 13);
	assert_int_equal(channel_number(2484), 14);
	assert_int_equal(channel_number(5180), 36);
	assert_int_equal(channel_number(5885), 177);
	assert_int_equal(channel_number(5955), 0);
	assert_int_equal(channel_number(0), 0);
}

static void uses(void **state)
{
	struct channel channel;

	channel = at(2412, 0);
	assert_int_equal(channel_use(&channel), USE_AP);
	assert_int_equal(channel.power, 20);
	/* were it narrower it would fit */
	channel = at(2467, 0);
	assert_int_equal(channel_use(&channel), USE_NONE);
	channel = at(2484, 0);
	assert_int_equal(channel_use(&channel), USE_NONE);
	channel = at(5180, 0);
	assert_int_equal(channel_use(&channel), USE_AP);
	assert_true(channel.flags & CHANNEL_INDOOR);
	channel = at(5260, 0);
	assert_int_equal(channel_use(&channel), USE_RADAR);
	/* whole dBm, rounded down as the kernel does */
	assert_int_equal(channel.power, 20);
	channel = at(5745, 0);
	assert_int_equal(channel_use(&channel), USE_LISTEN);
}

static void bounds(void **state)
{
	struct channel bound = { .freq = 5180, .flags = CHANNEL_NO_IR };
	struct channel channel;

	channel = at(5180, 17);
	assert_int_equal(channel.power, 17);
	channel = at(5180, 30);
	assert_int_equal(channel.power, 23);
	channel = rules_apply(&domain, &bound);
	assert_int_equal(channel_use(&channel), USE_LISTEN);
	bound.flags = CHANNEL_DISABLED;
	channel = rules_apply(&domain, &bound);
	assert_int_equal(channel_use(&channel), USE_NONE);
}

/* 116 lies across two rules that meet in it. */
static void adjacent_rules(void **state)
{
	struct channel channel = at(5580, 0);

	assert_int_equal(channel_use(&channel), USE_RADAR);
	assert_int_equal(channel.power, 26);
}

static void widths(void **state)
{
	struct channels channels;
	size_t i;

	channels_typical(&channels);
	for (i = 0; i < channels.n; i++)
		channels.channel[i] =
			rules_apply(&domain, &channels.channel[i]);
	for (i = 0; i < channels.n; i++) {
		switch (channels.channel[i].freq) {
		case 2412:
		case 5700:
			assert_int_equal(channel_width(&channels, i),
					 channels.channel[i].freq == 2412 ? 40 :
									    20);
			break;
		case 5180:
		case 5320: /* by "auto bandwidth", both rules together */
			assert_int_equal(channel_width(&channels, i), 160);
			break;
		case 5500:
			assert_int_equal(channel_width(&channels, i), 80);
			break;
		case 5720:
			assert_int_equal(channel_width(&channels, i), 0);
			break;
		case 5745:
			assert_int_equal(channel_width(&channels, i), 20);
			break;
		default:
			break;
		}
	}
	/* and no wider than the radio can do */
	channels.width[BAND_5GHZ] = 40;
	for (i = 0; i < channels.n; i++)
		if (channels.channel[i].freq == 5180)
			assert_int_equal(channel_width(&channels, i), 40);
	assert_int_equal(channels_count(&channels, BAND_2GHZ, USE_AP), 11);
	assert_int_equal(channels_count(&channels, BAND_5GHZ, USE_AP), 4);
	assert_int_equal(channels_count(&channels, BAND_5GHZ, USE_RADAR), 15);
	assert_int_equal(channels_count(&channels, BAND_5GHZ, USE_LISTEN), 1);
}

int test_channel(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(uses),
		cmocka_unit_test(bounds),  cmocka_unit_test(adjacent_rules),
		cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
