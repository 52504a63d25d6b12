/* SPDX-License-Identifier: ISC */
/* A device that has lost its mind, in a way that its seed decides. */

#ifndef FUZZ_H
#define FUZZ_H

#include "device.h"

struct fuzz;

struct fuzz *fuzz_new(uint32_t seed, struct transport *below);
struct transport *fuzz_transport(struct fuzz *fuzz);
struct view fuzz_answer(struct fuzz *fuzz, struct view answer);
unsigned int fuzz_last_step(uint32_t seed);

#endif /* FUZZ_H */
