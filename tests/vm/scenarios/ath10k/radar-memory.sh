# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; the 00-* files
#
# C10: a channel where radar was heard stays closed for its 30 minutes, whatever happens
# meanwhile; an access point on a channel with radar has listened, each time.

# radar_files: those of the driver's in debugfs that have to do with radar. A kernel without
# CONFIG_ATH10K_DEBUGFS, such as Debian's, has none in any case.
radar_files() {
	find "/sys/kernel/debug/ieee80211/$(phy_of 0)/ath10k" -name '*dfs*' -o -name '*radar*'
}

# on_air CHANNEL: an access point there, which has listened for its minute.
on_air() {
	local tries=0

	radar_ap "$1" || return
	until grep -q AP-ENABLED /tmp/ap.log; do
		[ $tries -lt 100 ] || return
		tries=$((tries + 1))
		sleep 1
	done
}

# A neighbour has an interface, has joined an access point, and leaves it.
neighbour_leaves() {
	ctl add neighbour ref && ctl ie neighbour SE && settle &&
		ctl noie neighbour && settle && ctl del neighbour
}

fresh_computer
firmware_speaks 10.2.4
load_ath10k ours user_regd=SE dfs=1
plug 0 0x6c
check "C10 the log says that radar is detected" \
	eval "dmesg | grep ': radar detection is on$'"
is "C10 debugfs has no way to block or make up a radar" '' "$(radar_files)"
check "C10 an access point on 52 has listened" on_air 52
is "C10 the first the firmware hears are Sweden's limits and ETSI's region" \
	'rd=0x37 ctl2g=0x30 ctl5g=0x30 dfs=2' \
	"$(sed -n 's/^pdev-set-regdomain //p' $RADIO.0 | head -n 1 | tr ' ' '\n' |
		grep '^rd=\|^ctl\|^dfs=' | xargs)"
count_calls dpd_add_pulse
check "C10 a radar is looked at" pulses $WIDE
check "C10 hostapd is told" wait_until grep 'DFS-RADAR-DETECTED freq=5260' /tmp/ap.log
check "C10 it leaves the channel" wait_until ap_has_moved
check "C10 nobody may use it now" spoilt 5260
set_country US
check "C10 in another country, too" spoilt 5260
set_country SE
check "C10 nor back in the first" spoilt 5260
ap_stop
check "C10 nor once hostapd has ended" spoilt 5260
check "C10 a neighbour comes, and goes" neighbour_leaves
check "C10 nobody may use the channel still" spoilt 5260
count_no_more
unplug 0
plug 0 0x6c
check "C10 the card is back: nobody may use it still" spoilt 5260
sleep 1700
check "C10 nor half an hour after the radar, almost" spoilt 5260
# the kernel's timers of half an hour can be minutes late
sleep 400
check "C10 some time later it may be used" eval "! spoilt 5260"

insmod /test/unlocked.ko function=ath10k_core:dpd_set_domain
set_country JP
set_country SE
is "C10 the detector's region changes under a lock that pulses take" '2 0' \
	"$(cat /sys/module/unlocked/parameters/entered) $(cat /sys/module/unlocked/parameters/unlocked)"
rmmod unlocked

check "C10 an access point on 60 has listened" on_air 60
ap_stop
check "C10 its interface is down, and it listens again" on_air 60
ap_stop
set_country US
check "C10 US: an access point on 60 has listened" on_air 60
ap_stop
check "C10 US: it listens again" on_air 60
ap_stop
unplug 0

# the driver has no radar detection for such firmware
firmware_speaks tlv
forget_log
plug 0 0x6c
check "C10 the log says when the driver has none for the firmware" \
	eval "dmesg | grep ': radar detection is on, without effect$'"

# --- C8: values of dfs ---

# reload VALUE: ath10k_core with that; its words are kept
reload() {
	fresh_computer
	load_ath10k ours user_regd=1 "dfs$1"
	plug 0 0x6c
}

log_may_say 'is none of 0, 1, N, Y'
for value in =maybe = '' =SE =2 =true; do
	reload "$value"
	is "C8 dfs$value: it is off" 0 "$(cat /sys/module/ath10k_core/parameters/dfs)"
	is "C8 dfs$value: one line says so" 1 \
		"$(dmesg | grep -c 'ath10k_core: dfs=".*is none of 0, 1, N, Y: it stays off')"
	check "C8 dfs$value: the radio is there" [ -n "$(phy_of 0)" ]
	check "C8 dfs$value: no radar is detected" eval "! dmesg | grep 'radar detection is on'"
done
log_may_say
for pair in 0=0 N=0 1=1 Y=1; do
	reload "=${pair%=*}"
	is "dfs=${pair%=*} reads back" ${pair#*=} "$(cat /sys/module/ath10k_core/parameters/dfs)"
done
