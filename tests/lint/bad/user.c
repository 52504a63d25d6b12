// SPDX-License-Identifier: ISC
#include <stdio.h>

#include "user.h"

/* clang-tidy: a macro without parentheses. From 17 on: uint32_t is stdint.h's. */
#define TWICE(n) n * 2

void twice(uint32_t number)
{
	/* clang-format: two statements in a line */
	number = TWICE(number); printf("%u\n", (unsigned int)number);
}
