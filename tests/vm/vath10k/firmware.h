/* SPDX-License-Identifier: ISC */
/* The files that the driver asks the system for. */

#ifndef FIRMWARE_H
#define FIRMWARE_H

void firmware_write(const char *folder);

#endif /* FIRMWARE_H */
