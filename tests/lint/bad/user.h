/* SPDX-License-Identifier: ISC */
#ifndef USER_H
#define USER_H

#include <stdint.h>

void twice(uint32_t number);

#endif /* USER_H */
