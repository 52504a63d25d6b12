/* SPDX-License-Identifier: ISC */
/* How much of the proof is to be done, and this guest's share of it. */

#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct plan - what the host wants
 * @seed: of all that is left to chance
 * @sample: take about one in so many, 1 for everything
 * @guest: which guest this is, from 0
 * @guests: how many there are
 */
struct plan {
	uint64_t seed;
	unsigned long sample;
	unsigned long guest;
	unsigned long guests;
};

extern struct plan plan;

/* Something to draw numbers from; the same seed gives the same numbers. */
struct dice {
	unsigned short state[3];
};

void plan_read(void);
bool plan_takes(uint64_t item);
bool plan_is_mine(size_t item);
struct dice dice_for(uint64_t seed);
size_t dice_throw(struct dice *dice, size_t sides);

#endif /* PLAN_H */
