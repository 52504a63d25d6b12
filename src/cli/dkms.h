/* SPDX-License-Identifier: ISC */
/* What DKMS has left of its builds. */

#ifndef DKMS_H
#define DKMS_H

#include <stdbool.h>

bool dkms_knows_us(void);
char *dkms_error(const char *release);
char *dkms_source(const char *release);

#endif /* DKMS_H */
