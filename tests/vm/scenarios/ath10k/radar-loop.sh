# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; the 00-* files
#
# C10: pulses come, radars among them, while the country and with it the detector's region
# change all the time, for LOOP_SECONDS. Who frees what a pulse is looking at, or takes locks
# in both orders, is found by the debug kernel.

LOOP_SECONDS=${LOOP_SECONDS:-2}

# looked_at: how many pulses the detector has been given.
looked_at() {
	cat /sys/module/unlocked/parameters/entered
}

looked_at_all() {
	[ "$(looked_at)" -ge "$1" ]
}

# Until /tmp/pulsing is gone, as many as the driver can take.
pulse_on() {
	local train before

	while [ -e /tmp/pulsing ]; do
		for train in "$BASIC" '40 500 200' "$WIDE" '40 500 200' "$FAST"; do
			before=$(looked_at)
			echo "radar $train" >$RADIO.0.control
			wait_until looked_at_all $((before + ${train##* }))
		done
	done
}

fresh_computer
firmware_speaks 10.2.4
load_ath10k ours user_regd=SE dfs=1
plug 0 0x6c
is "an access point on channel 36, where no radar is to be minded" enabled "$(ap_try 0 36)"
insmod /test/unlocked.ko function=ath10k_core:dpd_add_pulse
: >/tmp/pulsing
pulse_on &
loop_end=$(($(uptime_seconds) + LOOP_SECONDS))
loop_rounds=0
while [ "$(uptime_seconds)" -lt $loop_end ]; do
	for loop_country in US JP SE; do
		set_country $loop_country
	done
	loop_rounds=$((loop_rounds + 1))
done
rm /tmp/pulsing
wait $!
loop_pulses=$(looked_at)
rmmod unlocked
note "in $LOOP_SECONDS s: $loop_pulses pulses, $loop_rounds rounds of three countries"
check "C10 each region's detector has looked at pulses" \
	[ "$loop_rounds" -gt 0 -a "$loop_pulses" -ge $((LOOP_SECONDS * 50)) ]
check "C10 radars were heard meanwhile" grep 'DFS-RADAR-DETECTED freq=5180' /tmp/ap.log
is "C10 the last region is the last country's" 2 "$(said 0 pdev-set-regdomain dfs)"
is "the radio has understood each line" '' "$(grep control-unknown $RADIO.0)"
check "the access point is still there" iw_says_ap 0
ap_gone
check "all is unloaded" fresh_computer
