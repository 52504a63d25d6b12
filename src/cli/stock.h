/* SPDX-License-Identifier: ISC */
/* What the distribution's ath.ko makes of an EEPROM's regulatory code. */

#ifndef STOCK_H
#define STOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "channel.h"
#include "db.h"

/**
 * struct stock - a code, as the stock driver understands it
 * @code: the code
 * @refused: it takes the EEPROM for broken: there is no radio
 * @world: a world code: the user's country counts within the code's limits
 * @india: has radar rules of its own
 * @hint_counts: the kernel takes a driver's hint, though ath has set rules
 * @pair: the regulatory domain pair
 * @alpha2: the country that the driver hints, unless @world
 */
struct stock {
	uint16_t code;
	bool refused;
	bool world;
	bool india;
	bool hint_counts;
	uint16_t pair;
	char alpha2[3];
};

struct stock stock_read(uint16_t code, const char *release);
char *stock_words(uint16_t code);
void stock_apply(const struct stock *stock, const struct db *db,
		 const char *alpha2, struct channels *channels);

#endif /* STOCK_H */
