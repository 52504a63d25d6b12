// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <stdlib.h>

#include "plan.h"
#include "util.h"

struct plan plan;

static uint64_t number_from(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);
	char *end;
	uint64_t n;

	if (!text || !*text)
		return otherwise;
	n = strtoull(text, &end, 0);
	if (*end)
		die("%s=%s is no number", name, text);

	return n;
}

/**
 * plan_read() - take the plan from the environment, see tests/vm/run
 */
void plan_read(void)
{
	plan.seed = number_from("SEED", 1);
	plan.sample = number_from("SAMPLE", 1);
	plan.guest = number_from("GUEST", 1) - 1;
	plan.guests = number_from("GUESTS", 1);
	if (!plan.sample || !plan.guests || plan.guest >= plan.guests)
		die("GUEST, GUESTS or SAMPLE is out of range");
}

/**
 * plan_takes() - is something in the sample?
 * @item: what, in a number
 *
 * Return: true for all guests or none.
 */
bool plan_takes(uint64_t item)
{
	struct dice dice = dice_for(plan.seed ^ (item * 0x9e3779b97f4a7c15ULL));

	return !dice_throw(&dice, plan.sample);
}

/**
 * plan_is_mine() - is something this guest's share?
 * @item: its place among all that is done
 *
 * Return: true for one guest.
 */
bool plan_is_mine(size_t item)
{
	return item % plan.guests == plan.guest;
}

/**
 * dice_for() - dice that always fall the same way
 * @seed: which way
 *
 * Return: the dice.
 */
struct dice dice_for(uint64_t seed)
{
	struct dice dice = { { seed >> 32, seed >> 16, seed } };

	/* neighbouring seeds start alike */
	nrand48(dice.state);
	nrand48(dice.state);
	return dice;
}

/**
 * dice_throw() - throw them once
 * @dice: the dice
 * @sides: how many sides they have
 *
 * Return: a number below @sides.
 */
size_t dice_throw(struct dice *dice, size_t sides)
{
	return (nrand48(dice->state) >> 7) % sides;
}
