/* SPDX-License-Identifier: ISC */
/* ath's own regulatory tables, and what they say of a country. */

#ifndef TABLES_H
#define TABLES_H

#include <stddef.h>
#include <stdint.h>

#define LIMITS_LEN 48

void tables_read(void);
size_t tables_codes(uint16_t **codes);
uint16_t tables_code(size_t place);
void tables_limits(const char *alpha2, unsigned int dfs_region,
		   char limits[LIMITS_LEN]);

#endif /* TABLES_H */
