/* SPDX-License-Identifier: ISC */
/* The distribution's own modules, which lie beside ours. */

#ifndef STOCK_MODULES_H
#define STOCK_MODULES_H

#include <libkmod.h>

char *stock_module_path(const char *release, const char *name);
int stock_modules_load(struct kmod_ctx *ctx, const char *release,
		       const char *name);

#endif /* STOCK_MODULES_H */
