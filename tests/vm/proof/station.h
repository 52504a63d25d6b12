/* SPDX-License-Identifier: ISC */
/* What the user has a station of vmac.ko do on the air. */

#ifndef STATION_H
#define STATION_H

void station_join(const char *alpha2);
void station_leave(void);
void station_is_sent_away(void);

#endif /* STATION_H */
