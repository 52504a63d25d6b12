// SPDX-License-Identifier: ISC
/* The commands: what they take, what they do. Help and completion follow. */

#include <stddef.h>

#include "command.h"
#include "util.h"

const struct command commands[] = {
	{ "status", NULL, TAKES(OPTION_JSON) | TAKES(OPTION_ROOT),
	  "the machine and its radios, on one screen (the default)",
	  status_run },
	{ "channels", "PHY",
	  TAKES(OPTION_JSON) | TAKES(OPTION_COUNTRY) | TAKES(OPTION_SVG),
	  "a chart of the channels: the database, the card, and stock",
	  channels_run },
	{ "enable", "COUNTRY", TAKES(OPTION_ROOT),
	  "let your country count, and start in COUNTRY if one is given",
	  enable_run },
	{ "disable", NULL, TAKES(OPTION_ROOT),
	  "let the card's EEPROM count again, as with the stock driver",
	  disable_run },
	{ "reload", NULL, TAKES(OPTION_FORCE),
	  "unload and load the Atheros drivers, so that changes count",
	  reload_run },
	{ "doctor", NULL, TAKES(OPTION_JSON) | TAKES(OPTION_ROOT),
	  "what is wrong, why, and what mends it", doctor_run },
	{ "enroll", NULL, TAKES(OPTION_JSON) | TAKES(OPTION_ROOT),
	  "under Secure Boot: how the kernel comes to know DKMS's key",
	  enroll_run },
	{ "verify", "KREL", TAKES(OPTION_JSON) | TAKES(OPTION_ROOT),
	  "compare our modules with the distribution's, by function",
	  verify_run },
};

const size_t n_commands = ARRAY_SIZE(commands);
