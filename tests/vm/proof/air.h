/* SPDX-License-Identifier: ISC */
/*
 * The air: two radios of mac80211_hwsim, the one of the access point and the
 * one that lends its antenna to a station of vmac.ko.
 */

#ifndef AIR_H
#define AIR_H

/* the interfaces; the station's is the third that is made */
#define AIR_AP "wlan0"
#define AIR_ANTENNA "wlan1"
#define AIR_STATION "wlan2"

/* 2.4 GHz channel 6 is open in every country but for radar in some */
#define AIR_FREQ 2437
#define AIR_SSID "air"

void air_open(void);
unsigned int air_interface(const char *name);
void air_interface_up(const char *name);

#endif /* AIR_H */
