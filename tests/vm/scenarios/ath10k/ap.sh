# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086 # words without spaces
#
# The point of it all: a card coded "world", the user in Sweden, hostapd on channel 36.

fresh_computer
load_ath10k stock
plug 0 0x6c
is "stock: the card is there" 0x006c "$(said 0 service-ready code)"
set_country SE
is "stock: an access point on channel 36 is refused" refused "$(ap_try 0 36)"
is "stock: it never was started" '' "$(said 0 vdev-start freq)"
is "stock: one on channel 1 is not" enabled "$(ap_try 0 1)"
is "stock: the firmware was told channel 1" 2412 "$(said 0 vdev-start freq)"
ap_stop
is "C10 stock: one on channel 52, where radar is, is refused" refused "$(ap_try 0 52)"

fresh_computer
load_ath10k ours user_regd=1
plug 0 0x6c
set_country SE
is "ours: an access point on channel 1" enabled "$(ap_try 0 1)"
is "ours: the firmware was told channel 1" 2412 "$(said 0 vdev-start freq)"
ap_stop
is "ours: an access point on channel 36 comes up" enabled "$(ap_try 0 36)"
is "ours: the firmware was told channel 36" 5180 "$(said 0 vdev-start freq)"
is "ours: and Sweden's limits" 'rd=0x37 0x30/0x30' "$(limits_said 0)"
check "ours: it beacons" grep "^beacon-template vdev=$(said 0 vdev-start vdev) " $RADIO.0
check "ours: it is up" grep "^vdev-up vdev=$(said 0 vdev-start vdev) " $RADIO.0
ap_stop
is "C10 ours: an access point on channel 52 is refused as well" refused "$(ap_try 0 52)"
is "C10 ours: it never was started" 5180 "$(said 0 vdev-start freq)"
