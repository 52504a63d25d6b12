// SPDX-License-Identifier: ISC
/* Attributes that are anything at all. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "nl80211.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct wiphys wiphys;
	void *attrs = malloc(size ? size : 1);
	size_t i, c;

	if (!attrs)
		return 0;
	/* aligned, and ending where the sanitizer sees it */
	memcpy(attrs, data, size);
	memset(&wiphys, 0, sizeof(wiphys));
	nl80211_parse_wiphy(&wiphys, attrs, (int)size);
	nl80211_parse_wiphy(&wiphys, attrs, (int)size);
	nl80211_parse_domain(&wiphys, attrs, (int)size);
	for (i = 0; i < wiphys.n; i++) {
		if (strlen(wiphys.wiphy[i].name) >= WIPHY_NAME_MAX)
			__builtin_trap();
		for (c = 0; c < wiphys.wiphy[i].channels.n; c++)
			channel_width(&wiphys.wiphy[i].channels, c);
	}
	free(attrs);

	return 0;
}
