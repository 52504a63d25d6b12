/* SPDX-License-Identifier: ISC */
/* Colours, on a terminal that has some and a user who wants them. */

#ifndef PAINT_H
#define PAINT_H

#include <stdbool.h>

enum hue {
	PLAIN,
	BOLD,
	DIM,
	GREEN,
	YELLOW,
	RED,
	BLUE,
	N_HUES,
};

void paint_init(int fd);
void paint_set(bool on);
const char *paint(enum hue hue);

#endif /* PAINT_H */
