// SPDX-License-Identifier: ISC
/*
 * What every Atheros driver does with ath.ko for its radio's regulation, and a
 * log of what that radio's hardware would be told.
 */

#include <linux/module.h>
#include <linux/slab.h>

#include "ath.h"
#include "regd.h"

#include "athreg.h"
#include "vref.h"

#define LOG_LEN 32

/**
 * struct limits - the limits that the hardware would be given
 *
 * @when: the initiator of the request that led to them
 * @alpha2: the country of that request
 * @regpair: the regulatory domain pair
 * @ctl: conformance test limits for 2.4 and 5 GHz
 */
struct limits {
	const char *when;
	char alpha2[2];
	u16 regpair;
	u32 ctl[2];
};

/**
 * struct ath_radio - what an Atheros driver keeps, &vref_radio.priv
 *
 * @common: shared with ath.ko
 * @ath10k: follow ath10k's rule for hints
 * @hinted: the EEPROM's country was hinted to cfg80211
 * @hint_ret: what regulatory_hint() said
 * @n_log: how many limits were given, more than @log holds perhaps
 * @log: the first of them
 */
struct ath_radio {
	struct ath_common common;
	bool ath10k;
	bool hinted;
	int hint_ret;
	unsigned int n_log;
	struct limits log[LOG_LEN];
};

static const char *initiator_name(struct regulatory_request *request)
{
	if (!request)
		return "none";

	switch (request->initiator) {
	case NL80211_REGDOM_SET_BY_CORE:
		return "core";
	case NL80211_REGDOM_SET_BY_USER:
		return "user";
	case NL80211_REGDOM_SET_BY_DRIVER:
		return "driver";
	case NL80211_REGDOM_SET_BY_COUNTRY_IE:
		return "ie";
	}

	return "unknown";
}

static void get_limits(struct ath_regulatory *regd, struct limits *limits)
{
	limits->regpair = regd->regpair ? regd->regpair->reg_domain : 0xffff;
	limits->ctl[0] = ath_regd_get_band_ctl(regd, NL80211_BAND_2GHZ);
	limits->ctl[1] = ath_regd_get_band_ctl(regd, NL80211_BAND_5GHZ);
}

static void log_limits(struct ath_radio *ath, const char *when,
		       const char *alpha2)
{
	struct limits *limits;

	if (ath->n_log < LOG_LEN) {
		limits = &ath->log[ath->n_log];
		limits->when = when;
		memcpy(limits->alpha2, alpha2, sizeof(limits->alpha2));
		get_limits(&ath->common.regulatory, limits);
	}
	ath->n_log++;
}

static void show_limits(struct seq_file *s, struct limits *limits)
{
	seq_printf(s, "regpair=0x%02x ctl2=0x%02x ctl5=0x%02x\n",
		   limits->regpair, limits->ctl[0], limits->ctl[1]);
}

/**
 * athreg_notify() - the driver's regulatory notifier
 * @radio: the radio of the wiphy it was called for
 * @request: what cfg80211 called it with
 */
void athreg_notify(struct vref_radio *radio, struct regulatory_request *request)
{
	struct ath_radio *ath = radio->priv;

	ath_reg_notifier_apply(radio->wiphy, request, &ath->common.regulatory);
	log_limits(ath, initiator_name(request),
		   request ? request->alpha2 : "--");
}
EXPORT_SYMBOL_GPL(athreg_notify);

/**
 * athreg_init() - set a radio's rules up, before its wiphy is registered
 * @radio: the radio
 * @code: what its EEPROM holds, a number in C
 * @ath10k: follow ath10k's rule for hints, not that of the other drivers
 * @notifier: the wiphy's, which calls athreg_notify()
 *
 * Return: 0, or an errno; athreg_free() is due in either case.
 */
int athreg_init(struct vref_radio *radio, const char *code, bool ath10k,
		void (*notifier)(struct wiphy *wiphy,
				 struct regulatory_request *request))
{
	struct ath_radio *ath;
	u16 current_rd;
	int ret;

	ret = kstrtou16(code, 0, &current_rd);
	if (ret)
		return ret;

	ath = kzalloc(sizeof(*ath), GFP_KERNEL);
	if (!ath)
		return -ENOMEM;

	radio->priv = ath;
	ath->ath10k = ath10k;
	ath->common.priv = radio;
	spin_lock_init(&ath->common.cc_lock);
	ath->common.regulatory.current_rd = current_rd;

	ret = ath_regd_init(&ath->common.regulatory, radio->wiphy, notifier);
	if (ret)
		return ret;

	/* a firmware that starts before the first request is given these */
	log_limits(ath, "init", ath->common.regulatory.alpha2);
	return 0;
}
EXPORT_SYMBOL_GPL(athreg_init);

/**
 * athreg_hint() - hint the EEPROM's country, if the driver would
 * @radio: the radio, its wiphy registered
 */
void athreg_hint(struct vref_radio *radio)
{
	struct ath_radio *ath = radio->priv;
	struct ath_regulatory *regd = &ath->common.regulatory;

	if (ath->ath10k && ath_is_world_regd(&ath->common.reg_world_copy))
		return;
	if (ath_is_world_regd(regd))
		return;

	ath->hinted = true;
	ath->hint_ret = regulatory_hint(radio->wiphy, regd->alpha2);
}
EXPORT_SYMBOL_GPL(athreg_hint);

/**
 * athreg_free() - forget a radio's rules, once its wiphy is gone
 * @radio: the radio
 */
void athreg_free(struct vref_radio *radio)
{
	kfree(radio->priv);
}
EXPORT_SYMBOL_GPL(athreg_free);

/**
 * athreg_show() - print a radio's regulatory state
 * @radio: the radio
 * @s: where to
 */
void athreg_show(struct vref_radio *radio, struct seq_file *s)
{
	struct ath_radio *ath = radio->priv;
	struct ath_regulatory *regd = &ath->common.regulatory;
	struct limits now;
	unsigned int i;

	seq_printf(s, "current_rd=0x%04x\n", regd->current_rd);
	seq_printf(s, "country_code=%u\n", regd->country_code);
	seq_printf(s, "alpha2=%.2s\n", regd->alpha2);
	seq_printf(s, "region=%d\n", regd->region);
	seq_printf(s, "world=%d\n", ath_is_world_regd(regd));
	if (regd->regpair)
		seq_printf(s, "regpair_ctl2=0x%02x regpair_ctl5=0x%02x\n",
			   regd->regpair->reg_2ghz_ctl,
			   regd->regpair->reg_5ghz_ctl);
	if (ath->hinted)
		seq_printf(s, "hint=%d\n", ath->hint_ret);
	else
		seq_puts(s, "hint=none\n");

	get_limits(regd, &now);
	seq_puts(s, "limits ");
	show_limits(s, &now);

	seq_printf(s, "requests=%u\n", ath->n_log);
	/* what came first in a long life says nothing of now, and takes time */
	if (ath->n_log > LOG_LEN)
		return;
	for (i = 0; i < ath->n_log; i++) {
		seq_printf(s, "request %s %.2s ", ath->log[i].when,
			   ath->log[i].alpha2);
		show_limits(s, &ath->log[i]);
	}
}
EXPORT_SYMBOL_GPL(athreg_show);
