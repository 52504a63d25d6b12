/* SPDX-License-Identifier: ISC */
/* What ath.ko has said of a radio's EEPROM, and of who locks the user out. */

#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <stdbool.h>
#include <stdint.h>

char *kernel_log_read(void);
bool kernel_log_ours(const char *log, const char *phy, uint16_t *code);
bool kernel_log_stock(const char *log, uint16_t *code);
char *kernel_log_lockout(const char *log, char alpha2[3]);

#endif /* KERNEL_LOG_H */
