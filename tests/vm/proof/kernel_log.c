// SPDX-License-Identifier: ISC

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernel_log.h"
#include "util.h"

#define RECORD_MAX 8192

static int kmsg = -1;

static int open_kmsg(void)
{
	if (kmsg < 0)
		kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (kmsg < 0)
		die("/dev/kmsg: %s", strerror(errno));

	return kmsg;
}

/**
 * kernel_log_forget() - what was said up to now is of no interest
 */
void kernel_log_forget(void)
{
	if (lseek(open_kmsg(), 0, SEEK_END) < 0)
		die("/dev/kmsg: %s", strerror(errno));
}

/**
 * kernel_log_may_say() - tell the verdict what it is not to take for an error
 * @text: what our modules may complain of from here on; "" for nothing
 */
void kernel_log_may_say(const char *text)
{
	/* not dprintf(), which asks the file where it is: this one won't say */
	char *line = xasprintf("<3>verdict: the log may say: %s\n", text);
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, line, strlen(line)) < 0)
		die("/dev/kmsg: %s", strerror(errno));
	close(fd);
	free(line);
}

/* ath.ko's own words, and that the kernel has warned: stock does for some. */
static bool is_of_interest(const char *message)
{
	return !strncmp(message, ";ath: ", 6) ||
	       !strncmp(message, ";WARNING: ", 10);
}

/**
 * kernel_log_ath() - what ath.ko has said since this was called last
 * @text: where to: a line for each message, its level before it
 * @size: the room there is
 *
 * Return: the length of the text.
 */
size_t kernel_log_ath(char *text, size_t size)
{
	char record[RECORD_MAX], *message, *end;
	size_t len = 0, n;
	ssize_t got;

	text[0] = '\0';
	/* each read() is one record: LEVEL,SEQUENCE,TIME,FLAGS;MESSAGE\n... */
	while ((got = read(open_kmsg(), record, sizeof(record) - 1)) > 0) {
		record[got] = '\0';
		message = strchr(record, ';');
		end = strchr(record, '\n');
		if (!message || !end || !is_of_interest(message))
			continue;
		n = end - message;
		/* the rest of a warning, "CPU: ... at FILE:LINE", may differ */
		if (message[1] == 'W')
			n = strlen(";WARNING");
		if (len + n + 3 > size)
			die("ath.ko says too much");
		text[len++] = (char)('0' + (strtoul(record, NULL, 10) % 8));
		memcpy(text + len, message, n);
		len += n;
		text[len++] = '\n';
		text[len] = '\0';
	}
	if (got < 0 && errno != EAGAIN)
		die("/dev/kmsg: %s", strerror(errno));

	return len;
}
