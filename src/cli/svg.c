// SPDX-License-Identifier: ISC
/* The same chart as a picture. */

#include <stdio.h>

#include "channel.h"
#include "chart.h"
#include "util.h"

#define CELL_W 34U
#define CELL_H 22U
#define LABEL_W 110U
#define MARGIN 16U
#define GAP 14U

static const char *const fills[N_USES] = {
	[USE_AP] = "#5fbf85",
	[USE_RADAR] = "#7eaee6",
	[USE_LISTEN] = "#e0b73c",
	[USE_NONE] = "#e3e3e3",
};

static void put_text(FILE *out, unsigned int x, unsigned int y,
		     const char *anchor, const char *text)
{
	fprintf(out, "<text x=\"%u\" y=\"%u\" text-anchor=\"%s\">", x, y,
		anchor);
	for (; *text; text++) {
		if (*text == '<' || *text == '>' || *text == '&')
			fprintf(out, "&#%d;", *text);
		else
			fputc(is_printable(*text) ? *text : '?', out);
	}
	fputs("</text>\n", out);
}

static void put_cell(FILE *out, unsigned int x, unsigned int y,
		     const struct channel *channel)
{
	char cell[8];

	fprintf(out,
		"<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" fill=\"%s\"/>\n",
		x, y, CELL_W - 2, CELL_H - 2, fills[channel_use(channel)]);
	chart_cell(channel, cell);
	put_text(out, x + (CELL_W / 2) - 1, y + CELL_H - 7, "middle", cell);
}

/* 0 is none. */
static void put_number(FILE *out, unsigned int x, unsigned int y,
		       unsigned int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", number);
	put_text(out, x + (CELL_W / 2) - 1, y + CELL_H - 7, "middle",
		 number ? text : ".");
}

/* Returns where the next block begins. */
static unsigned int put_block(FILE *out, const struct chart *chart,
			      const struct chart_block *block, unsigned int y)
{
	size_t first = 0, n = chart_block_channels(chart, block, &first), i;
	const struct channels *channels;
	unsigned int x;
	size_t row;

	if (!n)
		return y;

	put_text(out, MARGIN, y + CELL_H - 7, "start", block->name);
	channels = &chart->rows[0].channels;
	for (i = 0, x = LABEL_W; i < n; i++, x += CELL_W)
		put_number(out, x, y,
			   channel_number(channels->channel[first + i].freq));
	for (row = 0; row < chart->n_rows; row++) {
		y += CELL_H;
		put_text(out, MARGIN, y + CELL_H - 7, "start",
			 chart->rows[row].label);
		channels = &chart->rows[row].channels;
		for (i = 0, x = LABEL_W; i < n; i++, x += CELL_W)
			put_cell(out, x, y, &channels->channel[first + i]);
	}
	y += CELL_H;
	put_text(out, MARGIN, y + CELL_H - 7, "start", "MHz wide");
	channels = chart_now(chart);
	for (i = 0, x = LABEL_W; i < n; i++, x += CELL_W)
		put_number(out, x, y, channel_width(channels, first + i));

	return y + CELL_H + GAP;
}

static void put_legend(FILE *out, unsigned int y)
{
	static const char *const words[N_USES] = {
		[USE_AP] = "20: access point, 20 dBm",
		[USE_RADAR] = "r: with radar detection",
		[USE_LISTEN] = "-: listen only",
		[USE_NONE] = "closed",
	};
	static const unsigned int steps[N_USES] = { 190, 180, 120, 0 };
	unsigned int x = MARGIN;
	enum use use;

	for (use = 0; use < N_USES; use++) {
		fprintf(out,
			"<rect x=\"%u\" y=\"%u\" width=\"12\" height=\"12\" fill=\"%s\"/>\n",
			x, y, fills[use]);
		put_text(out, x + 18, y + 11, "start", words[use]);
		x += steps[use];
	}
}

/**
 * chart_svg() - draw it as a picture
 * @out: where to
 * @chart: the chart
 */
void chart_svg(FILE *out, const struct chart *chart)
{
	unsigned int width = LABEL_W + (14 * CELL_W) + MARGIN;
	unsigned int y = MARGIN + CELL_H + GAP, height;
	size_t i, first;

	height = y + CELL_H + MARGIN;
	for (i = 0; i < chart_n_blocks; i++)
		if (chart_block_channels(chart, &chart_blocks[i], &first))
			height += ((unsigned int)(chart->n_rows + 2) * CELL_H) +
				  GAP;

	fprintf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" "
		"font-family=\"sans-serif\" font-size=\"12\">\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
		width, height);
	put_text(out, MARGIN, MARGIN + CELL_H - 7, "start", chart->title);
	for (i = 0; i < chart_n_blocks; i++)
		y = put_block(out, chart, &chart_blocks[i], y);
	put_legend(out, y);
	fputs("</svg>\n", out);
}
