// SPDX-License-Identifier: ISC
/*
 * ath.ko is loaded, radios come and go, and it is unloaded again, many times.
 * What it had allocated and not given back would be one object a cycle in one
 * of the kernel's slab caches or among its vmalloc areas, or, if it is larger
 * than these, pages that are free no more.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "modules.h"
#include "nl80211.h"
#include "plan.h"
#include "radio.h"
#include "report.h"
#include "soak.h"
#include "tables.h"
#include "util.h"

#define CYCLES 1000
#define CYCLES_OF_SAMPLE 200
#define STRETCHES 5
#define RADIOS 4

/* Until all that the kernel allocates once and keeps is there. */
#define CYCLES_OF_WARMTH 50

/* Who loses less than one object in two cycles loses none. */
#define CYCLES_PER_OBJECT 2

/* What a cycle may cost of free memory: pages the kernel has in its hands. */
#define BYTES_PER_CYCLE 512

/* kfree_rcu() collects what it is to free for five seconds. */
#define RCU_SECONDS 6

#define KB 1024

#define CACHES_MAX 512
#define CACHE_NAME_LEN 64

struct cache {
	char name[CACHE_NAME_LEN];
	long objects;
};

/**
 * struct usage - what the kernel has taken for itself
 * @caches: the slab caches
 * @n: how many
 * @areas: of vmalloc
 * @free: memory that is free, in kB
 */
struct usage {
	struct cache caches[CACHES_MAX];
	size_t n;
	long areas;
	long free;
};

/* The next line of @file, or false; a line that is too long is an error. */
static bool next_line(FILE *file, char *line, size_t size)
{
	if (!fgets(line, (int)size, file))
		return false;
	if (!strchr(line, '\n'))
		die("a line of /proc is too long");

	return true;
}

static FILE *open_proc(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		die("%s: %s", path, strerror(errno));

	return file;
}

static void count_objects(struct usage *usage)
{
	FILE *file = open_proc("/proc/slabinfo");
	struct cache *cache;
	char line[512];

	usage->n = 0;
	while (next_line(file, line, sizeof(line))) {
		if (usage->n == CACHES_MAX)
			die("more than %d slab caches", CACHES_MAX);
		cache = &usage->caches[usage->n];
		/* the two lines of the heading have no number */
		if (sscanf(line, "%63s %ld", cache->name, &cache->objects) == 2)
			usage->n++;
	}
	fclose(file);
	if (!usage->n)
		die("/proc/slabinfo: no caches");
}

static void count_areas(struct usage *usage)
{
	FILE *file = open_proc("/proc/vmallocinfo");
	char line[512];

	for (usage->areas = 0; next_line(file, line, sizeof(line));)
		usage->areas++;
	fclose(file);
}

static void count_free(struct usage *usage)
{
	FILE *file = open_proc("/proc/meminfo");
	char line[512];

	usage->free = -1;
	while (next_line(file, line, sizeof(line)))
		sscanf(line, "MemFree: %ld kB", &usage->free);
	fclose(file);
	if (usage->free < 0)
		die("/proc/meminfo: no MemFree");
}

static void count(struct usage *usage)
{
	settle();
	sleep(RCU_SECONDS);
	/* what is only kept in case it is needed again: pages, inodes, names */
	write_file("/proc/sys/vm/drop_caches", "3\n");
	count_objects(usage);
	count_areas(usage);
	count_free(usage);
}

static void cycle(struct dice *dice)
{
	size_t i;

	load_ath(ATH_OURS,
		 dice_throw(dice, 2) ? "user_regd=SE" : "user_regd=1");
	for (i = 0; i < RADIOS; i++)
		if (ctl("add r%zu 0x%04x", i,
			tables_code(dice_throw(dice, 1 << 16))))
			die("a radio does not come up");
	settle();
	nl80211_set_country(dice_throw(dice, 2) ? "US" : "JP");
	settle();
	/* the last are taken away by their driver's end */
	for (i = 0; i < RADIOS / 2; i++)
		ctl("del r%zu", i);
	unload_ath();
}

static long objects_of(const struct usage *usage, const char *name)
{
	size_t i;

	for (i = 0; i < usage->n; i++)
		if (!strcmp(usage->caches[i].name, name))
			return usage->caches[i].objects;

	return 0;
}

static int compare_longs(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* What is lost all the time is lost in most stretches, what once is kept in one. */
static long median(long *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare_longs);
	return values[n / 2];
}

/* @usage: before the first stretch, and after each */
static bool no_objects_lost(const struct usage *usage, long stretch)
{
	const struct usage *last = &usage[STRETCHES];
	long more[STRETCHES];
	bool good = true;
	const char *name;
	size_t i, j;

	for (i = 0; i < last->n; i++) {
		name = last->caches[i].name;
		for (j = 0; j < STRETCHES; j++)
			more[j] = objects_of(&usage[j + 1], name) -
				  objects_of(&usage[j], name);
		if (median(more, STRETCHES) * CYCLES_PER_OBJECT < stretch)
			continue;
		note("%ld more in %s in %ld cycles of most",
		     median(more, STRETCHES), name, stretch);
		good = false;
	}

	return good;
}

/**
 * soak() - ath.ko loaded and unloaded until a leak would show
 */
void soak(void)
{
	const long cycles = plan.sample > 1 ? CYCLES_OF_SAMPLE : CYCLES;
	const long stretch = cycles / STRETCHES;
	struct dice dice = dice_for(plan.seed);
	static struct usage usage[STRETCHES + 1];
	long areas[STRETCHES], lost[STRETCHES];
	long i;

	fresh_cfg80211();
	for (i = 0; i < CYCLES_OF_WARMTH; i++)
		cycle(&dice);
	count(&usage[0]);
	for (i = 0; i < cycles; i++) {
		cycle(&dice);
		progress("loads of ath", (size_t)i + 1, (size_t)cycles);
		if ((i + 1) % stretch == 0)
			count(&usage[(i + 1) / stretch]);
	}
	for (i = 0; i < STRETCHES; i++) {
		areas[i] = usage[i + 1].areas - usage[i].areas;
		lost[i] = (usage[i].free - usage[i + 1].free) * KB / stretch;
	}

	result(no_objects_lost(usage, stretch),
	       "soak: no slab cache of %zu has grown with %ld loads of ath",
	       usage[STRETCHES].n, cycles);
	result(median(areas, STRETCHES) * CYCLES_PER_OBJECT < stretch,
	       "soak: nor have the areas of vmalloc");
	note("%ld bytes less free in a cycle of most", median(lost, STRETCHES));
	result(median(lost, STRETCHES) < BYTES_PER_CYCLE,
	       "soak: nor does free memory shrink");
}
