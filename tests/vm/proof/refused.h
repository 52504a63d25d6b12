/* SPDX-License-Identifier: ISC */
/* The EEPROM codes that stock refuses. */

#ifndef REFUSED_H
#define REFUSED_H

void refused(void);

#endif /* REFUSED_H */
