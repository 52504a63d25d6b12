// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "db.h"
#include "tests.h"
#include "util.h"

/* One country, SE, with two rules; the second has all optional data. */
static const uint8_t small[] = { 'R', 'G', 'D', 'B', 0, 0, 0, 20,
				 /* 8 */
				 'S', 'E', 0, 4, 0, 0, 0, 0,
				 /* 16 */
				 3, 2, 2, 0, 0, 6, 0, 10,
				 /* 24 */
				 16, 0, 0x07, 0xd0, 0x00, 0x24, 0xa6, 0xd0,
				 0x00, 0x25, 0xb8, 0x40, 0x00, 0x00, 0x9c, 0x40,
				 /* 40 */
				 20, 0x1c, 0x07, 0xd0, 0x00, 0x50, 0x1b, 0xd0,
				 0x00, 0x51, 0x54, 0x50, 0x00, 0x01, 0x38, 0x80,
				 0, 60, 0, 15,
				 /* 60: WMM, 32 bytes of it */
				 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4,
				 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3,
				 4 };

static struct db copy(const uint8_t *data, size_t size)
{
	struct db db = { xcalloc(size, 1), size };

	memcpy(db.data, data, size);
	return db;
}

static void reads_a_database(void **state)
{
	struct db db = copy(small, sizeof(small));
	struct domain domain;
	char alpha2[3];

	assert_null(db_check(db.data, db.size));
	assert_true(db_country(&db, 0, alpha2));
	assert_string_equal(alpha2, "SE");
	assert_false(db_country(&db, 1, alpha2));
	assert_false(db_domain(&db, "US", &domain));
	assert_true(db_domain(&db, "SE", &domain));
	assert_int_equal(domain.n, 2);
	assert_int_equal(domain.dfs_region, 2);
	assert_int_equal(domain.rules[0].start, 2402000);
	assert_int_equal(domain.rules[0].end, 2472000);
	assert_int_equal(domain.rules[0].bandwidth, 40000);
	assert_int_equal(domain.rules[0].power, 2000);
	assert_int_equal(domain.rules[0].flags, 0);
	assert_int_equal(domain.rules[1].flags,
			 RULE_DFS | RULE_NO_IR | RULE_AUTO_BW);
	db_close(&db);
}

static void refuses_what_is_none(void **state)
{
	struct db db = copy(small, sizeof(small));

	db.data[0] = 'X';
	assert_string_equal(db_check(db.data, db.size),
			    "is no regulatory database");
	db.data[0] = 'R';
	db.data[7] = 19;
	assert_string_equal(db_check(db.data, db.size),
			    "is of a version that is not known");
	db.data[7] = 20;
	/* the second rule's length is shorter than a rule */
	db.data[40] = 15;
	assert_string_equal(db_check(db.data, db.size), "is damaged");
	db.data[40] = 20;
	/* a rule pointer behind the end */
	db.data[23] = 200;
	assert_string_equal(db_check(db.data, db.size), "is damaged");
	db.data[23] = 10;
	/* the WMM rule behind the end */
	db.data[59] = 16;
	assert_string_equal(db_check(db.data, db.size), "is damaged");
	db.data[59] = 15;
	assert_null(db_check(db.data, db.size));
	db_close(&db);
}

/* Wherever it is cut off; the sanitizer sees who reads on. */
static void survives_being_cut_off(void **state)
{
	struct db db;
	size_t size;

	for (size = 0; size < sizeof(small); size++) {
		db = copy(small, size);
		assert_non_null(db_check(db.data, db.size));
		db_close(&db);
	}
}

static void use_all(const struct db *db)
{
	struct domain domain;
	char alpha2[3];
	size_t i;

	for (i = 0; db_country(db, i, alpha2); i++)
		assert_true(db_domain(db, alpha2, &domain));
}

static void survives_any_wrong_byte(void **state)
{
	struct db db;
	size_t i;

	for (i = 0; i < sizeof(small) * 256; i++) {
		db = copy(small, sizeof(small));
		db.data[i / 256] = (uint8_t)i;
		if (!db_check(db.data, db.size))
			use_all(&db);
		db_close(&db);
	}
}

static void reads_the_installed_one(void **state)
{
	struct domain domain;
	struct db db;
	char alpha2[3];
	size_t n = 0;

	assert_null(db_open(&db));
	while (db_country(&db, n, alpha2)) {
		assert_true(db_domain(&db, alpha2, &domain));
		assert_true(domain.n > 0);
		n++;
	}
	assert_true(n > 100);
	assert_true(db_domain(&db, "00", &domain));
	assert_true(db_domain(&db, "US", &domain));
	assert_int_equal(domain.dfs_region, 1);
	assert_true(db_domain(&db, "SE", &domain));
	assert_int_equal(domain.dfs_region, 2);
	db_close(&db);
}

int test_db(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_database),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(survives_being_cut_off),
		cmocka_unit_test(survives_any_wrong_byte),
		cmocka_unit_test(reads_the_installed_one),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
