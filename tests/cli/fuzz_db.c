// SPDX-License-Identifier: ISC
/* What is taken for a regulatory database can be used as one. */

#include <stddef.h>
#include <stdint.h>

#include "channel.h"
#include "db.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct db db = { (uint8_t *)data, size };
	static struct domain domain;
	struct channels channels;
	struct channel channel;
	char alpha2[3];
	size_t i, c;

	if (db_check(data, size))
		return 0;

	/* the rules are the same code for all: a few are faster */
	channels_typical(&channels);
	channels.n = 3;
	channels.channel[1].freq = 5260;
	channels.channel[2].freq = 5580;
	for (i = 0; db_country(&db, i, alpha2); i++) {
		if (!db_domain(&db, alpha2, &domain))
			__builtin_trap();
		for (c = 0; c < channels.n; c++) {
			channel = rules_apply(&domain, &channels.channel[c]);
			channel_use(&channel);
		}
	}

	return 0;
}
