/* SPDX-License-Identifier: ISC */
/* What every test file needs, and the groups of tests there are. */

#ifndef TESTS_H
#define TESTS_H

// IWYU pragma: begin_exports
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// IWYU pragma: end_exports

int test_db(void);
int test_channel(void);
int test_stock(void);
int test_config(void);
int test_kernel_log(void);
int test_nl80211(void);
int test_chart(void);
int test_command(void);
int test_release(void);
int test_state(void);
int test_signing(void);

#endif /* TESTS_H */
