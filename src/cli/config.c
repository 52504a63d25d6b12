// SPDX-License-Identifier: ISC
/*
 * The file is ours by name, but who knows what else somebody has put there:
 * of each line just our parameters are taken out, and what is left stays.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "files.h"
#include "util.h"

/* What modprobe parts words by, and the end of a line that came from DOS. */
#define SPACE " \t\r"

static const char header[] =
	"# Written by ath-user-regd(8): enable and disable change this file.\n";

/* The folder, held open: it stays the same one, whatever becomes of its path. */
static int open_config_dir(void)
{
	return open_in_root(CONFIG_DIR, O_PATH | O_DIRECTORY);
}

/* "user_regd" and "user_regd=..." */
static bool is_parameter(const char *word, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(word, name, len) && (!word[len] || word[len] == '=');
}

/* The end of what modprobe takes for a line: a backslash joins it to the next. */
static const char *line_end(const char *line)
{
	const char *end = line;

	while (*end && *end != '\n')
		end += end[0] == '\\' && end[1] == '\n' ? 2 : 1;

	return end;
}

/* The line as modprobe has it, to be freed. */
static char *join(const char *line, const char *end)
{
	char *joined = xcalloc((size_t)(end - line) + 1, 1), *to = joined;

	for (; line < end; line++) {
		if (line[0] == '\\' && line + 1 < end && line[1] == '\n')
			line++;
		else
			*to++ = *line;
	}

	return joined;
}

/* The words behind "options ath" that a line has, or NULL for another line. */
static char *options_of_ath(char *joined, char **next)
{
	char *word = strtok_r(joined, SPACE, next);

	if (!word || strcmp(word, "options") != 0)
		return NULL;
	word = strtok_r(NULL, SPACE, next);
	if (!word || strcmp(word, "ath") != 0)
		return NULL;

	return strtok_r(NULL, SPACE, next);
}

/* Without our parameters, and unless nothing is left; as it is if it has none. */
static void keep_others(FILE *out, const char *line, const char *end,
			bool disabling)
{
	char *joined = join(line, end), *kept = xstrdup("options ath");
	char *next = NULL, *word, *longer;
	size_t n_kept = 0, n_ours = 0;

	for (word = options_of_ath(joined, &next); word;
	     word = strtok_r(NULL, SPACE, &next)) {
		if (is_parameter(word, "user_regd") ||
		    (disabling && is_parameter(word, "relax_default"))) {
			n_ours++;
			continue;
		}
		n_kept++;
		longer = xasprintf("%s %s", kept, word);
		free(kept);
		kept = longer;
	}
	if (!n_ours)
		fprintf(out, "%.*s\n", (int)(end - line), line);
	else if (n_kept)
		fprintf(out, "%s\n", kept);
	free(kept);
	free(joined);
}

/**
 * config_edit() - the file's new text
 * @text: what it holds now, "" when it isn't there
 * @value: of user_regd, or NULL to take our parameters away
 *
 * Return: the text, to be freed; empty when nothing is left.
 */
char *config_edit(const char *text, const char *value)
{
	const char *line, *end;
	char *edited = NULL;
	size_t size = 0;
	FILE *out;

	out = open_memstream(&edited, &size);
	if (!out)
		abort();

	/* first: the last line of all may end in a backslash */
	if (value)
		fprintf(out, "%soptions ath user_regd=%s\n", header, value);
	for (line = text; *line; line = *end ? end + 1 : end) {
		end = line_end(line);
		if (strncmp(line, header, strlen(header)) != 0)
			keep_others(out, line, end, !value);
	}
	fclose(out);

	return edited;
}

/**
 * config_read() - the file's text
 * @why: is given what is wrong when there is none, to be said after its path
 *
 * A link is somebody's own arrangement, which a new file in its place would end.
 *
 * Return: the text, to be freed, "" when it isn't there; NULL when it can't be
 * read or is nothing that we should replace.
 */
char *config_read(const char **why)
{
	int dir = open_config_dir();
	char *text = NULL;
	struct stat st;
	size_t len;

	*why = NULL;
	if (dir < 0 || fstatat(dir, CONFIG_NAME, &st, AT_SYMLINK_NOFOLLOW)) {
		if (errno == ENOENT)
			text = xstrdup("");
		else
			*why = why_unread();
	} else if (S_ISLNK(st.st_mode)) {
		*why = "is a symbolic link, which stays as it is";
	} else if (!S_ISREG(st.st_mode)) {
		*why = "is no file";
	} else {
		text = read_file(CONFIG_PATH, &len);
		if (!text) {
			*why = why_unread();
		} else if (strlen(text) != len) {
			*why = "is no text, and stays as it is";
			free(text);
			text = NULL;
		}
	}
	if (dir >= 0)
		close(dir);

	return text;
}

static bool write_through(int fd, const char *text)
{
	FILE *file = fdopen(fd, "w");
	bool good;

	if (!file) {
		close(fd);
		return false;
	}
	good = fputs(text, file) >= 0 && !fflush(file) && !fsync(fd) &&
	       !fchmod(fd, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);

	return !fclose(file) && good;
}

static bool replace(int dir, const char *text)
{
	char *temporary = xasprintf(CONFIG_NAME ".%ld", (long)getpid());
	int fd, err;
	bool good;

	/* what a killed one of that number has left */
	unlinkat(dir, temporary, 0);
	fd = openat(dir, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    S_IRUSR | S_IWUSR);
	/* modprobe takes no file that ends otherwise than in .conf */
	good = fd >= 0 && write_through(fd, text) &&
	       !renameat(dir, temporary, dir, CONFIG_NAME);
	err = errno;
	if (fd >= 0 && !good)
		unlinkat(dir, temporary, 0);
	free(temporary);
	errno = err;

	return good;
}

/* The folder, made if it isn't there: -1 when that can't be done, with errno. */
static int make_config_dir(void)
{
	int dir = open_config_dir(), etc;

	if (dir >= 0 || errno != ENOENT)
		return dir;
	etc = open_in_root(CONFIG_PARENT, O_PATH | O_DIRECTORY);
	if (etc < 0)
		return -1;
	mkdirat(etc, strrchr(CONFIG_DIR, '/') + 1,
		S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH);
	close(etc);

	return open_config_dir();
}

/**
 * config_write() - put a new text into the file, or take the file away
 * @text: the text; "" for no file
 *
 * Whoever looks sees either the old file or the new one.
 *
 * Return: whether it was written; else errno says why not.
 */
bool config_write(const char *text)
{
	int dir = *text ? make_config_dir() : open_config_dir(), err;
	bool good;

	if (*text)
		good = dir >= 0 && replace(dir, text);
	else
		good = (dir >= 0 && !unlinkat(dir, CONFIG_NAME, 0)) ||
		       errno == ENOENT;
	err = errno;
	if (dir >= 0)
		close(dir);
	errno = err;

	return good;
}
