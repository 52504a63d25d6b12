// SPDX-License-Identifier: ISC
/* ath-user-regd: see command_help(). */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "paint.h"
#include "util.h"

/* What was printed has to have arrived: on a full disk it has not. */
static int closed_well(int status)
{
	if (fflush(stdout) || ferror(stdout))
		return complain(NULL, "what was to be printed is lost");

	return status;
}

int main(int argc, char **argv)
{
	struct call call;
	int status;

	if (argc > 1 && !strcmp(argv[1], "--complete")) {
		command_complete(argc - 2, argv + 2);
		return 0;
	}
	if (argc == 2 &&
	    (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help"))) {
		command_help();
		return closed_well(0);
	}
	if (argc == 2 && !strcmp(argv[1], "--version")) {
		puts(PROGRAM " " PROGRAM_VERSION);
		return closed_well(0);
	}

	status = command_parse(argc - 1, argv + 1, &call);
	if (status)
		return status;

	paint_init(STDOUT_FILENO);
	if (call.value[OPTION_ROOT])
		root = call.value[OPTION_ROOT];
	/* "/" and "" are this system */
	if (!strcmp(root, "/"))
		root = "";
	if (*root && !there_is("/."))
		return complain("ls", "%s is no folder", root) + 1;

	return closed_well(call.command->run(&call));
}
