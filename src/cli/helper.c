// SPDX-License-Identifier: ISC

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "helper.h"
#include "util.h"

/**
 * helper_path() - where a helper or a file of its is
 * @name: its name
 *
 * Return: its path, to be freed: where it was installed, or for a build that was
 * not, below what the variable says.
 */
char *helper_path(const char *name)
{
	const char *dir = getenv("ATH_USER_REGD_LIB");

	return xasprintf("%s/%s", dir ? dir : LIB_DIR, name);
}

/**
 * helper_start() - start one
 * @words: its path, what it is told, and a NULL
 * @child: is given its process
 *
 * Return: what it prints, for helper_end(), or NULL.
 */
FILE *helper_start(const char *const words[WORDS_OF_HELPER], pid_t *child)
{
	int ends[2];

	/* in the order in which things were said */
	fflush(stdout);
	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	*child = fork();
	if (*child < 0) {
		close(ends[0]);
		close(ends[1]);
		return NULL;
	}
	if (!*child) {
		dup2(ends[1], STDOUT_FILENO);
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	close(ends[1]);

	return fdopen(ends[0], "r");
}

/**
 * helper_end() - wait until one has ended
 * @out: of helper_start()
 * @child: of helper_start()
 *
 * Return: whether it has done what it should.
 */
bool helper_end(FILE *out, pid_t child)
{
	int status;

	fclose(out);
	return waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       !WEXITSTATUS(status);
}

/**
 * advise() - what to type on this system
 * @role: what for; see scripts/advice
 * @word: the kernel, the package, or NULL
 *
 * Return: the line, until the next call, or NULL when there is none.
 */
const char *advise(const char *role, const char *word)
{
	const char *words[WORDS_OF_HELPER] = { NULL };
	static char line[256];
	char *path = helper_path("advice"), *end;
	FILE *out = NULL;
	pid_t child;
	size_t n = 0;

	words[n++] = path;
	if (*root) {
		words[n++] = "--root";
		words[n++] = root;
	}
	words[n++] = role;
	words[n] = word;
	if (!access(path, X_OK))
		out = helper_start(words, &child);
	free(path);
	if (!out)
		return NULL;

	if (!fgets(line, sizeof(line), out))
		*line = '\0';
	end = strchr(line, '\n');
	if (end)
		*end = '\0';

	return helper_end(out, child) && *line ? printable(line) : NULL;
}
