/* SPDX-License-Identifier: ISC */
/* What the scripts have written down of a kernel. */

#ifndef STATE_H
#define STATE_H

enum verdict {
	VERDICT_NONE,
	VERDICT_INSTALLED,
	VERDICT_WAITING,
	VERDICT_REFUSED,
	VERDICT_FAILED,
	VERDICT_NOTHING,
};

/**
 * struct state - what became of a kernel, and of what; NULL where it isn't known
 * @verdict: what became of it; VERDICT_NONE: nothing is written down
 * @reason: why
 * @next: what to type
 * @identity: the kernel's own source package, "-" for a handmade one, and version
 * @source: what our modules were built from, or would be, likewise
 * @provider: where it was had
 * @exact: "yes" when it is the kernel's own
 * @proven: where it isn't, for which modules it is proven to be the same
 */
struct state {
	enum verdict verdict;
	char *reason, *next;
	char *identity, *source;
	char *provider, *exact, *proven;
};

void state_parse(struct state *state, char *text, const char *release);
void state_read(struct state *state, const char *release);
void state_free(struct state *state);
char *source_of(char *package, char *version);
const char *source_words(const char *source);
char *state_source(const struct state *state);
const char *verdict_name(enum verdict verdict);

#endif /* STATE_H */
