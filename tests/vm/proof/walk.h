/* SPDX-License-Identifier: ISC */
/* One computer, a random life. */

#ifndef WALK_H
#define WALK_H

void walk(void);

#endif /* WALK_H */
