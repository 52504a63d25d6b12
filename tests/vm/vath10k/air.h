/* SPDX-License-Identifier: ISC */
/* Who else is on the air: open access points that take anybody. */

#ifndef AIR_H
#define AIR_H

#include "bytes.h"

struct device;

void air_listen(struct device *device, uint32_t freq);
void air_hear(struct device *device, struct view frame);

#endif /* AIR_H */
