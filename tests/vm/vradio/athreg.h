/* SPDX-License-Identifier: ISC */
/* Regulation through ath.ko, for any virtual radio: see athreg.c. */

#ifndef ATHREG_H
#define ATHREG_H

#include <linux/seq_file.h>
#include <net/cfg80211.h>

struct vref_radio;

int athreg_init(struct vref_radio *radio, const char *code, bool ath10k,
		void (*notifier)(struct wiphy *wiphy,
				 struct regulatory_request *request));
void athreg_notify(struct vref_radio *radio,
		   struct regulatory_request *request);
void athreg_hint(struct vref_radio *radio);
void athreg_free(struct vref_radio *radio);
void athreg_show(struct vref_radio *radio, struct seq_file *s);

#endif /* ATHREG_H */
