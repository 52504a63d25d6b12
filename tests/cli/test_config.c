// SPDX-License-Identifier: ISC

#include <stdlib.h>

#include "config.h"
#include "machine.h"
#include "tests.h"

#define HEADER \
	"# Written by ath-user-regd(8): enable and disable change this file.\n"

static void edits(const char *text, const char *value, const char *expected)
{
	char *edited = config_edit(text, value);

	assert_string_equal(edited, expected);
	free(edited);
}

static void writes_its_line(void **state)
{
	edits("", "1", HEADER "options ath user_regd=1\n");
	edits("options ath user_regd=1\n", "SE",
	      HEADER "options ath user_regd=SE\n");
	edits(HEADER "options ath user_regd=1", "1",
	      HEADER "options ath user_regd=1\n");
}

static void takes_it_away(void **state)
{
	edits(HEADER "options ath user_regd=SE\n", NULL, "");
	edits("options  ath\tuser_regd  relax_default=1\n", NULL, "");
	edits("", NULL, "");
}

static void keeps_what_others_wrote(void **state)
{
	edits("# mine\n\noptions ath9k ps_enable=1\nblacklist ath\n", "1",
	      HEADER "options ath user_regd=1\n"
		     "# mine\n\noptions ath9k ps_enable=1\nblacklist ath\n");
	edits("# mine\noptions ath debug=1 user_regd=SE foo\n", NULL,
	      "# mine\noptions ath debug=1 foo\n");
	edits("options ath relax_default=1 user_regd=0\n", "1",
	      HEADER "options ath user_regd=1\noptions ath relax_default=1\n");
	edits("options ath user_regdx=1\n", NULL, "options ath user_regdx=1\n");
	edits("options", NULL, "options\n");
	edits("options athx user_regd=1", NULL, "options athx user_regd=1\n");
	/* to the letter, where nothing of ours is in it */
	edits("options  ath\tdebug=1 \r\n", NULL, "options  ath\tdebug=1 \r\n");
	edits("options ath user_regd=1\r\n", NULL, "");
}

/* To modprobe a backslash at the end makes one line of two. */
static void joins_lines_as_modprobe_does(void **state)
{
	edits("options ath \\\nuser_regd=SE\n", NULL, "");
	edits("opt\\\nions ath \\\n user_regd=SE debug=1\nrest\n", NULL,
	      "options ath debug=1\nrest\n");
	edits("# comment \\\noptions ath user_regd=1\n", NULL,
	      "# comment \\\noptions ath user_regd=1\n");
	/* nothing of ours comes behind it */
	edits("alias a \\", "1",
	      HEADER "options ath user_regd=1\nalias a \\\n");
	edits("alias a \\\n", "1",
	      HEADER "options ath user_regd=1\nalias a \\\n\n");
}

static void values(void **state)
{
	assert_true(value_is_on("1"));
	assert_true(value_is_on("y"));
	assert_true(value_is_on("se"));
	assert_false(value_is_on("0"));
	assert_false(value_is_on("N"));
	assert_false(value_is_on(""));
	assert_false(value_is_on("11"));
	assert_false(value_is_on("SWE"));
	assert_false(value_is_on(NULL));
	assert_false(value_is_country("5E"));
}

int test_config(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_its_line),
		cmocka_unit_test(takes_it_away),
		cmocka_unit_test(keeps_what_others_wrote),
		cmocka_unit_test(joins_lines_as_modprobe_does),
		cmocka_unit_test(values),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
