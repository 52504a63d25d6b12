# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files
#
# C10: a radar on the access point's channel. The driver is told of each pulse and, as it
# is built, does nothing.

TRACING=/sys/kernel/debug/tracing
fresh_computer
load_ath10k ours user_regd=1
plug 0 0x6c
set_country SE
is "an access point on channel 36" enabled "$(ap_try 0 36)"
echo 'p:pulses ath10k_core:ath10k_wmi_event_phyerr' >$TRACING/kprobe_events
echo 1 >$TRACING/events/kprobes/pulses/enable
# ETSI's test signal 1: 18 pulses of 1 us, 700 a second
echo 'radar 1 1428 18' >"$RADIO.0.control"
pulses() {
	awk '$1 == "pulses" { print $2 }' $TRACING/kprobe_profile
}
seen() {
	[ "$(pulses)" = 18 ]
}
wait_until seen
is "C10 the driver has seen each pulse" 18 "$(pulses)"
sleep 1
check "C10 the access point is still there" iw_says_ap 0
is "C10 on its channel" 5180 "$(said 0 vdev-start freq)"
echo 0 >$TRACING/events/kprobes/pulses/enable
echo >$TRACING/kprobe_events
ap_stop
