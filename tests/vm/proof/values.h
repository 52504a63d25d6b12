/* SPDX-License-Identifier: ISC */
/* What the parameters take, and what they do with the rest. */

#ifndef VALUES_H
#define VALUES_H

void values(void);

#endif /* VALUES_H */
