/* SPDX-License-Identifier: ISC */
/* One computer, all radios. */

#ifndef TOGETHER_H
#define TOGETHER_H

void together(void);
void closed(void);

#endif /* TOGETHER_H */
