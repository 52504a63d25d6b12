// SPDX-License-Identifier: ISC
/* ath-user-regd: see command_help(). */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "files.h"
#include "paint.h"
#include "util.h"

/* What was printed has to have arrived: on a full disk it has not. */
static int closed_well(int status)
{
	if (fflush(stdout) || ferror(stdout))
		return complain(NULL, "what was to be printed is lost");

	return status;
}

static bool has_word(int argc, char **argv, const char *word)
{
	int i;

	for (i = 1; i < argc; i++)
		if (!strcmp(argv[i], word))
			return true;

	return false;
}

/* An empty word is a script's mistake, which must not change this system. */
static bool set_root(const char *path)
{
	if (!*path || !root_open(path)) {
		complain("ls -d DIR", "--root: '%s' is no folder", path);
		return false;
	}
	if (!strcmp(path, "/"))
		root = "";

	return true;
}

int main(int argc, char **argv)
{
	struct call call;
	int status;

	if (argc > 1 && !strcmp(argv[1], "--complete")) {
		command_complete(argc - 2, argv + 2);
		return 0;
	}
	if (has_word(argc, argv, "--help") ||
	    (argc == 2 && !strcmp(argv[1], "help"))) {
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
	if (call.value[OPTION_ROOT] && !set_root(call.value[OPTION_ROOT]))
		return 2;

	return closed_well(call.command->run(&call));
}
