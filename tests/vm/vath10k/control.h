/* SPDX-License-Identifier: ISC */
/* What a test tells the radio while it is running. */

#ifndef CONTROL_H
#define CONTROL_H

struct device;

int control_open(const char *path);
void control_read(int fd, struct device *device);

#endif /* CONTROL_H */
