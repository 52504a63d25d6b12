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

static bool no_objects_lost(const struct usage *before,
			    const struct usage *after, long cycles)
{
	const struct cache *cache;
	bool good = true;
	long more;
	size_t i;

	for (i = 0; i < after->n; i++) {
		cache = &after->caches[i];
		more = cache->objects - objects_of(before, cache->name);
		if (more * CYCLES_PER_OBJECT < cycles)
			continue;
		note("%ld more in %s", more, cache->name);
		good = false;
	}

	return good;
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

/**
 * soak() - ath.ko loaded and unloaded until a leak would show
 */
void soak(void)
{
	const long cycles = plan.sample > 1 ? CYCLES_OF_SAMPLE : CYCLES;
	const long stretch = cycles / STRETCHES;
	struct dice dice = dice_for(plan.seed);
	static struct usage before, after;
	long i, free_before, most, lost[STRETCHES] = { 0 };

	fresh_cfg80211();
	for (i = 0; i < CYCLES_OF_WARMTH; i++)
		cycle(&dice);
	count(&before);
	free_before = before.free;
	for (i = 0; i < cycles; i++) {
		cycle(&dice);
		progress("loads of ath", (size_t)i + 1, (size_t)cycles);
		if ((i + 1) % stretch)
			continue;
		count(&after);
		lost[i / stretch] = (free_before - after.free) * KB / stretch;
		free_before = after.free;
	}

	most = median(lost, STRETCHES);
	note("in %ld cycles: %ld vmalloc areas more, %ld bytes less free in a cycle of most",
	     cycles, after.areas - before.areas, most);
	result(no_objects_lost(&before, &after, cycles),
	       "soak: no slab cache of %zu has grown with %ld loads of ath",
	       after.n, cycles);
	result((after.areas - before.areas) * CYCLES_PER_OBJECT < cycles,
	       "soak: nor have the areas of vmalloc");
	result(most < BYTES_PER_CYCLE, "soak: nor does free memory shrink");
}
