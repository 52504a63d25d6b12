/* SPDX-License-Identifier: ISC */
/* An access point on the air that says which country it is in. */

#ifndef AP_H
#define AP_H

void ap_start(const char *alpha2);
void ap_stop(void);
void ap_forget(void);
int ap_fd(void);
void ap_answer(void);
void ap_send_away(void);

#endif /* AP_H */
