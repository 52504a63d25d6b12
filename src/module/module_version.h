/* SPDX-License-Identifier: ISC */
/*
 * What each of our modules says of itself (modinfo): its version, the kernel that it was
 * built for, and the source that it was built from. That it says so makes it ours.
 *
 * In ath10k it is included before everything else, where linux/module.h can't be, since
 * a source file sets pr_fmt before it.
 */

#include "user_regd_version.h"

#ifdef __clang__
#define USER_REGD_COMPILER __VERSION__
#else
#define USER_REGD_COMPILER "gcc " __VERSION__
#endif

/* clang-format off */
static const char user_regd_module_version[] __used __section(".modinfo")
	__aligned(1) = "version=" USER_REGD_VERSION "\0" USER_REGD_FACTS
		       "compiler=" USER_REGD_COMPILER;
/* clang-format on */
