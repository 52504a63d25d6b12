/* SPDX-License-Identifier: ISC */
/* Our lines in /etc/modprobe.d. */

#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>

#define CONFIG_PARENT "/etc"
#define CONFIG_DIR CONFIG_PARENT "/modprobe.d"
#define CONFIG_NAME "ath-user-regd.conf"
#define CONFIG_PATH CONFIG_DIR "/" CONFIG_NAME

char *config_edit(const char *text, const char *value);
char *config_read(const char **why);
bool config_write(const char *text);

#endif /* CONFIG_H */
