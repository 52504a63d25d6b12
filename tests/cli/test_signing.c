// SPDX-License-Identifier: ISC

#include <stdlib.h>

#include "signing.h"
#include "tests.h"

static void assert_value(const char *text, const char *expected)
{
	char *value = conf_value(text, "mok_certificate");

	if (expected)
		assert_string_equal(value, expected);
	else
		assert_null(value);
	free(value);
}

static void reads_what_a_shell_would(void **state)
{
	assert_value("", NULL);
	assert_value("# mok_certificate=/a\nmok_certificates=/b\n", NULL);
	assert_value("mok_certificate=/a", "/a");
	assert_value("mok_certificate=/a # ours\n", "/a");
	assert_value("  mok_certificate=\"/a b\" # ours\r\n", "/a b");
	assert_value("mok_certificate='/a'\nmok_certificate=/b\n", "/b");
	assert_value("mok_certificate=/a\nmok_certificate=\n", NULL);
	assert_value("x=y; mok_certificate=/a\n", NULL);
	assert_value("mok_certificate=\"/a\nx=\"", "/a\nx=");
	assert_value("mok_certificate=\"", NULL);
}

/* The beginning of certificates, as openssl makes them. */
static void knows_a_serial_number(void **state)
{
	static const char plain[] = "\x30\x82\x03\x0f\x30\x82\x01\xf7\xa0\x03"
				    "\x02\x01\x02\x02\x04\x3e\x6d\x66\xdf\x30";
	static const char high[] = "\x30\x82\x03\x0f\x30\x82\x01\xf7\xa0\x03"
				   "\x02\x01\x02\x02\x03\x00\xbe\x6d\x30";
	char late[80] = { 0 };

	assert_true(has_serial(plain, sizeof(plain) - 1, "3E:6D:66:DF"));
	assert_false(has_serial(plain, sizeof(plain) - 1, "3E:6D:66:DE"));
	assert_false(has_serial(plain, sizeof(plain) - 1, "3E:6D:66"));
	assert_false(has_serial(plain, sizeof(plain) - 1, "6D:66:DF"));
	assert_false(has_serial(plain, sizeof(plain) - 1, ""));
	assert_false(has_serial(plain, 16, "3E:6D:66:DF"));
	/* a positive number whose highest bit is set begins with a 0 */
	assert_true(has_serial(high, sizeof(high) - 1, "BE:6D"));
	/* further on it is something else */
	late[70] = 2;
	late[71] = 1;
	late[72] = 7;
	assert_false(has_serial(late, sizeof(late), "07"));
}

int test_signing(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_a_shell_would),
		cmocka_unit_test(knows_a_serial_number),
	};

	return cmocka_run_group_tests_name("signing", tests, NULL, NULL);
}
