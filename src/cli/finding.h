/* SPDX-License-Identifier: ISC */
/* What there is to say of the machine, and what mends it. */

#ifndef FINDING_H
#define FINDING_H

#include <stddef.h>

#include "machine.h"
#include "radios.h"

enum grade {
	GRADE_GOOD,
	GRADE_HINT,
	GRADE_BAD,
};

/**
 * struct finding - one thing to say
 * @grade: whether it is to be mended
 * @what: what it is
 * @next: what to type, or NULL
 */
struct finding {
	enum grade grade;
	char *what;
	char *next;
};

/**
 * struct findings - all of them, in the order in which they are to be mended
 * @n: how many
 * @finding: they
 */
struct findings {
	size_t n;
	struct finding *finding;
};

void findings_read(struct findings *findings, const struct machine *machine,
		   const struct radios *radios);
void findings_free(struct findings *findings);
const struct finding *findings_worst(const struct findings *findings);
const char *grade_name(enum grade grade);

#endif /* FINDING_H */
