// SPDX-License-Identifier: ISC
/**
 * first() - kernel-doc: a parameter that it does not describe
 *
 * Return: the first number.
 */
int first(const int *numbers)
{
	int none[2] = { 0 };

	/* checkpatch: the pointer is on the wrong side */
	const int* place = numbers;

	/* cppcheck: behind the end */
	return none[2] + *place;
}

static const char mark[] __used __section(".modinfo") __aligned(1) = "mark";
