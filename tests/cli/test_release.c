// SPDX-License-Identifier: ISC
/* The table that sort_releases is tested with, too. */

#include <stdio.h>
#include <stdlib.h>

#include "release.h"
#include "tests.h"

static void the_table(void **state)
{
	const char *path = getenv("VERSIONS");
	char line[256], older[128], newer[128];
	FILE *table;
	int n = 0;

	table = path ? fopen(path, "r") : NULL;
	assert_non_null(table);
	/* clang-tidy 19 doesn't know that this ends the test */
	if (!table)
		return;
	while (fgets(line, sizeof(line), table)) {
		if (*line == '#')
			continue;
		assert_int_equal(sscanf(line, "%127s < %127s", older, newer),
				 2);
		n++;
		if (release_compare(older, newer) >= 0 ||
		    release_compare(newer, older) <= 0)
			fail_msg("%s", line);
		assert_int_equal(release_compare(older, older), 0);
	}
	fclose(table);
	assert_true(n > 30);
}

static void odd_ones(void **state)
{
	assert_true(release_compare("", "6.1") < 0);
	assert_true(release_compare("6", "6.") < 0);
	assert_true(release_compare("6.99999999999999999999999999",
				    "6.100000000000000000000000000") < 0);
	assert_int_equal(release_compare("6.001", "6.1"), 0);
	assert_true(release_compare("9\377", "9z") != 0);
	assert_true(release_compare("6.1-rc", "6.1") > 0);
}

int test_release(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(odd_ones),
	};

	return cmocka_run_group_tests_name("release", tests, NULL, NULL);
}
