/* SPDX-License-Identifier: ISC */
/* The virtual radios of vref.ko and vradio.ko. */

#ifndef RADIO_H
#define RADIO_H

#include <stdbool.h>
#include <stddef.h>

#include "channels.h"

/* More than a radio's state takes with all it has logged. */
#define RADIO_TEXT_MAX 8192

void radio_open(void);
void radio_close(void);
int ctl(const char *format, ...) __attribute__((format(printf, 1, 2)));
void settle(void);
void radio_channels(const char *name, struct channels *channels);
size_t radio_regd(const char *name, char *text);
bool radio_has_limits(const char *text, const char *limits);

#endif /* RADIO_H */
