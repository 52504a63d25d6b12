// SPDX-License-Identifier: ISC
/* What the user types, read by the table; help and completion made of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "db.h"
#include "files.h"
#include "util.h"

static const struct {
	const char *name;
	const char *value;
	const char *help;
} options[N_OPTIONS] = {
	[OPTION_JSON] = { "--json", NULL, "for programs; see the man page" },
	[OPTION_COUNTRY] = { "--country", "CC", "as if this country were set" },
	[OPTION_SVG] = { "--svg", "FILE", "draw it there instead" },
	[OPTION_FORCE] = { "--force", NULL, "also while an interface is up" },
	[OPTION_ROOT] = { "--root", "DIR",
			  "the system in DIR, not the running one" },
};

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < n_commands; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];

	return NULL;
}

static int usage_error(const char *what, const char *word)
{
	fprintf(stderr, PROGRAM ": error: %s%s%s; see: " PROGRAM " --help\n",
		what, word ? " " : "", word ? word : "");
	return 2;
}

/* The option that @word is, with the length of its name, or N_OPTIONS. */
static enum option find_option(const char *word, size_t *len)
{
	enum option option;

	*len = strcspn(word, "=");
	for (option = 0; option < N_OPTIONS; option++)
		if (strlen(options[option].name) == *len &&
		    !memcmp(options[option].name, word, *len))
			break;

	return option;
}

/* Takes the option at @argv; returns how many words it was, or -2. */
static int parse_option(int argc, char **argv, struct call *call)
{
	const char *word = argv[0];
	enum option option;
	size_t len;

	option = find_option(word, &len);
	if (option == N_OPTIONS || !(call->command->options & TAKES(option))) {
		fprintf(stderr,
			PROGRAM ": error: %s takes no %s; see: " PROGRAM
				" --help\n",
			call->command->name, word);
		return -2;
	}

	if (!options[option].value) {
		if (word[len])
			return -usage_error("there is no value for",
					    options[option].name);
		call->value[option] = "";
		return 1;
	}
	if (word[len]) {
		call->value[option] = word + len + 1;
		return 1;
	}
	if (argc < 2)
		return -usage_error("a value is missing behind", word);

	call->value[option] = argv[1];
	return 2;
}

/**
 * command_parse() - read what the user has typed
 * @argc: as in main(), without the program's name
 * @argv: as in main(), without the program's name
 * @call: is given it
 *
 * Return: 0, or 2 when it makes no sense, having said so.
 */
int command_parse(int argc, char **argv, struct call *call)
{
	int i = 0, used;

	memset(call, 0, sizeof(*call));
	call->command = &commands[0];
	if (argc > 0 && argv[0][0] != '-') {
		call->command = find_command(argv[0]);
		if (!call->command)
			return usage_error("there is no command", argv[0]);
		i = 1;
	}

	while (i < argc) {
		if (argv[i][0] == '-') {
			used = parse_option(argc - i, argv + i, call);
			if (used < 0)
				return -used;
			i += used;
		} else if (!call->command->word || call->n_words) {
			return usage_error("there is a word too many:",
					   argv[i]);
		} else {
			call->words[call->n_words++] = argv[i++];
		}
	}

	return 0;
}

static void print_usage(const struct command *command)
{
	enum option option;
	char usage[80];
	int len;

	len = snprintf(usage, sizeof(usage), "%s", command->name);
	if (command->word)
		len += snprintf(usage + len, sizeof(usage) - (size_t)len,
				" [%s]", command->word);
	for (option = 0; option < N_OPTIONS; option++)
		if (command->options & TAKES(option))
			len += snprintf(usage + len,
					sizeof(usage) - (size_t)len,
					" [%s%s%s]", options[option].name,
					options[option].value ? " " : "",
					options[option].value ?
						options[option].value :
						"");
	printf("  %s\n      %s\n", usage, command->help);
}

/**
 * command_help() - print what there is
 */
void command_help(void)
{
	enum option option;
	size_t i;

	puts("Usage: " PROGRAM " [COMMAND] [WORD] [OPTION...]\n\n"
	     "Lets your country count on Wi-Fi cards with an Atheros chip, "
	     "instead of the\n"
	     "code in the card's EEPROM.\n");
	for (i = 0; i < n_commands; i++)
		print_usage(&commands[i]);
	putchar('\n');
	for (option = 0; option < N_OPTIONS; option++)
		printf("  %-9s %-5s %s\n", options[option].name,
		       options[option].value ? options[option].value : "",
		       options[option].help);
	puts("  --help          this\n"
	     "  --version       the version\n\n"
	     "Exit status: 0 all is well, 1 there is something to mend, "
	     "2 wrong usage.\n"
	     "See ath-user-regd(8).");
}

static void offer(const char *word, const char *begun)
{
	if (!strncmp(word, begun, strlen(begun)))
		puts(word);
}

static void offer_folder(const char *path, const char *begun)
{
	struct folder folder;
	size_t i;

	folder_read(&folder, path);
	for (i = 0; i < folder.n; i++)
		offer(printable(folder.entry[i]->d_name), begun);
	folder_free(&folder);
}

static void offer_countries(const char *begun)
{
	char alpha2[3];
	struct db db;
	size_t i;

	if (db_open(&db))
		return;
	for (i = 0; db_country(&db, i, alpha2); i++)
		if (is_letter(alpha2[0]))
			offer(alpha2, begun);
	db_close(&db);
}

static void offer_word(const char *kind, const char *begun)
{
	if (!strcmp(kind, "PHY"))
		offer_folder("/sys/class/ieee80211", begun);
	else if (!strcmp(kind, "KREL"))
		offer_folder("/lib/modules", begun);
	else
		offer_countries(begun);
}

static void offer_options(const struct command *command, const char *begun)
{
	enum option option;

	for (option = 0; option < N_OPTIONS; option++)
		if (command->options & TAKES(option))
			offer(options[option].name, begun);
}

/**
 * command_complete() - print what the last word may become
 * @n: how many words there are, without the program's name
 * @words: they; the last is what has been begun
 *
 * For the shell; a file or a folder is its own to complete.
 */
void command_complete(int n, char **words)
{
	const struct command *command = NULL;
	const char *begun = n ? words[n - 1] : "";
	enum option option = N_OPTIONS;
	size_t i;

	if (n > 1)
		command = find_command(words[0]);
	if (n > 1)
		option = find_option(words[n - 2], &i);

	if (option < N_OPTIONS && options[option].value) {
		if (option == OPTION_COUNTRY)
			offer_countries(begun);
	} else if (command) {
		offer_options(command, begun);
		if (command->word && begun[0] != '-')
			offer_word(command->word, begun);
	} else if (n == 1) {
		for (i = 0; i < n_commands; i++)
			offer(commands[i].name, begun);
		offer("--help", begun);
		offer("--version", begun);
		offer_options(&commands[0], begun);
	}
}
