# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files
#
# Scanning and joining somebody else's access point: the driver says the same to its
# firmware with stock modules and with ours, off and on, but for the country's limits.

# What the driver said, without what is the country's: limits, and what may be used with
# which power; and without what the network stack sends whenever it likes.
talk() {
	sed -e '/^pdev-set-regdomain/d' -e '/^scan-chan-list/d' -e '/^tx .* type=2/d' \
		-e 's/power=[^ ]*//g' "$RADIO.0"
}

# join NAME WHICH [PARAMETER...]: scan, and join the one on channel 6, then that on 36.
join() {
	local name=$1 which=$2 dev freq

	shift 2
	fresh_computer
	load_ath10k "$which" "$@"
	plug 0 0x6c
	set_country SE
	dev=$(interface_of 0)
	ip link set "$dev" up
	iw dev "$dev" scan freq 2437 5180 | sed -n 's/^BSS \([0-9a-f:]*\).*/\1/p' | sort >/tmp/heard
	is "$name: both access points are heard" \
		'02:00:00:00:24:37 02:00:00:00:51:80' "$(xargs </tmp/heard)"
	for freq in 2437 5180; do
		iw dev "$dev" connect air-$freq $freq
		check "$name: joined that on $freq MHz" \
			wait_until station_is "$dev" "Connected to 02:00:00:00:${freq%??}:${freq#??}"
		is "$name: its firmware was told so" $freq "$(said 0 vdev-start freq)"
		station_leave "$dev"
	done
	ip link set "$dev" down
	talk >"/tmp/talk.$name"
}

join stock stock
join off ours
join on ours user_regd=1
same "C0 off: the firmware is told what stock tells it" /tmp/talk.stock /tmp/talk.off
same "C1 on: but for the limits, it is told what stock tells it" /tmp/talk.stock /tmp/talk.on
is "C1 the world's limits with stock, Sweden's with ours on" 'rd=0x37 0x30/0x30' "$(limits_said 0)"
