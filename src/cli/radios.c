// SPDX-License-Identifier: ISC

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "kernel_log.h"
#include "nl80211.h"
#include "radios.h"
#include "util.h"

/**
 * driver_kind() - what a driver has to do with us
 * @driver: its name, or NULL
 *
 * Return: whether it goes by ath.ko's rules, is Atheros all the same, or not.
 */
enum kind driver_kind(const char *driver)
{
	static const char *const users[] = {
		"ath5k",       "ath9k",	      "ath9k_htc",
		"carl9170",    "ath10k_pci",  "ath10k_usb",
		"ath10k_sdio", "ath10k_snoc", "ath10k_ahb",
	};
	size_t i;

	if (!driver)
		return KIND_FOREIGN;
	for (i = 0; i < ARRAY_SIZE(users); i++)
		if (!strcmp(driver, users[i]))
			return KIND_ATH;

	/* ath6kl, ath11k_pci, ath12k, ar5523, wil6210, wcn36xx */
	return strncmp(driver, "ath", 3) != 0 ? KIND_FOREIGN : KIND_ATH_OTHER;
}

static void read_device(struct radio *radio)
{
	char *path =
		xasprintf("/sys/class/ieee80211/%s/device", radio->wiphy.entry);
	char *driver = xasprintf("%s/driver", path);

	radio->bus_id = printable(link_name(path));
	radio->driver = printable(link_name(driver));
	radio->kind = driver_kind(radio->driver);
	free(path);
	free(driver);
}

/* Of a radio that ours has not spoken of only when it can be no other's. */
static void read_codes(struct radios *radios)
{
	char *log = kernel_log_read();
	struct radio *radio;
	size_t i;

	radios->log_read = log != NULL;
	for (i = 0; log && i < radios->n; i++) {
		radio = &radios->radio[i];
		if (radio->kind != KIND_ATH)
			continue;
		radio->ours =
			kernel_log_ours(log, radio->wiphy.entry, &radio->code);
		radio->code_known = radio->ours ||
				    kernel_log_stock(log, &radio->code);
	}
	free(log);
}

static int by_index(const void *a, const void *b)
{
	const struct radio *one = a, *other = b;

	return one->wiphy.index < other->wiphy.index ? -1 : 1;
}

/**
 * radios_read() - look at all radios
 * @radios: is given them, to be freed; none under --root
 *
 * nl80211 isn't asked when there is no radio: that would load cfg80211.
 */
void radios_read(struct radios *radios)
{
	struct wiphys *wiphys;
	size_t i;

	memset(radios, 0, sizeof(*radios));
	memcpy(radios->alpha2, "00", 3);
	if (*root || !there_is("/sys/class/ieee80211"))
		return;

	wiphys = xcalloc(1, sizeof(*wiphys));
	radios->error = nl80211_read(wiphys);
	if (wiphys->alpha2[0])
		memcpy(radios->alpha2, wiphys->alpha2, sizeof(radios->alpha2));
	radios->dfs_region = wiphys->dfs_region;
	radios->n = wiphys->n;
	radios->radio = xcalloc(wiphys->n, sizeof(*radios->radio));
	for (i = 0; i < wiphys->n; i++) {
		radios->radio[i].wiphy = wiphys->wiphy[i];
		read_device(&radios->radio[i]);
		radios->n_ath += radios->radio[i].kind == KIND_ATH;
	}
	free(wiphys);
	qsort(radios->radio, radios->n, sizeof(*radios->radio), by_index);
	if (radios->n_ath)
		read_codes(radios);
}

/**
 * radios_free() - forget them
 * @radios: as radios_read() has left them
 */
void radios_free(struct radios *radios)
{
	size_t i;

	for (i = 0; i < radios->n; i++) {
		free(radios->radio[i].driver);
		free(radios->radio[i].bus_id);
	}
	free(radios->radio);
}

/**
 * radios_country() - has anybody set a country?
 * @radios: the radios
 *
 * Return: whether the country in force is one.
 */
bool radios_country(const struct radios *radios)
{
	return is_letter(radios->alpha2[0]) && is_letter(radios->alpha2[1]);
}

/**
 * radio_follows_user() - is the radio in user mode?
 * @radio: an Atheros radio
 *
 * The stock code gives every radio rules of its own, named 99, user mode none.
 *
 * Return: whether the user's country counts for it, as the kernel has it.
 */
bool radio_follows_user(const struct radio *radio)
{
	return !radio->wiphy.alpha2[0] && !radio->wiphy.self_managed;
}
