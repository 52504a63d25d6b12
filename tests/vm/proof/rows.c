// SPDX-License-Identifier: ISC
/*
 * The host is told of each list of channels once:
 *
 *   row NUMBER CHANNEL;CHANNEL;...;
 *
 * and of each code by the numbers of its lists, a country after the other:
 *
 *   rows CODE NUMBER NUMBER...
 *
 * A few hundred lists is all that stock ever makes; the serial line would take
 * longer for all of them than the sweep does.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "channels.h"
#include "report.h"
#include "rows.h"
#include "util.h"

static struct channels *known;
static size_t n_known;

/* Of the code that is being looked at, a text. */
static char *numbers;

static size_t tell(const struct channels *channels)
{
	char *line = channels_line(channels);

	data("row %zu %s", n_known, line);
	free(line);

	known = xrealloc(known, (n_known + 1) * sizeof(*known));
	known[n_known] = *channels;
	return n_known++;
}

/**
 * rows_add() - the channels in the next country
 * @channels: the radio's
 */
void rows_add(const struct channels *channels)
{
	char *before = numbers;
	size_t i;

	for (i = 0; i < n_known; i++)
		if (channels_compare(&known[i], channels) == EQUAL)
			break;
	if (i == n_known)
		i = tell(channels);
	numbers = xasprintf("%s %zu", before ? before : "", i);
	free(before);
}

/**
 * rows_end() - those were all countries
 * @code: the EEPROM's code
 */
void rows_end(uint16_t code)
{
	data("rows 0x%04x%s", code, numbers ? numbers : "");
	free(numbers);
	numbers = NULL;
}
