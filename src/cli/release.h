/* SPDX-License-Identifier: ISC */
/* Kernel releases, as uname -r has them. */

#ifndef RELEASE_H
#define RELEASE_H

int release_compare(const char *a, const char *b);

#endif /* RELEASE_H */
