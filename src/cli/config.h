/* SPDX-License-Identifier: ISC */
/* Our lines in /etc/modprobe.d. */

#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>

#define CONFIG_PATH "/etc/modprobe.d/ath-user-regd.conf"

char *config_edit(const char *text, const char *value);
char *config_read(void);
bool config_write(const char *text);

#endif /* CONFIG_H */
