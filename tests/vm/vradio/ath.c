// SPDX-License-Identifier: ISC
/*
 * Virtual Atheros radios: what ath9k and ath10k do with ath.ko, on a wiphy
 * without hardware. "add NAME CODE [STYLE]": CODE is what the EEPROM holds,
 * STYLE the driver whose rule for hints is followed, ath9k (the default; ath5k,
 * ath9k_htc and carl9170 do the same) or ath10k.
 */

#include <linux/module.h>

#include "athreg.h"
#include "vref.h"

static void reg_notifier(struct wiphy *wiphy,
			 struct regulatory_request *request)
{
	athreg_notify(wiphy_priv(wiphy), request);
}

static int ath_prepare(struct vref_radio *radio, char **words)
{
	const char *style = words[1] ?: "ath9k";
	bool ath10k = !strcmp(style, "ath10k");

	if (!ath10k && strcmp(style, "ath9k"))
		return -EINVAL;

	return athreg_init(radio, words[0], ath10k, reg_notifier);
}

static const struct vref_kind ath_kind = {
	.owner = THIS_MODULE,
	.prepare = ath_prepare,
	.registered = athreg_hint,
	.release = athreg_free,
	.regd_show = athreg_show,
};

static int __init vradio_init(void)
{
	return vref_register_kind(&ath_kind);
}

static void __exit vradio_exit(void)
{
	vref_unregister_kind(&ath_kind);
}

module_init(vradio_init);
module_exit(vradio_exit);

MODULE_DESCRIPTION("Virtual Atheros radios, for tests of ath.ko");
MODULE_LICENSE("Dual BSD/GPL");
