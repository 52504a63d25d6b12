// SPDX-License-Identifier: ISC

#include "command.h"
#include "tests.h"

static int parse(struct call *call, char *a, char *b, char *c)
{
	char *argv[] = { a, b, c, NULL };
	int argc = 0;

	while (argv[argc])
		argc++;

	return command_parse(argc, argv, call);
}

static void what_makes_sense(void **state)
{
	struct call call;

	assert_int_equal(parse(&call, NULL, NULL, NULL), 0);
	assert_string_equal(call.command->name, "status");
	assert_int_equal(parse(&call, "--json", NULL, NULL), 0);
	assert_non_null(call.value[OPTION_JSON]);
	assert_int_equal(parse(&call, "channels", "phy0", "--country=SE"), 0);
	assert_string_equal(call.words[0], "phy0");
	assert_string_equal(call.value[OPTION_COUNTRY], "SE");
	assert_int_equal(parse(&call, "doctor", "--root", "/x"), 0);
	assert_string_equal(call.value[OPTION_ROOT], "/x");
}

static void what_does_not(void **state)
{
	struct call call;

	assert_int_equal(parse(&call, "nonsense", NULL, NULL), 2);
	assert_int_equal(parse(&call, "status", "--force", NULL), 2);
	assert_int_equal(parse(&call, "status", "--jso", NULL), 2);
	assert_int_equal(parse(&call, "status", "--json=1", NULL), 2);
	assert_int_equal(parse(&call, "status", "word", NULL), 2);
	assert_int_equal(parse(&call, "enable", "SE", "DE"), 2);
	assert_int_equal(parse(&call, "doctor", "--root", NULL), 2);
	assert_int_equal(parse(&call, "-x", NULL, NULL), 2);
}

int test_command(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_sense),
		cmocka_unit_test(what_does_not),
	};

	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
