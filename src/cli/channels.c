// SPDX-License-Identifier: ISC
/* channels: for each radio, what the database, the card and stock say. */

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "chart.h"
#include "command.h"
#include "db.h"
#include "helper.h"
#include "json.h"
#include "machine.h"
#include "radios.h"
#include "stock.h"
#include "util.h"

/**
 * struct view - what the rows are made of
 * @db: the regulatory database
 * @alpha2: the user's country, 00 for none
 * @domain: its rules
 */
struct view {
	struct db db;
	char alpha2[3];
	struct domain domain;
};

/* --country, else the one in force, else the one that the module starts in. */
static void choose_country(const struct call *call, const struct radios *radios,
			   char alpha2[3])
{
	const char *word = call->value[OPTION_COUNTRY];
	struct machine machine;

	memcpy(alpha2, "00", 3);
	if (word) {
		snprintf(alpha2, 3, "%s", word);
	} else if (radios_country(radios)) {
		memcpy(alpha2, radios->alpha2, 3);
	} else {
		machine_read(&machine);
		if (value_is_country(machine.set_user_regd))
			memcpy(alpha2, machine.set_user_regd, 3);
		machine_free(&machine);
	}
	to_upper(alpha2);
}

static int open_view(const struct call *call, const struct radios *radios,
		     struct view *view)
{
	const char *word = call->value[OPTION_COUNTRY];
	const char *why = db_open(&view->db);

	if (why)
		return complain(advise("next_regdb", NULL), DB_PATH " %s", why);

	choose_country(call, radios, view->alpha2);
	if ((word && strlen(word) != 2) ||
	    !db_domain(&view->db, view->alpha2, &view->domain))
		return complain(PROGRAM " channels --country SE",
				"the regulatory database has no rules for %s",
				word ? word : view->alpha2);

	return 0;
}

static void add_row(struct chart *chart, const char *label,
		    const struct channels *channels)
{
	struct chart_row *row = &chart->rows[chart->n_rows++];

	snprintf(row->label, sizeof(row->label), "%s", label);
	row->channels = *channels;
}

static void add_database(struct chart *chart, const struct view *view,
			 const struct channels *like)
{
	char label[16];
	struct channels channels = *like;
	struct channel bare;
	size_t i;

	for (i = 0; i < channels.n; i++) {
		bare = (struct channel){ .freq = channels.channel[i].freq };
		channels.channel[i] = rules_apply(&view->domain, &bare);
	}
	snprintf(label, sizeof(label), "database %s", view->alpha2);
	add_row(chart, label, &channels);
}

/* While the card goes by the EEPROM's code, it is as stock has it. */
static bool add_stock(struct chart *chart, const struct view *view,
		      const struct radio *radio)
{
	struct channels channels = radio->wiphy.channels;
	char *release = NULL;
	struct stock stock;

	if (radio->kind != KIND_ATH)
		return false;
	if (radio->code_known) {
		release = running_release();
		stock = stock_read(radio->code, release);
		free(release);
		stock_apply(&stock, &view->db, view->alpha2, &channels);
	} else if (radio_follows_user(radio)) {
		return false;
	}
	add_row(chart, "stock", &channels);

	return true;
}

static void make_chart(struct chart *chart, const struct view *view,
		       const struct radio *radio)
{
	char *code = NULL;

	if (radio->code_known)
		code = stock_words(radio->code);
	memset(chart, 0, sizeof(*chart));
	chart->title = xasprintf(
		"%s: %s, EEPROM code %s, country %s", radio->wiphy.name,
		radio->driver ? radio->driver : "no driver known",
		code ? code : "unknown", view->alpha2);
	add_database(chart, view, &radio->wiphy.channels);
	add_row(chart, "card now", &radio->wiphy.channels);
	add_stock(chart, view, radio);
	free(code);
}

static int write_svg(const char *path, const struct chart *chart)
{
	FILE *file = fopen(path, "we");
	bool good;

	if (!file)
		return complain(NULL, "%s: %s", path, strerror(errno));
	chart_svg(file, chart);
	good = !ferror(file);
	if (fclose(file) || !good)
		return complain("df -h", "%s: %s", path, strerror(errno));
	printf("%s: written\n", path);

	return 0;
}

static cJSON *chart_json(const struct chart *chart, const struct radio *radio)
{
	static const char *const names[CHART_ROWS_MAX] = { "database", "card",
							   "stock" };
	cJSON *object = json_radio(radio), *rows = json_object();
	size_t i;

	for (i = 0; i < chart->n_rows && i < ARRAY_SIZE(names); i++)
		json_put(rows, names[i],
			 json_channels(&chart->rows[i].channels));
	json_put(object, "rows", rows);

	return object;
}

static bool wanted(const struct call *call, const struct radio *radio)
{
	return call->n_words ? !strcmp(radio->wiphy.entry, call->words[0]) :
			       radio->kind == KIND_ATH;
}

static int no_radio(const struct call *call, const struct radios *radios)
{
	if (call->n_words)
		return complain(PROGRAM " status", "there is no radio %s",
				call->words[0]);
	if (radios->n)
		return complain(
			PROGRAM " channels phyN",
			"no radio here has a driver that goes by ath.ko's rules");

	return complain(PROGRAM " doctor", "there is no radio");
}

static int show(const struct call *call, const struct radios *radios,
		const struct view *view)
{
	const char *svg = call->value[OPTION_SVG];
	cJSON *object = json_object(), *list = json_list();
	const struct radio *radio;
	struct chart chart;
	size_t i, n = 0;
	int status = 0;

	for (i = 0; i < radios->n; i++) {
		radio = &radios->radio[i];
		if (!wanted(call, radio))
			continue;
		make_chart(&chart, view, radio);
		if (call->value[OPTION_JSON]) {
			cJSON_AddItemToArray(list, chart_json(&chart, radio));
		} else if (svg) {
			/* one picture: of the first */
			if (!n)
				status = write_svg(svg, &chart);
		} else {
			if (n)
				putchar('\n');
			chart_print(stdout, &chart);
		}
		free(chart.title);
		n++;
	}

	json_text(object, "country", view->alpha2);
	json_put(object, "radios", list);
	if (call->value[OPTION_JSON])
		json_print(object);
	else
		cJSON_Delete(object);

	return n ? status : no_radio(call, radios);
}

/**
 * channels_run() - the chart of the channels
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int channels_run(const struct call *call)
{
	struct radios radios;
	struct view view;
	int status;

	radios_read(&radios);
	status = open_view(call, &radios, &view);
	if (!status)
		status = show(call, &radios, &view);
	db_close(&view.db);
	radios_free(&radios);

	return status;
}
