// SPDX-License-Identifier: ISC
/*
 * The file is ours by name, but who knows what else somebody has put there:
 * of each line just our parameters are taken out, and what is left stays.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "files.h"
#include "util.h"

static const char header[] =
	"# Written by ath-user-regd(8): enable and disable change this file.\n";

static bool is_word(const char *word, size_t len, const char *what)
{
	return len == strlen(what) && !memcmp(word, what, len);
}

/* "user_regd" and "user_regd=..." */
static bool is_parameter(const char *word, size_t len, const char *name)
{
	size_t name_len = strlen(name);

	return len >= name_len && !memcmp(word, name, name_len) &&
	       (len == name_len || word[name_len] == '=');
}

static size_t next_word(const char **at, const char *end)
{
	const char *word = *at;

	while (word < end && (*word == ' ' || *word == '\t'))
		word++;
	*at = word;
	while (word < end && *word != ' ' && *word != '\t')
		word++;

	return (size_t)(word - *at);
}

static bool is_options_of_ath(const char *line, const char *end)
{
	size_t len = next_word(&line, end);

	if (!is_word(line, len, "options"))
		return false;
	line += len;
	len = next_word(&line, end);

	return is_word(line, len, "ath");
}

/* "options ath" without our parameters, unless nothing is left of it. */
static void keep_others(FILE *out, const char *line, const char *end,
			bool disabling)
{
	bool started = false;
	size_t len, i;

	for (i = 0; (len = next_word(&line, end)); i++, line += len) {
		if (i < 2 || is_parameter(line, len, "user_regd") ||
		    (disabling && is_parameter(line, len, "relax_default")))
			continue;
		if (!started)
			fputs("options ath", out);
		started = true;
		fprintf(out, " %.*s", (int)len, line);
	}
	if (started)
		fputc('\n', out);
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
	const char *line, *end, *next;
	char *edited = NULL;
	size_t size = 0;
	FILE *out;

	out = open_memstream(&edited, &size);
	if (!out)
		abort();

	if (value)
		fputs(header, out);
	for (line = text; *line; line = next) {
		end = line + strcspn(line, "\n");
		next = *end ? end + 1 : end;
		if (!strncmp(line, header, strlen(header)))
			continue;
		if (is_options_of_ath(line, end))
			keep_others(out, line, end, !value);
		else
			fprintf(out, "%.*s\n", (int)(end - line), line);
	}
	if (value)
		fprintf(out, "options ath user_regd=%s\n", value);
	fclose(out);

	return edited;
}

/**
 * config_read() - the file's text
 *
 * Return: the text, to be freed, "" when it isn't there; NULL, with errno, when
 * it can't be read.
 */
char *config_read(void)
{
	char *text = read_file(CONFIG_PATH, NULL);

	return text || errno != ENOENT ? text : xstrdup("");
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

static bool replace(const char *path, const char *text)
{
	char *temporary = xasprintf("%s.XXXXXX", path);
	int fd = mkstemp(temporary), err;
	bool good;

	/* modprobe takes no file that ends otherwise than in .conf */
	good = fd >= 0 && write_through(fd, text) && !rename(temporary, path);
	err = errno;
	if (fd >= 0 && !good)
		unlink(temporary);
	free(temporary);
	errno = err;

	return good;
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
	char *path = in_root(CONFIG_PATH), *slash;
	bool good;

	if (!*text) {
		good = !unlink(path) || errno == ENOENT;
	} else {
		slash = strrchr(path, '/');
		*slash = '\0';
		if (mkdir(path,
			  S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH))
			errno = 0;
		*slash = '/';
		good = replace(path, text);
	}
	free(path);

	return good;
}
