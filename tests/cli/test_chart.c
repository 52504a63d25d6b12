// SPDX-License-Identifier: ISC

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "chart.h"
#include "paint.h"
#include "tests.h"

static struct chart make_chart(void)
{
	static const struct channel channels[] = {
		{ 2412, 0, 20 },
		{ 2417, CHANNEL_NO_40_MINUS | CHANNEL_NO_40_PLUS, 7 },
		{ 5180, CHANNEL_NO_IR, 30 },
		{ 5260, CHANNEL_RADAR, 23 },
		{ 5500, CHANNEL_DISABLED, 0 },
	};
	static char title[] = "phy0: <a & b>";
	struct chart chart = { .title = title, .n_rows = 2 };
	size_t i;

	for (i = 0; i < chart.n_rows; i++) {
		snprintf(chart.rows[i].label, sizeof(chart.rows[i].label),
			 i ? "card now" : "database SE");
		chart.rows[i].channels.n = 5;
		memcpy(chart.rows[i].channels.channel, channels,
		       sizeof(channels));
	}

	return chart;
}

static char *draw(void (*how)(FILE *out, const struct chart *chart))
{
	struct chart chart = make_chart();
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	how(out, &chart);
	fclose(out);

	return text;
}

static void plain_letters(void **state)
{
	static const char start[] = "phy0: <a & b>\n"
				    "\n"
				    "  2.4 GHz      1    2   \n"
				    "  database SE  20   7   \n"
				    "  card now     20   7   \n"
				    "  MHz wide     40   20  \n"
				    "\n"
				    "  5 GHz        36   52  \n"
				    "  database SE  30-  23r \n"
				    "  card now     30-  23r \n"
				    "  MHz wide     20   20  \n"
				    "\n"
				    "  5 GHz        100 \n"
				    "  database SE  .   \n";
	char *text;

	paint_set(false);
	text = draw(chart_print);
	assert_memory_equal(text, start, strlen(start));
	assert_null(strchr(text, '\033'));
	free(text);
}

static void colours(void **state)
{
	char *text;

	paint_set(true);
	text = draw(chart_print);
	paint_set(false);
	assert_non_null(strstr(text, "\033[33m30- \033[0m"));
	free(text);
}

static void fits_a_terminal(void **state)
{
	struct chart chart = make_chart();
	char *text = NULL, *line, *next;
	size_t size;
	FILE *out;

	channels_typical(&chart.rows[0].channels);
	channels_typical(&chart.rows[1].channels);
	out = open_memstream(&text, &size);
	chart_print(out, &chart);
	fclose(out);
	for (line = strtok_r(text, "\n", &next); line;
	     line = strtok_r(NULL, "\n", &next))
		assert_true(strlen(line) <= 85);
	free(text);
}

/* XML has no place for these, not even as numbers. */
static void any_name_in_a_picture(void **state)
{
	static char title[] = "phy\033[2J\001\177\303\"'";
	struct chart chart = make_chart();
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	chart.title = title;
	chart_svg(out, &chart);
	fclose(out);
	assert_non_null(strstr(text, ">phy?[2J???\"'</text>"));
	free(text);
}

static void a_picture(void **state)
{
	char *text = draw(chart_svg);

	assert_non_null(strstr(text, "phy0: &#60;a &#38; b&#62;"));
	assert_non_null(strstr(text, ">30-</text>"));
	assert_non_null(strstr(text, ">MHz wide</text>"));
	assert_non_null(strstr(text, ">40</text>"));
	assert_string_equal(text + strlen(text) - 7, "</svg>\n");
	free(text);
}

int test_chart(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_letters),
		cmocka_unit_test(colours),
		cmocka_unit_test(fits_a_terminal),
		cmocka_unit_test(a_picture),
		cmocka_unit_test(any_name_in_a_picture),
	};

	return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
