/* SPDX-License-Identifier: ISC */
/* The virtual radios of vref.ko and vradio.ko. */

#ifndef RADIO_H
#define RADIO_H

#include <stddef.h>

/* More than 39 channels take, and a radio's state with all it has logged. */
#define RADIO_TEXT_MAX 8192

void radio_open(void);
void radio_close(void);
int ctl(const char *format, ...) __attribute__((format(printf, 1, 2)));
void settle(void);
size_t radio_channels(const char *name, char *text);
size_t radio_regd(const char *name, char *text);

#endif /* RADIO_H */
