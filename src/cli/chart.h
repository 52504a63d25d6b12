/* SPDX-License-Identifier: ISC */
/* Rows of channels, drawn. */

#ifndef CHART_H
#define CHART_H

#include <stdio.h>

#include "channel.h"

#define CHART_ROWS_MAX 3

/**
 * struct chart - what is to be drawn
 * @title: above it
 * @n_rows: how many rows there are
 * @rows: they; each has the same frequencies
 */
struct chart {
	char *title;
	size_t n_rows;
	struct chart_row {
		char label[16];
		struct channels channels;
	} rows[CHART_ROWS_MAX];
};

/**
 * struct chart_block - neighbours that stand side by side
 * @name: their band
 * @first: the lowest frequency
 * @last: the highest
 */
struct chart_block {
	const char *name;
	unsigned int first, last;
};

extern const struct chart_block chart_blocks[];
extern const size_t chart_n_blocks;

size_t chart_block_channels(const struct chart *chart,
			    const struct chart_block *block, size_t *first);
const struct channels *chart_now(const struct chart *chart);
void chart_cell(const struct channel *channel, char cell[8]);
void chart_print(FILE *out, const struct chart *chart);
void chart_svg(FILE *out, const struct chart *chart);

#endif /* CHART_H */
