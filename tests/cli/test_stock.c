// SPDX-License-Identifier: ISC
/* tests/vm sees to all codes and countries; here are the kinds of them. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "db.h"
#include "stock.h"
#include "tests.h"
#include "util.h"

static void codes(void **state)
{
	static const struct {
		uint16_t code;
		bool refused, world;
		const char *alpha2, *words;
	} expected[] = {
		{ 0x0000, false, false, "US", "0x0000, none: taken for US" },
		{ 0x006c, false, true, "00", "0x006c, world" },
		{ 0x406c, false, true, "00", "0x406c, world" },
		{ 0x8000, false, true, "00", "0x8000, world" },
		{ 0xc000, true, false, NULL, "0xc000, which no driver knows" },
		{ 0x1234, true, false, NULL, "0x1234, which no driver knows" },
		{ 0xffff, true, false, NULL, "0xffff, which no driver knows" },
		{ 0x8348, false, false, "US", "0x8348, US" },
		{ 0x82f0, false, false, "SE", "0x82f0, SE" },
		{ 0x0010, false, false, "CO",
		  "0x0010, a domain such as that of CO" },
		{ 0x0007, false, false, "00",
		  "0x0007, a domain of no country" },
	};
	struct stock stock;
	char *words;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(expected); i++) {
		stock = stock_read(expected[i].code, NULL);
		assert_int_equal(stock.refused, expected[i].refused);
		assert_int_equal(stock.world, expected[i].world);
		if (expected[i].alpha2)
			assert_string_equal(stock.alpha2, expected[i].alpha2);
		words = stock_words(expected[i].code);
		assert_string_equal(words, expected[i].words);
		free(words);
	}
}

static size_t count_on(const char *release, uint16_t code, const char *alpha2,
		       enum band band, enum use use)
{
	struct stock stock = stock_read(code, release);
	struct channels channels;
	struct db db;
	size_t n;

	assert_null(db_open(&db));
	channels_typical(&channels);
	stock_apply(&stock, &db, alpha2, &channels);
	n = channels_count(&channels, band, use);
	db_close(&db);

	return n;
}

static size_t count(uint16_t code, const char *alpha2, enum band band,
		    enum use use)
{
	return count_on("6.1.0-56-amd64", code, alpha2, band, use);
}

static void channels_of_a_world_card(void **state)
{
	/* never an access point on 5 GHz, whatever the country */
	assert_int_equal(count(0x6c, "SE", BAND_5GHZ, USE_AP), 0);
	assert_int_equal(count(0x6c, "SE", BAND_5GHZ, USE_RADAR), 0);
	assert_int_equal(count(0x6c, "SE", BAND_2GHZ, USE_AP), 11);
	assert_int_equal(count(0x6c, "SE", BAND_2GHZ, USE_LISTEN), 2);
	/* 0x64 has neither 12 and 13 nor the middle of 5 GHz */
	assert_int_equal(count(0x64, "SE", BAND_2GHZ, USE_LISTEN), 0);
	assert_int_equal(count(0x64, "SE", BAND_5GHZ, USE_LISTEN), 13);
}

static void channels_of_a_country_card(void **state)
{
	/* it does not listen to the user at all */
	assert_int_equal(count(0x8348, "SE", BAND_2GHZ, USE_AP), 11);
	assert_int_equal(count(0x8348, "US", BAND_5GHZ, USE_AP), 0);
	assert_int_equal(count(0x8348, "SE", BAND_5GHZ, USE_LISTEN),
			 count(0x8348, "US", BAND_5GHZ, USE_LISTEN));
}

/* Of kernels that take its hint: it listens, within its own country's rules. */
static void channels_of_a_country_card_later(void **state)
{
	static const char *const releases[] = { "6.5.0", "6.12.117+deb12-amd64",
						"7.2.13+deb14-amd64", NULL };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(releases); i++) {
		assert_int_equal(count_on(releases[i], 0x8348, "US", BAND_5GHZ,
					  USE_AP),
				 9);
		/* 12 and 13 are Sweden's, not those of the US */
		assert_int_equal(count_on(releases[i], 0x8348, "SE", BAND_2GHZ,
					  USE_AP),
				 11);
		assert_int_equal(count_on(releases[i], 0x6c, "SE", BAND_5GHZ,
					  USE_AP),
				 0);
	}
	/* India's rules meet in the middle of channel 144 */
	assert_int_equal(count_on(NULL, 0x8164, "US", BAND_5GHZ, USE_NONE), 1);
	assert_int_equal(count_on(NULL, 0x8164, "IN", BAND_5GHZ, USE_NONE), 0);
	assert_int_equal(count_on("6.4.16", 0x8348, "US", BAND_5GHZ, USE_AP),
			 0);
	assert_int_equal(count_on("5.10.0-46-amd64", 0x8348, "US", BAND_5GHZ,
				  USE_AP),
			 0);
}

static void channels_of_a_refused_card(void **state)
{
	assert_int_equal(count(0x1234, "SE", BAND_2GHZ, USE_NONE), 14);
}

int test_stock(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes),
		cmocka_unit_test(channels_of_a_world_card),
		cmocka_unit_test(channels_of_a_country_card),
		cmocka_unit_test(channels_of_a_country_card_later),
		cmocka_unit_test(channels_of_a_refused_card),
	};

	return cmocka_run_group_tests_name("stock", tests, NULL, NULL);
}
