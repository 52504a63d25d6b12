/* SPDX-License-Identifier: ISC */
/* One computer, one radio: every code, every country, before it and after. */

#ifndef SWEEP_H
#define SWEEP_H

#include <stddef.h>
#include <stdint.h>

size_t accepted_codes(uint16_t **codes);
void sweep(void);
void peers(void);

#endif /* SWEEP_H */
