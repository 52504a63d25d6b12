// SPDX-License-Identifier: ISC
/*
 * The scripts write one file a kernel, lines of KEY=value, and put it in place by
 * a rename. Whoever finds half a file, or another kernel's, has none.
 */

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "state.h"
#include "util.h"

#define STATES "/var/lib/ath-user-regd/kernels"
/* It has a dozen lines. */
#define SIZE_LIMIT 65536

static const char *const verdicts[] = {
	[VERDICT_INSTALLED] = "installed",
	[VERDICT_WAITING] = "waiting",
	[VERDICT_REFUSED] = "refused",
	[VERDICT_FAILED] = "failed",
	[VERDICT_NOTHING] = "nothing-to-replace",
};

/**
 * verdict_name() - as the file and JSON have it
 * @verdict: the verdict
 *
 * Return: the name, NULL for VERDICT_NONE.
 */
const char *verdict_name(enum verdict verdict)
{
	return verdicts[verdict];
}

/* The value of the first line that has the key, to be freed, or NULL. */
static char *value_of(const char *text, const char *key)
{
	size_t len = strlen(key), value_len;

	for (; text; text = strchr(text, '\n'), text += !!text) {
		if (strncmp(text, key, len) != 0 || text[len] != '=')
			continue;
		text += len + 1;
		value_len = strcspn(text, "\n");

		return value_len ? printable(strndup(text, value_len)) : NULL;
	}

	return NULL;
}

/**
 * source_of() - a source, as modinfo's built_for has the kernel's
 * @package: its package, or NULL; freed
 * @version: its version, or NULL; freed
 *
 * Return: both, to be freed, or NULL.
 */
char *source_of(char *package, char *version)
{
	char *both = package && version ? xasprintf("%s %s", package, version) :
					  NULL;

	free(package);
	free(version);

	return both;
}

static enum verdict verdict_of(const char *text)
{
	char *name = value_of(text, "verdict");
	enum verdict verdict = VERDICT_NONE;
	size_t i;

	for (i = VERDICT_INSTALLED; name && i < ARRAY_SIZE(verdicts); i++)
		if (!strcmp(name, verdicts[i]))
			verdict = (enum verdict)i;
	free(name);

	return verdict;
}

/**
 * state_parse() - read what such a file says
 * @state: is given it, to be freed
 * @text: the file; what is behind its last whole line is cut off
 * @release: the kernel that it should be about
 */
void state_parse(struct state *state, char *text, const char *release)
{
	char *end = strrchr(text, '\n'), *about;

	memset(state, 0, sizeof(*state));
	if (!end)
		return;
	*end = '\0';
	about = value_of(text, "release");
	if (about && !strcmp(about, release))
		state->verdict = verdict_of(text);
	free(about);
	if (state->verdict == VERDICT_NONE)
		return;

	state->reason = value_of(text, "reason");
	state->next = value_of(text, "next");
	state->identity =
		source_of(value_of(text, "package"), value_of(text, "version"));
	state->source = source_of(value_of(text, "source_package"),
				  value_of(text, "source_version"));
	state->provider = value_of(text, "provider");
	state->exact = value_of(text, "exact");
	state->proven = value_of(text, "proven");
}

/**
 * state_read() - what is written down of a kernel
 * @state: is given it, to be freed
 * @release: the kernel
 */
void state_read(struct state *state, const char *release)
{
	char *path = xasprintf(STATES "/%s", release);
	size_t len = 0;
	char *text = read_file(path, &len);

	free(path);
	memset(state, 0, sizeof(*state));
	if (text && len < SIZE_LIMIT)
		state_parse(state, text, release);
	free(text);
}

/**
 * state_free() - forget it
 * @state: as state_read() has left it
 */
void state_free(struct state *state)
{
	free(state->reason);
	free(state->next);
	free(state->identity);
	free(state->source);
	free(state->provider);
	free(state->exact);
	free(state->proven);
}

/**
 * source_words() - a source, in words
 * @source: its package and version; "- VERSION" where no package has it
 *
 * Return: that, or the version alone.
 */
const char *source_words(const char *source)
{
	return source + (strncmp(source, "- ", 2) ? 0 : 2);
}

/**
 * state_source() - what our modules were built from, in words
 * @state: of their kernel
 *
 * Return: that, to be freed, or NULL where it isn't known.
 */
char *state_source(const struct state *state)
{
	if (!state->source || !state->exact)
		return NULL;

	return xasprintf("built from %s, which is%s its exact source%s%s",
			 source_words(state->source),
			 strcmp(state->exact, "yes") ? " not" : "",
			 state->proven ? ", but proven to be the same for " :
					 "",
			 state->proven ? state->proven : "");
}
