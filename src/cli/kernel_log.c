// SPDX-License-Identifier: ISC
/*
 * The kernel log is the one place where a radio's EEPROM code is told. Ours
 * names the radio, the stock driver does not. Nor is it told elsewhere whose
 * country an intersection is of.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>

#include "kernel_log.h"
#include "util.h"

/* From linux/syslog.h of the kernel, which glibc has no names for. */
#define READ_ALL 3
#define SIZE_BUFFER 10

/**
 * kernel_log_read() - the kernel log
 *
 * Return: its text, to be freed, or NULL when it can't be had: mostly for want
 * of root.
 */
char *kernel_log_read(void)
{
	int size = klogctl(SIZE_BUFFER, NULL, 0), len;
	char *log;

	if (size <= 0)
		return NULL;

	log = xrealloc(NULL, (size_t)size + 1);
	len = klogctl(READ_ALL, log, size);
	if (len < 0) {
		free(log);
		return NULL;
	}
	log[len] = '\0';

	return log;
}

static bool take_code(const char *text, uint16_t *code)
{
	unsigned long value;
	char *end;

	value = strtoul(text, &end, 16);
	if (end == text || value > UINT16_MAX)
		return false;

	*code = (uint16_t)value;
	return true;
}

/**
 * kernel_log_ours() - what our ath.ko has said of a radio
 * @log: the kernel log
 * @phy: the radio's name
 * @code: is given its EEPROM's code
 *
 * Return: whether it has, last of all that is in the log.
 */
bool kernel_log_ours(const char *log, const char *phy, uint16_t *code)
{
	char *start = xasprintf("ath: %s: EEPROM regdomain ", phy);
	const char *at = log;
	bool found = false;

	while ((at = strstr(at, start))) {
		at += strlen(start);
		found = take_code(at, code) || found;
	}
	free(start);

	return found;
}

/**
 * kernel_log_stock() - what ath.ko has said when a radio was set up
 * @log: the kernel log
 * @code: is given the EEPROM's code
 *
 * The line comes again, with the country's code, when the country changes;
 * then it is followed by one that says so, before the next.
 *
 * Return: whether it has, and of one code only, so that it is clear which
 * radio is meant.
 */
bool kernel_log_stock(const char *log, uint16_t *code)
{
	static const char start[] = "ath: EEPROM regdomain: ";
	const char *at = strstr(log, start), *next, *dynamic;
	bool found = false;
	uint16_t one;

	for (; at; at = next) {
		at += strlen(start);
		next = strstr(at, start);
		dynamic = strstr(at, "dynamically updated by");
		if (dynamic && (!next || dynamic < next))
			continue;
		if (!take_code(at, &one))
			continue;
		if (found && one != *code)
			return false;
		*code = one;
		found = true;
	}

	return found;
}

/**
 * kernel_log_lockout() - whose driver's country has locked the user out
 * @log: the kernel log
 * @alpha2: is given that country
 *
 * Return: the name of that driver's radio, to be freed, or NULL when our ath.ko has
 * said nothing of it.
 */
char *kernel_log_lockout(const char *log, char alpha2[3])
{
	static const char start[] = ": the driver of phy";
	const char *at = log;
	unsigned int number;
	char *phy = NULL;

	while ((at = strstr(at, start))) {
		at += strlen(start);
		if (sscanf(at, "%u says %2[A-Z], no user counts", &number,
			   alpha2) != 2)
			continue;
		free(phy);
		phy = xasprintf("phy%u", number);
	}

	return phy;
}
