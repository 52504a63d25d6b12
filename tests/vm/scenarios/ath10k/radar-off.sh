# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; the 00-* files
#
# C10: without dfs=1 the driver is as the distribution's: no access point where radar is,
# and nothing done when there is one.

# What radios of this kind may be at a time, and on which widths they detect radar.
combinations() {
	iw phy "$(phy_of 0)" info |
		sed -n '/valid interface combinations/,/HT Capability/{/[^[:space:]]/p}'
}

# try_52 NAME WHICH [PARAMETER...]: a user in Sweden with a card coded US, on which the
# stock driver has access points on 5 GHz when the country is set before the card comes.
try_52() {
	local file=/tmp/radar.$1 which=$2

	shift 2
	fresh_computer
	firmware_speaks 10.2.4
	load_ath10k "$which" "$@"
	set_country SE
	plug 0 0x8348
	combinations >"$file.combinations"
	ap_try 0 52 ieee80211d=1 ieee80211h=1 country_code=SE >"$file.verdict"
	cp /tmp/ap.log "$file.log"
	ap_try 0 36 ieee80211d=1 ieee80211h=1 country_code=SE >>"$file.verdict"
	ap_stop
}

try_52 stock stock
try_52 off ours
try_52 on ours user_regd=1
is "C10 stock: channel 52 is refused, 36 isn't" 'refused enabled' "$(xargs </tmp/radar.stock.verdict)"
is "C10 off: the same" 'refused enabled' "$(xargs </tmp/radar.off.verdict)"
is "C10 user_regd=1: the same" 'refused enabled' "$(xargs </tmp/radar.on.verdict)"
same "C10 off: hostapd has the same reasons" /tmp/radar.stock.log /tmp/radar.off.log
same "C10 off: the combinations are stock's" \
	/tmp/radar.stock.combinations /tmp/radar.off.combinations
same "C10 user_regd=1: as well" /tmp/radar.stock.combinations /tmp/radar.on.combinations
check "C10 radar is in none of them" \
	[ -z "$(grep 'radar detect' /tmp/radar.stock.combinations)" ]

fresh_computer
firmware_speaks 10.2.4
load_ath10k ours dfs=1
plug 0 0x6c
combinations >/tmp/radar.dfs.combinations
check "C10 dfs=1: it is" grep 'radar detect widths: { 20 MHz (no HT), 20 MHz, 40 MHz, 80 MHz }' \
	/tmp/radar.dfs.combinations
sed 's/, radar detect widths: {[^}]*}//' /tmp/radar.dfs.combinations >/tmp/radar.dfs.others
same "C10 dfs=1: and all else is stock's" /tmp/radar.stock.combinations /tmp/radar.dfs.others

# Firmware of 10.4 does channels of 160 MHz, too.
for which in stock ours 'ours dfs=1'; do
	fresh_computer
	firmware_speaks 10.4
	load_ath10k $which
	plug 0 0x6c
	combinations >"/tmp/radar.10.4 $which"
done
same "C10 firmware of 10.4, off: the combinations are stock's" \
	'/tmp/radar.10.4 stock' '/tmp/radar.10.4 ours'
check "C10 firmware of 10.4, dfs=1: radar on all widths" grep \
	'radar detect widths: { 20 MHz (no HT), 20 MHz, 40 MHz, 80 MHz, 80+80 MHz, 160 MHz }' \
	'/tmp/radar.10.4 ours dfs=1'

# The stock driver has no radar detection for the firmware of a real QCA9377, however it
# was built.
fresh_computer
load_ath10k ours user_regd=1 dfs=1
plug 0 0x6c
set_country SE
is "C10 dfs=1, TLV firmware: channel 52 is refused" refused \
	"$(ap_try 0 52 ieee80211d=1 ieee80211h=1 country_code=SE)"

fresh_computer
load_ath10k ours user_regd=1
plug 0 0x6c
set_country SE
is "an access point on channel 36" enabled "$(ap_try 0 36)"
count_calls ath10k_wmi_event_phyerr
check "C10 off: the driver sees each pulse of a radar" pulses $BASIC
sleep 1
check "C10 off: the access point is still there" ap_is_on 5180
count_no_more
ap_stop
