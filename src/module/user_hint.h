/* SPDX-License-Identifier: ISC */
/*
 * A country asked for in the user's name: see user_hint.c.
 */

#ifndef USER_HINT_H
#define USER_HINT_H

void user_hint_queue(const char *alpha2);

#endif /* USER_HINT_H */
