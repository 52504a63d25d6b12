// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <stdlib.h>

#include "kernel_log.h"
#include "tests.h"

static const char ours[] =
	"<6>[    5.1] ath: phy0: EEPROM regdomain 0x006c, but the user's country counts\n"
	"<6>[    5.2] ath: phy10: EEPROM regdomain 0x8348, but the user's country counts\n"
	"<6>[   95.1] ath: phy0: EEPROM regdomain 0x0060, but the user's country counts\n";

#define INIT(code)                                                                \
	"<7>[ 5.1] ath: EEPROM regdomain: " code "\n"                             \
	"<7>[ 5.1] ath: EEPROM indicates we should expect a direct regpair map\n" \
	"<7>[ 5.1] ath: Country alpha2 being used: 00\n"                          \
	"<7>[ 5.1] ath: Regpair used: 0x6c\n"
#define UPDATE(code) \
	INIT(code)   \
	"<7>[ 9.1] ath: regdomain " code " dynamically updated by user\n"

static void of_ours(void **state)
{
	uint16_t code = 0;

	/* the last: names are given anew when cfg80211 is loaded */
	assert_true(kernel_log_ours(ours, "phy0", &code));
	assert_int_equal(code, 0x60);
	assert_true(kernel_log_ours(ours, "phy10", &code));
	assert_int_equal(code, 0x8348);
	assert_false(kernel_log_ours(ours, "phy1", &code));
	assert_false(kernel_log_ours("", "phy0", &code));
	assert_false(
		kernel_log_ours("ath: phy0: EEPROM regdomain ", "phy0", &code));
}

static void of_stock(void **state)
{
	uint16_t code = 0;

	assert_true(kernel_log_stock(INIT("0x6c"), &code));
	assert_int_equal(code, 0x6c);
	assert_false(kernel_log_stock("", &code));
	assert_false(kernel_log_stock(ours, &code));
	/* a country that was set is no EEPROM's code */
	assert_true(kernel_log_stock(INIT("0x6c") UPDATE("0x82f0"), &code));
	assert_int_equal(code, 0x6c);
	/* loaded twice, one radio */
	assert_true(kernel_log_stock(INIT("0x6c") INIT("0x6c"), &code));
	/* of which radio? */
	assert_false(kernel_log_stock(INIT("0x6c") INIT("0x64"), &code));
	assert_false(
		kernel_log_stock("ath: EEPROM regdomain: 0x123456\n", &code));
}

#define LOCKOUT(phy, says)                                      \
	"<5>[ 9.1] ath: phy0: the driver of " phy " says " says \
	", no user counts now\n"

static void of_lockout(void **state)
{
	char alpha2[3], *phy;

	/* the last; each of our radios has a line */
	phy = kernel_log_lockout(LOCKOUT("phy1", "US") LOCKOUT("phy12", "DE")
					 LOCKOUT("phy12", "DE"),
				 alpha2);
	assert_string_equal(phy, "phy12");
	assert_string_equal(alpha2, "DE");
	free(phy);
	assert_null(kernel_log_lockout("", alpha2));
	assert_null(kernel_log_lockout(ours, alpha2));
	assert_null(kernel_log_lockout(LOCKOUT("phy", "US"), alpha2));
	assert_null(kernel_log_lockout("ath: phy0: the driver of phy1 says ",
				       alpha2));
}

int test_kernel_log(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_ours),
		cmocka_unit_test(of_stock),
		cmocka_unit_test(of_lockout),
	};

	return cmocka_run_group_tests_name("kernel_log", tests, NULL, NULL);
}
