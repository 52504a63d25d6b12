// SPDX-License-Identifier: ISC
/*
 * A pipe with a name, of which lines are read:
 *
 *   radar WIDTH INTERVAL COUNT
 *	so many pulses, of so many microseconds, each so many after the one before
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "device.h"
#include "radar.h"
#include "util.h"

/**
 * control_open() - make the pipe
 * @path: its name
 *
 * Return: its file descriptor, which never comes to an end.
 */
int control_open(const char *path)
{
	int fd;

	unlink(path);
	if (mkfifo(path, 0600))
		die("%s: %s", path, strerror(errno));
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		die("%s: %s", path, strerror(errno));

	return fd;
}

static void obey(struct device *device, const char *line)
{
	struct pulse_train train;

	if (sscanf(line, "radar %u %u %u", &train.width, &train.interval,
		   &train.count) == 3)
		radar_send(device, &train);
	else
		log_line("control-unknown %s", line);
}

/**
 * control_read() - do what the pipe says
 * @fd: the pipe
 * @device: the radio
 *
 * A line is written at once, and so it is read.
 */
void control_read(int fd, struct device *device)
{
	char text[512], *line, *rest = text;
	ssize_t len = read(fd, text, sizeof(text) - 1);

	if (len <= 0)
		return;

	text[len] = '\0';
	while ((line = strsep(&rest, "\n")))
		if (*line)
			obey(device, line);
}
