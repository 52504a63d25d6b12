// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "channels.h"
#include "radio.h"
#include "util.h"

#define VRADIO "/sys/kernel/debug/vradio"

static int ctl_fd = -1;

/**
 * radio_open() - be ready for commands, once vref.ko is loaded
 */
void radio_open(void)
{
	ctl_fd = open(VRADIO "/ctl", O_WRONLY | O_CLOEXEC);
	if (ctl_fd < 0)
		die(VRADIO "/ctl: %s", strerror(errno));
}

/**
 * radio_close() - let go of vref.ko
 */
void radio_close(void)
{
	if (ctl_fd >= 0)
		close(ctl_fd);
	ctl_fd = -1;
}

/**
 * ctl() - give vref.ko a command, see its ctl.c
 * @format: the command, as for printf()
 *
 * Return: 0 or a positive errno.
 */
int ctl(const char *format, ...)
{
	char line[64];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (len < 0 || len >= (int)sizeof(line))
		die("ctl: '%s...' is too long", line);

	return write(ctl_fd, line, len) == len ? 0 : errno;
}

/**
 * settle() - wait until cfg80211 has worked off what it was asked
 */
void settle(void)
{
	int err = ctl("settle");

	if (err)
		die("settle: %s", strerror(err));
}

/**
 * radio_channels() - a radio's channels as cfg80211 has them
 * @name: the radio
 * @channels: where to
 */
void radio_channels(const char *name, struct channels *channels)
{
	char path[80];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), VRADIO "/%s/raw", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die("%s: %s", path, strerror(errno));
	got = read(fd, channels, sizeof(*channels));
	if (got != (ssize_t)sizeof(*channels))
		die("%s: %zd bytes", path, got);
	close(fd);
}

/**
 * radio_regd() - an Atheros radio's regulatory state as its driver has it
 * @name: the radio
 * @text: RADIO_TEXT_MAX bytes; see vradio.ko
 *
 * Return: the length of the text.
 */
size_t radio_regd(const char *name, char *text)
{
	char path[80];

	snprintf(path, sizeof(path), VRADIO "/%s/regd", name);
	return read_file(path, text, RADIO_TEXT_MAX);
}

/**
 * radio_has_limits() - are these the limits that a radio has now?
 * @text: from radio_regd()
 * @limits: as tables_limits() puts them
 *
 * Those that it had before are in the text, too.
 *
 * Return: true when they are.
 */
bool radio_has_limits(const char *text, const char *limits)
{
	const char *now = strstr(text, "\nlimits ");
	size_t len = strlen(limits);

	return now && !strncmp(now + strlen("\nlimits "), limits, len) &&
	       now[strlen("\nlimits ") + len] == '\n';
}
