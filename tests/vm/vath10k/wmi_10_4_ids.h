/* SPDX-License-Identifier: ISC */
/* The numbers of WMI 10.4: commands, events, services. */

#ifndef WMI_10_4_IDS_H
#define WMI_10_4_IDS_H

enum y_command {
	Y_SCAN_CHAN_LIST = 0x9002,
	Y_ECHO = 0x9005,
	Y_PDEV_SET_REGDOMAIN = 0x9006,
	Y_PDEV_SET_PARAM = 0x9008,
	Y_INIT = 0xa000,
};

enum y_event {
	Y_SERVICE_READY = 0x8000,
	Y_READY = 0x8001,
	Y_ECHOED = 0x9001,
};

enum y_service {
	Y_SERVICE_AP_DFS = 7,
	Y_SERVICE_11AC = 8,
	Y_SERVICE_PHYERR = 10,
	Y_SERVICES = 64,
};

#endif /* WMI_10_4_IDS_H */
