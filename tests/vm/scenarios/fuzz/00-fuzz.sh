# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034,SC2086,SC2154 # lib.sh; no spaces; ../ath10k/00-common.sh
#
# Radios that have lost their mind (vath10k's fuzz.c). What the kernel makes of them goes
# to the host, see ../../vath10k/fuzz.

# After an oops the guest is not to be trusted any more: the host begins a new one.
echo 1 >/proc/sys/kernel/panic_on_oops
# what else is found is for the host to judge
BAD_TAINT=0
ROUND=14

# Function by function, what the kernel has complained of.
complaints() {
	dmesg | sed -n 's/^.*RIP: 0010:\([^+]*\)+.*/\1/p' | sort -u
}

# fuzz stock|ours FROM TO: the seeds from that to that, some at a time.
fuzz() {
	local seed=$2 last=$3 port pids dev complaint

	fresh_computer
	case $1 in
	stock) load_ath10k stock ;;
	ours) load_ath10k ours user_regd=1 ;;
	esac
	while [ $seed -le "$last" ]; do
		echo "begin $seed" >/dev/ttyS2
		dmesg -c >/dev/null
		echo 1 >/sys/kernel/debug/clear_warn_once
		port=0 pids=
		while [ $port -lt $ROUND ] && [ $((seed + port)) -le "$last" ]; do
			pids="$pids $(vath10k plug $port 0x6c /tmp/fuzz.$port.log $USB_ID $((seed + port)))"
			port=$((port + 1))
		done
		# as long as the driver waits for a firmware that does not answer
		sleep 4
		for dev in /sys/class/net/wlan*; do
			[ ! -e "$dev" ] || ip link set "${dev##*/}" up 2>/dev/null &
		done
		sleep 2
		iw reg set SE
		sleep 1
		kill $pids 2>/dev/null
		wait_until none_plugged || echo "complaint $seed stuck" >/dev/ttyS2
		settle
		for complaint in $(complaints); do
			echo "complaint $seed $complaint" >/dev/ttyS2
		done
		echo "end $seed $port $(cat /tmp/fuzz.*.log | wc -l)" >/dev/ttyS2
		rm -f /tmp/fuzz.*
		seed=$((seed + ROUND))
	done
	pass "$1: the seeds $2 to $last"
}

none_plugged() {
	[ -z "$(find $HUB -maxdepth 1 -name '1-[1-9]*')" ]
}
