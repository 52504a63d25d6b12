# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C7: a real access point's country element, on its way through mac80211: beacon,
# association, cfg80211's hint. hostapd on mac80211_hwsim says Japan, the user Sweden.

# station WHICH CODE [PARAMETER]: a card near the access point, not joined yet.
station() {
	fresh
	forget_log
	load_ath $1 $3
	air && ap_start JP || return
	[ "$3" = user_regd=SE ] || set_country SE
	ctl add radio $2 mac80211 wlan1
	settle
	dev=$(interface radio)
	[ -n "$dev" ]
}

# Its life, described after each event.
life() {
	station "$@"
	describe radio
	station_join $dev
	describe radio
	station_leave $dev
	describe radio
	ap_stop
	describe radio
}

# The element arrives, and does here what it must not do below.
check "C7 stock: there is an access point" station stock 0x6c
check "C7 stock: the card joins" station_join $dev
is "C7 stock: the access point changes the country" JP "$(country)"
is "C7 stock: and the limits" "$(limits_of JP)" "$(regd radio limits)"
check "C7 stock: the card leaves" station_leave $dev
is "C7 stock: the country stays the access point's while that is on the air" JP "$(country)"
ap_stop
is "C7 stock: the user's country is back once it is not" SE "$(country)"

for code in 0x6c 0x8348; do
	life stock $code >/tmp/stock-life
	life ours $code >/tmp/ours-life
	same "C7 off: $code and an access point: as stock" /tmp/stock-life /tmp/ours-life
	check "C7 off: $code: the access point counts" grep '^request ie JP' /tmp/ours-life
done

# stays WHEN: the country, the channels and the limits are the user's.
stays() {
	is "$on, $1: the country is the user's" SE "$(country)"
	same "$on, $1: the channels too" $ORACLE/SE $V/radio/channels
	is "$on, $1: the limits too" "$(limits_of SE)" "$(regd radio limits)"
}

for card in '0x0000 user_regd=1' '0x6c user_regd=1' '0x8348 user_regd=1' '0x833a user_regd=1' \
	    '0x6c user_regd=SE'; do
	on="C7 on: $card"
	check "$on: there is an access point" station ours $card
	stays "before"
	check "$on: the card joins" station_join $dev
	stays "joined"
	check "$on: the card leaves" station_leave $dev
	stays "left"
	check "$on: the card joins again" station_join $dev
	ap_stop
	check "$on: the card is sent away" station_lost $dev
	stays "sent away"
	is "$on: no request of the access point's came into force" '' \
		"$(regd radio request | grep '^ie')"
done

# Same place, but a station that is not ours: mac80211_hwsim's.
check "C7 on: there is an access point again" ap_start JP
ctl del radio
ip link set wlan1 down
iw dev wlan1 set type managed
check "C7 on: a station that is not ours joins" station_join wlan1
is "C7 on: it changes the country" JP "$(country)"
