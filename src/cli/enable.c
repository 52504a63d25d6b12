// SPDX-License-Identifier: ISC
/* enable and disable: our line in modprobe.d. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "config.h"
#include "db.h"
#include "helper.h"
#include "machine.h"
#include "util.h"

/* What to type when a country was wrong. */
#define EXAMPLE "sudo " PROGRAM " enable SE, with your country's letters for SE"

/* A country that the database has no rules for would leave the user in 00. */
static int check_country(const char *word, char alpha2[3])
{
	struct domain domain;
	struct db db;
	const char *why;
	bool known;

	if (!value_is_country(word))
		return complain(EXAMPLE,
				"'%s' is no country: two letters are needed",
				word);
	memcpy(alpha2, word, 3);
	to_upper(alpha2);

	why = db_open(&db);
	if (why) {
		db_close(&db);
		return complain(advise("next_regdb", NULL),
				DB_PATH " %s: %s can't be checked", why,
				alpha2);
	}
	known = db_domain(&db, alpha2, &domain);
	db_close(&db);
	if (!known)
		return complain(EXAMPLE,
				"the regulatory database has no rules for %s",
				alpha2);

	return 0;
}

/* The lines of one text that the other has not; both are a few lines. */
static void show_lines(char mark, const char *these, const char *those)
{
	const char *next;
	char *line;
	size_t len;

	for (; *these; these = next) {
		len = strcspn(these, "\n");
		next = these + len + (these[len] == '\n');
		line = xasprintf("%.*s\n", (int)len, these);
		if (!strstr(those, line))
			printf("  %c %s", mark, line);
		free(line);
	}
}

static void say_next(const char *value)
{
	struct machine machine;

	machine_read(&machine);
	if (machine.running.release && machine.running.whose != WHOSE_OURS)
		printf("Our ath.ko is not installed for %s, which is running; next: " PROGRAM
		       " doctor\n",
		       machine.running.release);
	else if (machine.loaded != WHOSE_NONE)
		puts("The module that is loaded does not know yet; next: sudo " PROGRAM
		     " reload, or reboot");
	else if (machine.running.release)
		puts("It counts when the driver is loaded next.");
	if (value && !value_is_country(value))
		puts("Set your country as you always would, for example:\n"
		     "  sudo iw reg set SE\n"
		     "or start in it: sudo " PROGRAM " enable SE");
	if (value)
		puts("You answer for the country that you set.");
	if (machine.set_user_regd && value &&
	    strcmp(machine.set_user_regd, value) != 0)
		printf("Another file in modprobe.d has user_regd=%s, which counts instead; next: grep -r user_regd /etc/modprobe.d\n",
		       machine.set_user_regd);
	machine_free(&machine);
}

/* The file could not be written, for the reason in errno. */
static int not_written(void)
{
	const char *why = strerror(errno), *next;

	switch (errno) {
	case EACCES:
	case EPERM:
		next = "sudo " PROGRAM;
		break;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		next = "df -h " CONFIG_DIR;
		break;
	default:
		next = "findmnt -T /etc";
	}

	return complain(next, CONFIG_PATH " can't be written: %s", why);
}

static int change(const char *value)
{
	const char *why;
	char *old = config_read(&why), *new;
	int status = 0;

	if (!old)
		return complain("sudo ls -l " CONFIG_PATH, CONFIG_PATH " %s",
				why);

	new = config_edit(old, value);
	if (!strcmp(old, new)) {
		printf(CONFIG_PATH " %s\n",
		       *new ? "says so already" :
			      "is not there: nothing to do");
	} else if (config_write(new)) {
		puts(*new ? CONFIG_PATH ":" : CONFIG_PATH ": removed");
		show_lines('-', old, new);
		show_lines('+', new, old);
	} else {
		status = not_written();
	}
	if (!status)
		say_next(value);
	free(old);
	free(new);

	return status;
}

/**
 * enable_run() - let the user's country count
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int enable_run(const struct call *call)
{
	char alpha2[3] = "1";

	if (call->n_words && check_country(call->words[0], alpha2))
		return 1;

	return change(alpha2);
}

/**
 * disable_run() - let the EEPROM count
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int disable_run(const struct call *call)
{
	(void)call;

	return change(NULL);
}
