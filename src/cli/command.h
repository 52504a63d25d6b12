/* SPDX-License-Identifier: ISC */
/* The one table of commands, and what is made of it. */

#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#define WORDS_MAX 2

/* The options; each command says which it takes. */
enum option {
	OPTION_JSON,
	OPTION_COUNTRY,
	OPTION_SVG,
	OPTION_FORCE,
	OPTION_ROOT,
	N_OPTIONS,
};

#define TAKES(option) (1U << (option))

/**
 * struct call - what the user has typed
 * @command: the command
 * @value: of each option, NULL where it isn't there; one without a value: ""
 * @words: what follows the command
 * @n_words: how many
 */
struct call {
	const struct command *command;
	const char *value[N_OPTIONS];
	const char *words[WORDS_MAX];
	size_t n_words;
};

/**
 * struct command - a command
 * @name: its name
 * @word: the word that may follow it, or NULL
 * @options: those that it takes, of TAKES()
 * @help: what it does, in one line
 * @run: does it; returns the exit status
 */
struct command {
	const char *name;
	const char *word;
	unsigned int options;
	const char *help;
	int (*run)(const struct call *call);
};

extern const struct command commands[];
extern const size_t n_commands;

int command_parse(int argc, char **argv, struct call *call);
void command_help(void);
void command_complete(int n, char **words);

int status_run(const struct call *call);
int channels_run(const struct call *call);
int enable_run(const struct call *call);
int disable_run(const struct call *call);
int reload_run(const struct call *call);
int doctor_run(const struct call *call);
int enroll_run(const struct call *call);
int verify_run(const struct call *call);

#endif /* COMMAND_H */
