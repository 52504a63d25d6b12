/* SPDX-License-Identifier: ISC */
/* The radios of the machine, with what drives them. */

#ifndef RADIOS_H
#define RADIOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nl80211.h"

/* What a radio's driver has to do with us. */
enum kind {
	KIND_ATH,
	KIND_ATH_OTHER,
	KIND_FOREIGN,
};

/**
 * struct radio - one of them
 * @wiphy: as nl80211 describes it
 * @kind: what its driver has to do with us
 * @driver: its driver, or NULL
 * @bus_id: where it is plugged in, or NULL
 * @code_known: whether its EEPROM's code could be learned
 * @code: that
 * @ours: our ath.ko has said that the user's country counts for it
 */
struct radio {
	struct wiphy wiphy;
	enum kind kind;
	char *driver;
	char *bus_id;
	bool code_known;
	uint16_t code;
	bool ours;
};

/**
 * struct radios - all of them
 * @n: how many
 * @radio: they, by number
 * @n_ath: those of KIND_ATH
 * @alpha2: the country in force
 * @dfs_region: the DFS region of its rules
 * @log_read: whether the kernel log could be read
 * @error: why nothing could be learned, or NULL
 */
struct radios {
	size_t n;
	struct radio *radio;
	size_t n_ath;
	char alpha2[3];
	unsigned int dfs_region;
	bool log_read;
	const char *error;
};

enum kind driver_kind(const char *driver);
void radios_read(struct radios *radios);
void radios_free(struct radios *radios);
bool radios_country(const struct radios *radios);
bool radio_follows_user(const struct radio *radio);

#endif /* RADIOS_H */
