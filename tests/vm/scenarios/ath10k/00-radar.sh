# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034,SC2086,SC2154 # for the files here; no spaces; 00-common.sh
#
# C10: dfs=1, in each of the world's three ways to tell a radar. The firmware is of 10.2.4,
# for the driver detects radar for none of QCA9377's.

TRACING=/sys/kernel/debug/tracing

# Pulses: how long each is and from one to the next, in us, and how many. The driver's
# detector knows each of the radars in some regions only: together they say which it is in.
#            ETSI FCC  JP
WIDE='25 400 20'   # yes  no   no
FAST='1 333 9'     # no   yes  yes
SLOW='3 3846 18'   # yes  no   yes
BASIC='1 1428 18'  # yes  yes  yes
# Longer than any radar's that is not a chirp; and the basic one's, but too few.
NO_RADAR='40 500 20'
TOO_FEW='1 1428 3'

# count_calls FUNCTION: of ath10k_core's, from now on.
count_calls() {
	echo "p:calls ath10k_core:$1" >$TRACING/kprobe_events &&
		echo 1 >$TRACING/events/kprobes/calls/enable
}

calls() {
	awk '$1 == "calls" { print $2 }' $TRACING/kprobe_profile
}

count_no_more() {
	echo 0 >$TRACING/events/kprobes/calls/enable
	echo >$TRACING/kprobe_events
}

calls_are() {
	[ "$(calls)" = "$1" ]
}

# pulses WIDTH INTERVAL COUNT: radio 0 reports them, and the driver has looked at each.
pulses() {
	local before

	before=$(calls)
	echo "radar $*" >$RADIO.0.control
	wait_until calls_are $((before + $3))
}

# radar_ap CHANNEL: an access point, whose hostapd is to obey the rules for radar, and to
# flee to a channel that has none.
radar_ap() {
	ap_configure 0 "$1" ieee80211d=1 ieee80211h=1 "country_code=$(country)" \
		"chanlist=36 40 44 48"
	hostapd -B -P /tmp/ap.pid -f /tmp/ap.log /tmp/ap.conf >/dev/null
	wait_until grep "DFS-CAC-START .*chan=$1" /tmp/ap.log
}

# uptime_seconds: by the guest's clock.
uptime_seconds() {
	cut -d . -f 1 /proc/uptime
}

# cac_over: whether hostapd has heard out the channel, or had to leave it.
cac_over() {
	grep -q 'DFS-CAC-COMPLETED' /tmp/ap.log
}

# no_radar_heard: hostapd knows of none.
no_radar_heard() {
	cat /tmp/ap.log
	! grep -q DFS-RADAR-DETECTED /tmp/ap.log
}

# ap_is_on FREQ: the access point is there.
ap_is_on() {
	iw dev "$(interface_of 0)" info | grep "type AP" &&
		iw dev "$(interface_of 0)" info | grep "($1 MHz)"
}

# ap_has_moved: hostapd has taken the access point to a channel without radar.
ap_has_moved() {
	cat /tmp/ap.log
	grep -q AP-CSA-FINISHED /tmp/ap.log && [ "$(said 0 vdev-restart radar)" = 0 ]
}

# spoilt FREQ: cfg80211 lets nobody on that channel for half an hour.
spoilt() {
	iw phy "$(phy_of 0)" channels | awk -v freq="$1" '
		$1 == "*" { here = int($2) == freq }
		here { print }
		here && /DFS state: unavailable/ { found = 1 }
		END { exit !found }'
}

# radar_region COUNTRY REGION DFS ON_AIR IN_CAC STRANGER...: a user there, with dfs=1; the
# firmware's number of the region; a radar while the access point is on the air, another
# one while it listens before; and what is no radar there.
radar_region() {
	local country=$1 region=$2 dfs=$3 on_air=$4 in_cac=$5 stranger begin tries=0

	shift 5
	fresh_computer
	firmware_speaks 10.2.4
	load_ath10k ours user_regd=1 dfs=1
	plug 0 0x6c
	set_country "$country"
	count_calls dpd_add_pulse
	begin=$(uptime_seconds)
	check "C10 $region: hostapd listens on channel 52" radar_ap 52
	is "C10 $region: the firmware knows the region" "$dfs" \
		"$(said 0 pdev-set-regdomain dfs)"
	for stranger; do
		check "C10 $region: pulses ($stranger) are looked at while it listens" \
			pulses $stranger
	done
	check "C10 $region: none was a radar" no_radar_heard
	until cac_over || [ $tries = 100 ]; do
		tries=$((tries + 1))
		sleep 1
	done
	check "C10 $region: it has listened for a minute" \
		[ $(($(uptime_seconds) - begin)) -ge 60 ]
	check "C10 $region: and comes up" wait_until grep AP-ENABLED /tmp/ap.log
	check "C10 $region: on channel 52" ap_is_on 5260
	is "C10 $region: the firmware is there, too" 5260 "$(said 0 vdev-start freq)"
	check "C10 $region: it beacons" wait_until grep pdev-send-beacon $RADIO.0

	for stranger; do
		check "C10 $region: pulses ($stranger) are looked at on the air" pulses $stranger
	done
	sleep 1
	check "C10 $region: none was a radar" no_radar_heard
	check "C10 $region: it is still on channel 52" ap_is_on 5260
	check "C10 $region: a radar ($on_air) is looked at" pulses $on_air
	check "C10 $region: hostapd is told" \
		wait_until grep 'DFS-RADAR-DETECTED freq=5260' /tmp/ap.log
	check "C10 $region: it leaves the channel" wait_until ap_has_moved
	check "C10 $region: nobody may use it now" spoilt 5260
	ap_stop

	check "C10 $region: hostapd listens on channel 60" radar_ap 60
	check "C10 $region: a radar ($in_cac) is looked at" pulses $in_cac
	check "C10 $region: hostapd is told" \
		wait_until grep 'DFS-RADAR-DETECTED freq=5300' /tmp/ap.log
	check "C10 $region: nobody may use that one, either" spoilt 5300
	ap_stop
	count_no_more
}
