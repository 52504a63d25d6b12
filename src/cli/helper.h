/* SPDX-License-Identifier: ISC */
/* The programs that are installed with the command, in a folder of their own. */

#ifndef HELPER_H
#define HELPER_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#define WORDS_OF_HELPER 8

char *helper_path(const char *name);
FILE *helper_start(const char *const words[WORDS_OF_HELPER], pid_t *child);
bool helper_end(FILE *out, pid_t child);
const char *advise(const char *role, const char *word);

#endif /* HELPER_H */
