/* SPDX-License-Identifier: ISC */
/* ath.ko comes and goes: the kernel's memory does not grow. */

#ifndef SOAK_H
#define SOAK_H

void soak(void);

#endif /* SOAK_H */
