/* SPDX-License-Identifier: ISC */
/* The channels that stock gives, for whoever reckons them. */

#ifndef ROWS_H
#define ROWS_H

#include <stdint.h>

#include "channels.h"

void rows_add(const struct channels *channels);
void rows_end(uint16_t code);

#endif /* ROWS_H */
