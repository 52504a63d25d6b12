/* SPDX-License-Identifier: ISC */
/* Our lines in /etc/modprobe.d. */

#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>

#define CONFIG_DIR "/etc/modprobe.d"
#define CONFIG_PATH CONFIG_DIR "/ath-user-regd.conf"

char *config_edit(const char *text, const char *value);
char *config_read(const char **why);
bool config_write(const char *text);

#endif /* CONFIG_H */
