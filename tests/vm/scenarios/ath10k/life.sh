# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; the 00-* files
#
# C1, C2, C3 with the real driver: cards that come and go, and several at once.

fresh_computer
load_ath10k ours user_regd=1
set_country SE
plug 0 0x6c
is "an access point on channel 36" enabled "$(ap_try 0 36)"
plug 1 0x8348
channels_of 0 >/tmp/first
channels_of 1 >/tmp/second
same "C1 the first of two radios has Sweden's channels" /tmp/sweden /tmp/first
same "C1 the second, coded US, has them, too" /tmp/sweden /tmp/second
is "C2 the second card has hinted nothing" SE "$(country)"
check "the access point is still there" iw_says_ap 0
ip link set "$(interface_of 1)" up
is "C3 the first firmware has Sweden's limits" 'rd=0x37 0x30/0x30' "$(limits_said 0)"
is "C3 the second as well" 'rd=0x37 0x30/0x30' "$(limits_said 1)"

set_country JP
is "C3 Japan's, as soon as the user is there" 'rd=0x40 0x40/0x40' "$(limits_said 0)"
is "C3 on the second as well" 'rd=0x40 0x40/0x40' "$(limits_said 1)"
set_country 00
is "C3 the world's" 'rd=0x64 0xff/0xff' "$(limits_said 0)"
is "C3 on the second as well" 'rd=0x64 0xff/0xff' "$(limits_said 1)"
set_country SE
ap_gone

is "an access point again" enabled "$(ap_try 0 36)"
unplug 0
ap_gone
check "pulled out while it was an access point: the other radio stays" \
	[ -n "$(phy_of 1)" ]
is "C2 and the country" SE "$(country)"
plug 0 0x6c
channels_of 0 >/tmp/first
same "C1 plugged in again: Sweden's channels" /tmp/sweden /tmp/first
is "an access point on channel 40" enabled "$(ap_try 0 40)"
is "the firmware was told so" 5200 "$(said 0 vdev-start freq)"
is "C3 with Sweden's limits" 'rd=0x37 0x30/0x30' "$(limits_said 0)"
ap_gone
check "all is unloaded" fresh_computer
