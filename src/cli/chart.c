// SPDX-License-Identifier: ISC
/* The chart on a terminal: four columns a channel, no line longer than 80. */

#include <stdio.h>
#include <string.h>

#include "channel.h"
#include "chart.h"
#include "paint.h"
#include "util.h"

const struct chart_block chart_blocks[] = {
	{ "2.4 GHz", 2400, 2500 },
	{ "5 GHz", 5150, 5350 },
	{ "5 GHz", 5470, 5730 },
	{ "5 GHz", 5735, 5895 },
};

const size_t chart_n_blocks = ARRAY_SIZE(chart_blocks);

/**
 * chart_block_channels() - the channels of a block
 * @chart: the chart
 * @block: the block
 * @first: is given the place of the first of them
 *
 * Return: how many there are; they stand side by side.
 */
size_t chart_block_channels(const struct chart *chart,
			    const struct chart_block *block, size_t *first)
{
	const struct channels *channels = &chart->rows[0].channels;
	size_t i, n = 0;

	for (i = 0; i < channels->n; i++) {
		if (channels->channel[i].freq < block->first ||
		    channels->channel[i].freq > block->last)
			continue;
		if (!n)
			*first = i;
		n++;
	}

	return n;
}

/**
 * chart_cell() - a channel in plain letters
 * @channel: the channel
 * @cell: is given its dBm and a letter for what can't be done there
 */
void chart_cell(const struct channel *channel, char cell[8])
{
	static const char letters[N_USES] = {
		[USE_AP] = ' ',
		[USE_RADAR] = 'r',
		[USE_LISTEN] = '-',
	};
	enum use use = channel_use(channel);

	if (use == USE_NONE)
		snprintf(cell, 8, ".");
	else
		snprintf(cell, 8, "%d%c", channel->power, letters[use]);
}

/**
 * chart_now() - the channels as they are, of the row behind the database's
 * @chart: the chart
 *
 * Return: they, or those of the only row.
 */
const struct channels *chart_now(const struct chart *chart)
{
	return &chart->rows[chart->n_rows > 1].channels;
}

static void print_row(FILE *out, const struct chart_row *row, size_t first,
		      size_t n)
{
	static const enum hue hues[N_USES] = {
		[USE_AP] = GREEN,
		[USE_RADAR] = BLUE,
		[USE_LISTEN] = YELLOW,
		[USE_NONE] = DIM,
	};
	const struct channel *channel;
	char cell[8];
	size_t i;

	fprintf(out, "  %-12s", row->label);
	for (i = first; i < first + n; i++) {
		channel = &row->channels.channel[i];
		chart_cell(channel, cell);
		fprintf(out, " %s%-4s%s", paint(hues[channel_use(channel)]),
			cell, paint(PLAIN));
	}
	fputc('\n', out);
}

/* Of the card as it is: how wide a channel can be. */
static void print_widths(FILE *out, const struct channels *channels,
			 size_t first, size_t n)
{
	unsigned int width;
	size_t i;

	fprintf(out, "  %s%-12s", paint(DIM), "MHz wide");
	for (i = first; i < first + n; i++) {
		width = channel_width(channels, i);
		if (width)
			fprintf(out, " %-4u", width);
		else
			fprintf(out, " %-4s", ".");
	}
	fprintf(out, "%s\n", paint(PLAIN));
}

static void print_block(FILE *out, const struct chart *chart,
			const struct chart_block *block)
{
	size_t first = 0, n = chart_block_channels(chart, block, &first), i;

	if (!n)
		return;

	fprintf(out, "\n  %s%-12s", paint(BOLD), block->name);
	for (i = first; i < first + n; i++)
		fprintf(out, " %-4u",
			channel_number(
				chart->rows[0].channels.channel[i].freq));
	fprintf(out, "%s\n", paint(PLAIN));
	for (i = 0; i < chart->n_rows; i++)
		print_row(out, &chart->rows[i], first, n);
	print_widths(out, chart_now(chart), first, n);
}

/**
 * chart_print() - draw it on a terminal, or where there is none
 * @out: where to
 * @chart: the chart
 */
void chart_print(FILE *out, const struct chart *chart)
{
	size_t i;

	fprintf(out, "%s%s%s\n", paint(BOLD), chart->title, paint(PLAIN));
	for (i = 0; i < chart_n_blocks; i++)
		print_block(out, chart, &chart_blocks[i]);
	fprintf(out,
		"\n  dBm: %s20%s an access point may start, %s20r%s if radar is looked out for,\n"
		"  %s20-%s it may listen only, %s.%s closed; MHz wide: card now\n",
		paint(GREEN), paint(PLAIN), paint(BLUE), paint(PLAIN),
		paint(YELLOW), paint(PLAIN), paint(DIM), paint(PLAIN));
}
