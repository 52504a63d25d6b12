// SPDX-License-Identifier: ISC
/*
 * replay RUNS FILE...: a fuzzer's target with each file, and with RUNS damaged
 * copies of each, the same ones each time. Where make fuzz searches for a
 * minute, check sees in seconds that nothing has come back. Exit status: 0;
 * 2 for wrong usage; what the sanitizers find ends it with theirs.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "util.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* xorshift64: https://en.wikipedia.org/wiki/Xorshift */
static uint64_t number(void)
{
	static uint64_t state = 1;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;

	return state;
}

/* One of some bytes, which are not none. */
static size_t place(size_t size)
{
	return (size_t)(number() % size);
}

/* Damages the copy; returns its new length. */
static size_t damage(uint8_t *copy, size_t size)
{
	static const uint8_t edges[] = { 0x00, 0x01, 0x04, 0x7f, 0x80, 0xff };
	size_t times = 1 + place(4);

	for (; times && size; times--) {
		switch (number() % 4) {
		case 0:
			copy[place(size)] = (uint8_t)number();
			break;
		case 1:
			copy[place(size)] ^= (uint8_t)(1U << place(8));
			break;
		case 2:
			copy[place(size)] = edges[place(ARRAY_SIZE(edges))];
			break;
		default:
			/* mostly a little */
			size -= number() % 8 ? place(size < 8 ? size : 8) :
					       place(size);
			break;
		}
	}

	return size;
}

/* In memory of just its size, so that the sanitizer sees who reads on. */
static void run(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size ? size : 1);

	if (!exact)
		abort();
	memcpy(exact, data, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

int main(int argc, char **argv)
{
	unsigned long runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, i;
	uint8_t *data, *copy;
	size_t size;
	int file;

	if (!runs) {
		fputs("usage: replay RUNS FILE...\n", stderr);
		return 2;
	}
	for (file = 2; file < argc; file++) {
		data = (uint8_t *)read_file(argv[file], &size);
		if (!data) {
			perror(argv[file]);
			return 2;
		}
		run(data, size);
		copy = xcalloc(size, 1);
		for (i = 0; i < runs; i++) {
			memcpy(copy, data, size);
			run(copy, damage(copy, size));
		}
		free(copy);
		free(data);
	}
	printf("%d files, %lu damaged copies of each\n", argc - 2, runs);

	return 0;
}
