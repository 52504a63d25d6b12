// SPDX-License-Identifier: ISC
/*
 * verify: our modules against the distribution's, by a program of its own,
 * compare-functions, which also knows what of them may differ.
 */

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "command.h"
#include "files.h"
#include "helper.h"
#include "json.h"
#include "machine.h"
#include "stage.h"
#include "state.h"
#include "stock_modules.h"
#include "util.h"

#define COMPARE "compare-functions"

/* Every module that we may have replaced. */
static const char *const modules[] = { "ath",	      "ath10k_core",
				       "ath10k_pci",  "ath10k_usb",
				       "ath10k_sdio", "ath10k_snoc" };

/**
 * struct comparison - how a module of ours stands to the distribution's
 * @name: the module
 * @touched: functions and tables that differ, and are meant to
 * @added: functions and tables that are ours alone
 * @lines: functions that differ by the number of a source line
 * @strange: what else differs, a list of names
 */
struct comparison {
	const char *name;
	unsigned int touched, added, lines;
	cJSON *strange;
};

/* A line is "CLASS <tab> NAME". */
static void take_line(struct comparison *comparison, char *line)
{
	char *name = strchr(line, '\t'), *end = strchr(line, '\n');

	if (end)
		*end = '\0';
	if (!name)
		return;
	*name++ = '\0';
	if (!strcmp(line, "line"))
		comparison->lines++;
	else if (!strcmp(line, "added"))
		comparison->added++;
	else if (!strcmp(line, "touched"))
		comparison->touched++;
	else
		cJSON_AddItemToArray(comparison->strange,
				     cJSON_CreateString(name));
}

static bool compare(struct comparison *comparison, const char *theirs,
		    const char *ours)
{
	char *program = helper_path(COMPARE), *list = helper_path("touched");
	char *their_file = stage_file(theirs), *our_file = stage_file(ours);
	const char *words[WORDS_OF_HELPER] = { program, "--plain",  "--touched",
					       list,	their_file, our_file,
					       NULL };
	char *line = NULL;
	size_t size = 0;
	pid_t child;
	FILE *out;

	out = helper_start(words, &child);
	free(program);
	free(list);
	free(their_file);
	free(our_file);
	if (!out)
		return false;
	while (getline(&line, &size, out) > 0)
		take_line(comparison, line);
	free(line);

	return helper_end(out, child);
}

/* DKMS has folders of its own on SUSE and Fedora, whatever dkms.conf says. */
static char *our_path(const char *release, const char *name)
{
	static const char *const folders[] = { "updates/dkms", "updates",
					       "extra" };
	static const char *const endings[] = { "", ".xz", ".zst", ".gz" };
	char *path;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(folders) * ARRAY_SIZE(endings); i++) {
		path = xasprintf("/lib/modules/%s/%s/%s.ko%s", release,
				 folders[i / ARRAY_SIZE(endings)], name,
				 endings[i % ARRAY_SIZE(endings)]);
		if (there_is(path))
			return path;
		free(path);
	}

	return NULL;
}

static void show(const struct comparison *comparison)
{
	const cJSON *name;

	printf("%-12s %u touched, %u added, %u with another line number, %d others differ\n",
	       comparison->name, comparison->touched, comparison->added,
	       comparison->lines, cJSON_GetArraySize(comparison->strange));
	cJSON_ArrayForEach(name, comparison->strange)
	{
		printf("  differs: %s\n", name->valuestring);
	}
}

static cJSON *as_json(struct comparison *comparison)
{
	cJSON *object = json_object();

	json_text(object, "module", comparison->name);
	json_number(object, "touched", comparison->touched);
	json_number(object, "added", comparison->added);
	json_number(object, "lines", comparison->lines);
	json_put(object, "others", comparison->strange);

	return object;
}

/* What compares is installed with this command. */
static bool can_compare(void)
{
	char *program = helper_path(COMPARE);
	bool able = !access(program, X_OK);

	if (!able)
		complain(NULL, "%s: %s", program, strerror(errno));
	free(program);

	return able;
}

/* One module; returns whether all is well with it. */
static bool verify_one(const char *release, const char *name, const char *ours,
		       cJSON *list)
{
	struct comparison comparison = { .name = name };
	char *theirs = stock_module_path(release, name);
	bool good = false;

	if (!theirs) {
		complain("install the kernel's own package again",
			 "%s: the distribution's own %s is not there", release,
			 name);
		return false;
	}

	comparison.strange = json_list();
	if (!compare(&comparison, theirs, ours)) {
		complain(advise("next_tools", "binutils"),
			 "%s can't be compared", name);
		cJSON_Delete(comparison.strange);
	} else {
		good = !cJSON_GetArraySize(comparison.strange);
		if (list) {
			cJSON_AddItemToArray(list, as_json(&comparison));
		} else {
			show(&comparison);
			cJSON_Delete(comparison.strange);
		}
	}
	free(theirs);

	return good;
}

static bool is_kernel(const char *release)
{
	char *path = xasprintf("/lib/modules/%s", release);
	bool found = there_is(path);

	free(path);
	return found;
}

static int verify(const char *release, bool as_json)
{
	cJSON *list = as_json ? json_list() : NULL, *object;
	struct kernel kernel;
	const char *next;
	char *ours, *source;
	bool good = true;
	size_t i, n = 0;

	for (i = 0; i < ARRAY_SIZE(modules); i++) {
		ours = our_path(release, modules[i]);
		if (!ours)
			continue;
		n++;
		good = verify_one(release, modules[i], ours, list) && good;
		free(ours);
	}
	if (!n && !is_kernel(release)) {
		complain("ls /lib/modules", "there is no kernel %s", release);
	} else if (!n) {
		complain(advise("next_install", release),
			 "%s has no module of ours", release);
	}

	kernel_read(&kernel, release);
	source = state_source(&kernel.state);
	if (as_json) {
		object = json_object();
		json_text(object, "release", release);
		json_bool(object, "good", good && n);
		json_text(object, "proven", kernel.state.proven);
		json_put(object, "modules", list);
		json_print(object);
	} else if (n && good) {
		if (source)
			printf("They are %s.\n", source);
		puts("Only what is meant to differ does.");
	} else if (n) {
		next = advise("next_rebuild", release);
		printf("That is not as it should be%s%s\n",
		       next ? "; next: " : "", next ? next : "");
	}
	free(source);
	kernel_free(&kernel);

	return good && n ? 0 : 1;
}

/**
 * verify_run() - compare our modules with the distribution's
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int verify_run(const struct call *call)
{
	bool json = call->value[OPTION_JSON];
	struct machine machine;
	const char *release;
	int status;

	if (!can_compare())
		return 1;

	machine_read(&machine);
	release = call->n_words ? call->words[0] : machine.running.release;
	if (!release)
		release = machine.newest.release;
	status = release ? verify(release, json) :
			   complain("ls /lib/modules", "there is no kernel");
	machine_free(&machine);

	return status;
}
