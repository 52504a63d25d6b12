// SPDX-License-Identifier: ISC
/* What is written down of a kernel, by anybody. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct state state;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	state_parse(&state, text, "6.1");
	if (state.verdict == VERDICT_NONE ? state.reason || state.next :
					    !verdict_name(state.verdict))
		__builtin_trap();
	state_free(&state);
	free(text);

	return 0;
}
