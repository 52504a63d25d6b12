// SPDX-License-Identifier: ISC

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paint.h"

static bool painting;

/**
 * paint_init() - find out whether colours are wanted
 * @fd: where the output goes
 */
void paint_init(int fd)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	painting = isatty(fd) && !(no_color && *no_color) && term &&
		   strcmp(term, "dumb") != 0;
}

/**
 * paint_set() - say whether they are
 * @on: they are
 */
void paint_set(bool on)
{
	painting = on;
}

/**
 * paint() - change the colour of what follows
 * @hue: the colour, PLAIN to end it
 *
 * Return: what is to be printed, "" where there are no colours.
 */
const char *paint(enum hue hue)
{
	static const char *const codes[N_HUES] = {
		[PLAIN] = "\033[0m",  [BOLD] = "\033[1m",    [DIM] = "\033[2m",
		[GREEN] = "\033[32m", [YELLOW] = "\033[33m", [RED] = "\033[31m",
		[BLUE] = "\033[34m",
	};

	return painting ? codes[hue] : "";
}
