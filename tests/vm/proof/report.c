// SPDX-License-Identifier: ISC
/*
 * The tests of a guest are counted across its scenario: the number of the last
 * one comes and goes in the file that N_TESTS names, see lib.sh.
 */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "report.h"
#include "util.h"

#define TAP_FD 3
#define DATA_PATH "/dev/ttyS2"
#define NOTE_LINES_MAX 40

static FILE *tap, *host;
static unsigned long n_tests;
static bool all_good = true;
static double last_progress;

static const char *count_path(void)
{
	const char *path = getenv("N_TESTS");

	if (!path)
		die("N_TESTS is not set: run it as proof, the function of lib.sh");

	return path;
}

/**
 * report_open() - go on where the scenario's tests have ended
 */
void report_open(void)
{
	FILE *file = fopen(count_path(), "r");

	if (!file)
		die("%s is not there", count_path());
	if (fscanf(file, "%lu", &n_tests) != 1)
		die("%s: no number", count_path());
	fclose(file);

	tap = fdopen(TAP_FD, "w");
	host = fopen(DATA_PATH, "w");
	if (!tap || !host)
		die("nobody to report to");
	setlinebuf(tap);
	setlinebuf(host);
}

/**
 * report_close() - let the scenario go on
 *
 * Return: whether every test was good.
 */
bool report_close(void)
{
	FILE *file = fopen(count_path(), "w");

	if (!file || fprintf(file, "%lu\n", n_tests) < 0 || fclose(file))
		die("%s: can't be written", count_path());

	return all_good;
}

/**
 * result() - one test
 * @good: how it ended
 * @format: what it was, as for printf()
 *
 * Return: @good.
 */
bool result(bool good, const char *format, ...)
{
	va_list args;

	fprintf(tap, "%sok %lu - ", good ? "" : "not ", ++n_tests);
	va_start(args, format);
	vfprintf(tap, format, args);
	va_end(args);
	fputc('\n', tap);
	all_good = all_good && good;

	return good;
}

/**
 * note() - a line that explains
 * @format: as for printf()
 */
void note(const char *format, ...)
{
	va_list args;

	fputs("#   ", tap);
	va_start(args, format);
	vfprintf(tap, format, args);
	va_end(args);
	fputc('\n', tap);
}

/**
 * note_lines() - several such lines, not too many
 * @text: lines
 */
void note_lines(const char *text)
{
	size_t len;
	int i;

	for (i = 0; *text && i < NOTE_LINES_MAX; i++) {
		for (len = 0; text[len] && text[len] != '\n';)
			len++;
		note("%.*s", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

/**
 * data() - a line of figures for the host
 * @format: as for printf()
 */
void data(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(host, format, args);
	va_end(args);
	fputc('\n', host);
}

/**
 * progress() - tell who waits how far it is, once a second
 * @what: the part of the proof
 * @done: how many steps of it are done
 * @all: how many there are
 */
void progress(const char *what, size_t done, size_t all)
{
	double t = now();

	if (t - last_progress < 1.0)
		return;

	last_progress = t;
	data("progress %s %zu of %zu", what, done, all);
}
