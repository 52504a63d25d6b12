// SPDX-License-Identifier: ISC
/*
 * proof PART...: proves the contract, C0 to C9 of the design, in a booted
 * kernel, with the virtual radios of ../vradio. Runs in the guest.
 *
 * The parts are the functions of the table below. SEED, SAMPLE, GUEST and
 * GUESTS in the environment say how much of each is to be done here, see
 * plan.h; the verdict goes to descriptor 3, see report.c. Exit status: 0 when
 * every promise was kept, 1 when one was broken, 2 when nothing was proven.
 */

#include <stdio.h>
#include <string.h>

#include "oracle.h"
#include "plan.h"
#include "refused.h"
#include "report.h"
#include "soak.h"
#include "sweep.h"
#include "tables.h"
#include "together.h"
#include "util.h"
#include "values.h"
#include "walk.h"

static const struct {
	const char *name;
	void (*run)(void);
} parts[] = {
	{ "sweep", sweep },   { "peers", peers },	{ "refused", refused },
	{ "values", values }, { "together", together }, { "closed", closed },
	{ "walk", walk },     { "soak", soak },
};

static void run_part(const char *name)
{
	double start = now();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		if (strcmp(name, parts[i].name))
			continue;
		parts[i].run();
		note("%s took %.0f s", name, now() - start);
		return;
	}
	die("there is no part '%s'", name);
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 2)
		die("usage: proof PART...");

	plan_read();
	report_open();
	tables_read();
	oracle_record();
	for (i = 1; i < argc; i++)
		run_part(argv[i]);

	return report_close() ? 0 : 1;
}
