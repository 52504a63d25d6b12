// SPDX-License-Identifier: ISC
/*
 * Virtual Atheros radios: what ath9k and ath10k do with ath.ko, on a wiphy
 * without hardware. "add NAME CODE [STYLE [device]]": CODE is what the EEPROM
 * holds, STYLE the driver whose rule for hints is followed, ath9k (the default;
 * ath5k, ath9k_htc and carl9170 do the same), ath5k or ath10k. With "device" it
 * hangs on one, which a driver of such a name drives: so /sys has it.
 */

#include <linux/module.h>
#include <linux/platform_device.h>

#include "athreg.h"
#include "vref.h"

static struct platform_driver ath9k = {
	.driver.name = "ath9k",
};

static struct platform_driver ath5k = {
	.driver.name = "ath5k",
};

static struct platform_driver ath10k_pci = {
	.driver.name = "ath10k_pci",
};

static struct platform_driver *const drivers[] = { &ath9k, &ath5k,
						   &ath10k_pci };

/* The driver of a style, or NULL. */
static const struct platform_driver *find_driver(const char *style)
{
	if (!strcmp(style, "ath10k"))
		return &ath10k_pci;
	if (!strcmp(style, "ath5k"))
		return &ath5k;

	return strcmp(style, "ath9k") ? NULL : &ath9k;
}

static int add_device(struct vref_radio *radio,
		      const struct platform_driver *driver)
{
	struct platform_device *device;

	device = platform_device_register_simple(driver->driver.name,
						 PLATFORM_DEVID_AUTO, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);

	set_wiphy_dev(radio->wiphy, &device->dev);
	return 0;
}

static void ath_release(struct vref_radio *radio)
{
	struct device *device = wiphy_dev(radio->wiphy);

	athreg_free(radio);
	if (device)
		platform_device_unregister(to_platform_device(device));
}

static void reg_notifier(struct wiphy *wiphy,
			 struct regulatory_request *request)
{
	athreg_notify(wiphy_priv(wiphy), request);
}

static int ath_prepare(struct vref_radio *radio, char **words)
{
	const struct platform_driver *driver = find_driver(words[1] ?: "ath9k");
	int ret;

	if (!driver)
		return -EINVAL;
	if (words[1] && words[2]) {
		if (strcmp(words[2], "device"))
			return -EINVAL;
		ret = add_device(radio, driver);
		if (ret)
			return ret;
	}

	return athreg_init(radio, words[0], driver == &ath10k_pci,
			   reg_notifier);
}

static const struct vref_kind ath_kind = {
	.owner = THIS_MODULE,
	.prepare = ath_prepare,
	.registered = athreg_hint,
	.release = ath_release,
	.regd_show = athreg_show,
};

static int __init vradio_init(void)
{
	int ret;

	ret = platform_register_drivers(drivers, ARRAY_SIZE(drivers));
	if (ret)
		return ret;

	ret = vref_register_kind(&ath_kind);
	if (ret)
		platform_unregister_drivers(drivers, ARRAY_SIZE(drivers));
	return ret;
}

static void __exit vradio_exit(void)
{
	vref_unregister_kind(&ath_kind);
	platform_unregister_drivers(drivers, ARRAY_SIZE(drivers));
}

module_init(vradio_init);
module_exit(vradio_exit);

MODULE_DESCRIPTION("Virtual Atheros radios, for tests of ath.ko");
MODULE_LICENSE("Dual BSD/GPL");
