/* SPDX-License-Identifier: ISC */
/* What ath.ko says in the kernel log. */

#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <stddef.h>

void kernel_log_forget(void);
void kernel_log_may_say(const char *text);
size_t kernel_log_ath(char *text, size_t size);

#endif /* KERNEL_LOG_H */
