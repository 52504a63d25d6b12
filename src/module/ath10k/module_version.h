/* SPDX-License-Identifier: ISC */
/*
 * A module's version, for what is included before everything else:
 * linux/module.h can't be, since a source file sets pr_fmt before it.
 */

#include "../user_regd_version.h"

static const char user_regd_module_version[] __used __section(".modinfo")
	__aligned(1) = "version=" USER_REGD_VERSION;
