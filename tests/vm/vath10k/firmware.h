/* SPDX-License-Identifier: ISC */
/* The files that the driver asks the system for. */

#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <stdint.h>

void firmware_write(const char *folder, uint8_t op_version);

#endif /* FIRMWARE_H */
