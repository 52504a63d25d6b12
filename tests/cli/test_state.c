// SPDX-License-Identifier: ISC

#include <stdio.h>
#include <stdlib.h>

#include "state.h"
#include "tests.h"
#include "util.h"

#define RELEASE "release=6.1.0-56-amd64\n"

static struct state parsed(const char *text)
{
	char *copy = xstrdup(text);
	struct state state;

	state_parse(&state, copy, "6.1.0-56-amd64");
	free(copy);

	return state;
}

static void a_whole_one(void **state)
{
	struct state s = parsed(RELEASE
				"package=linux\nversion=6.1.192-2\n"
				"verdict=waiting\nreason=a = b; next: c\n"
				"next=\nsource_package=linux\n"
				"source_version=6.1.170-1\nexact=no\n"
				"proven=ath ath10k_core\n"
				"later=unknown\nverdict=failed\n");

	assert_int_equal(s.verdict, VERDICT_WAITING);
	assert_string_equal(s.reason, "a = b; next: c");
	assert_null(s.next);
	assert_string_equal(s.identity, "linux 6.1.192-2");
	assert_string_equal(s.source, "linux 6.1.170-1");
	assert_null(s.provider);
	assert_string_equal(s.exact, "no");
	assert_string_equal(s.proven, "ath ath10k_core");
	state_free(&s);
}

static void every_verdict(void **state)
{
	enum verdict verdict;
	char text[128];
	struct state s;

	for (verdict = VERDICT_INSTALLED; verdict <= VERDICT_NOTHING;
	     verdict++) {
		snprintf(text, sizeof(text), RELEASE "verdict=%s\n",
			 verdict_name(verdict));
		s = parsed(text);
		assert_int_equal(s.verdict, verdict);
		state_free(&s);
	}
	assert_null(verdict_name(VERDICT_NONE));
}

static void none(void **state)
{
	static const char *const texts[] = {
		"",
		"\n",
		"=\n",
		"verdict=failed\nreason=x\n",
		"release=6.1.0-5\nverdict=failed\n",
		RELEASE "verdict=failed",
		RELEASE "verdict=Failed\nreason=x\n",
		RELEASE "verdict=\nreason=x\n",
		RELEASE "xverdict=failed\nreason=x\n",
		RELEASE "verdict\n=failed\n",
	};
	struct state s;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		s = parsed(texts[i]);
		assert_int_equal(s.verdict, VERDICT_NONE);
		assert_null(s.reason);
		state_free(&s);
	}
}

static void what_is_cut_or_hostile(void **state)
{
	struct state s = parsed(RELEASE "verdict=failed\nreason=ha");

	assert_int_equal(s.verdict, VERDICT_FAILED);
	assert_null(s.reason);
	state_free(&s);
	s = parsed(RELEASE "verdict=failed\nreason=\033[2J\xff\nnext=\r\n"
			   "package=linux\n");
	assert_string_equal(s.reason, "?[2J?");
	assert_string_equal(s.next, "?");
	assert_null(s.identity);
	state_free(&s);
}

int test_state(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_one),
		cmocka_unit_test(every_verdict),
		cmocka_unit_test(none),
		cmocka_unit_test(what_is_cut_or_hostile),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
