# SPDX-License-Identifier: ISC
# shellcheck shell=dash
#
# What scenarios are written with. Sourced by the guest's init; the verdict, TAP,
# goes to descriptor 3.

V=/sys/kernel/debug/vradio
n_tests=0

# busybox would run its own small ones
modprobe() { /sbin/modprobe "$@"; }
insmod() { /sbin/insmod "$@"; }
rmmod() { /sbin/rmmod "$@"; }

# --- verdict ---

# A line of explanation.
note() {
	echo "# $*" >&3
}

# pass WHAT / fail WHAT [FILE]: one test; FILE says why.
pass() {
	n_tests=$((n_tests + 1))
	echo "ok $n_tests - $1" >&3
}

fail() {
	n_tests=$((n_tests + 1))
	echo "not ok $n_tests - $1" >&3
	[ -z "$2" ] || head -n 40 "$2" | sed 's/^/#   /' >&3
}

# check WHAT COMMAND...: passes when the command does; its output explains.
check() {
	local what=$1

	shift
	if "$@" >/tmp/diagnostics 2>&1; then
		pass "$what"
	else
		fail "$what" /tmp/diagnostics
	fi
}

# same WHAT EXPECTED GOT: two files are alike, and not empty.
same() {
	if [ -s "$2" ] && cmp -s "$2" "$3"; then
		pass "$1"
	else
		diff -U0 "$2" "$3" >/tmp/diagnostics 2>&1
		[ -s "$2" ] || echo "$2 is empty" >>/tmp/diagnostics
		fail "$1" /tmp/diagnostics
	fi
}

# is WHAT EXPECTED GOT: two words are alike.
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		echo "expected '$2', got '$3'" >/tmp/diagnostics
		fail "$1" /tmp/diagnostics
	fi
}

# The kernel marks itself after broken memory (32), an oops (128), a warning (512) or
# a processor that was stuck (16384).
BAD_TAINT=17056
untainted() {
	local tainted

	# not read, which takes it byte by byte: the kernel then gives the first alone
	tainted=$(cat /proc/sys/kernel/tainted) || return
	echo "tainted: $tainted"
	[ $((tainted & BAD_TAINT)) = 0 ]
}

# After its first finding lockdep is off, and silent about all that follows.
lockdep_is_on() {
	grep 'debug_locks:' /proc/lockdep_stats
	grep -q 'debug_locks: *1$' /proc/lockdep_stats
}

# kmemleak says nothing unless it is asked, believes of an object that it is lost
# once it has seen it so twice, and looks at none that is younger than five seconds.
no_leaks() {
	local file=/sys/kernel/debug/kmemleak

	sleep 6
	echo scan >$file || return
	sleep 1
	echo scan >$file || return
	cat $file >/tmp/leaks || return
	cat /tmp/leaks
	[ ! -s /tmp/leaks ]
}

# proof PART...: tests of the program's own, counted with ours.
proof() {
	echo $n_tests >/tmp/n_tests
	N_TESTS=/tmp/n_tests /sbin/proof "$@" 2>/tmp/diagnostics
	case $? in
	0 | 1) read -r n_tests </tmp/n_tests ;;
	*) fail "proof $*" /tmp/diagnostics ;;
	esac
}

plan() {
	check "the kernel has neither warned nor oopsed" untainted
	[ ! -f /proc/lockdep_stats ] || check "lockdep is still on" lockdep_is_on
	[ ! -f /sys/kernel/debug/kmemleak ] || check "kmemleak has found nothing" no_leaks
	echo "1..$n_tests" >&3
}

# --- radios ---

ctl() {
	echo "$*" >$V/ctl
}

settle() {
	echo settle >$V/ctl
}

# set_country CC: what the user types.
set_country() {
	iw reg set "$1"
	settle
}

# The country in force, as iw says it.
country() {
	iw reg get | sed -n '/^global/,/^country/s/^country \(..\):.*/\1/p'
}

# regd NAME KEY: a value of the driver's regulatory state, e.g. regd r limits
regd() {
	sed -n "s/^$2[ =]//p" "$V/$1/regd"
}

# parameter NAME: as /sys gives it back.
parameter() {
	cat "/sys/module/ath/parameters/$1"
}

# --- an access point on the air, and a station that joins it ---

# air: two radios of mac80211_hwsim: the access point's, wlan0, and the one that lends
# its antenna, wlan1, to a radio of ours: ctl add NAME CODE mac80211 wlan1
air() {
	modprobe mac80211_hwsim radios=2 && insmod /test/vmac.ko && antenna wlan1
}

# antenna INTERFACE: let it hear everybody on channel 6, and answer for its address: an
# active monitor. Since 6.9 only the channel of another monitor beside it counts.
antenna() {
	iw dev "$1" set type monitor && iw dev "$1" set monitor active &&
		iw dev "$1" interface add "$1-tuner" type monitor &&
		ip link set "$1-tuner" up && ip link set "$1" up &&
		iw dev "$1-tuner" set freq 2437
}

# ap_start CC: an access point on channel 6 whose beacons say that it is in CC. hostapd
# does not know: had it been told the country, it would set it here.
ap_start() {
	local element

	# number and length, country, everywhere, channels 1 to 13 with 20 dBm
	element=0706$(printf %s "$1" | od -An -tx1 | tr -d ' \n')20010d14
	cat >/tmp/ap.conf <<-END
	interface=wlan0
	driver=nl80211
	ssid=air
	hw_mode=g
	channel=6
	vendor_elements=$element
	END
	hostapd -B -P /tmp/ap.pid -f /tmp/ap.log /tmp/ap.conf &&
		wait_until eval 'iw dev wlan0 info | grep ssid' &&
		wait_until [ -s /tmp/ap.pid ] && return
	cat /tmp/ap.log
	return 1
}

# ap_stop: off the air. Only then can the core restore its settings: as long as there
# is an access point, it takes the machine for busy.
ap_stop() {
	kill "$(cat /tmp/ap.pid)" && wait_until [ ! -e /tmp/ap.pid ] && settle
}

# wait_until COMMAND...: until it succeeds, ten seconds and more at most.
wait_until() {
	local tries=0

	until "$@"; do
		[ $tries -lt 200 ] || return
		tries=$((tries + 1))
		usleep 50000
	done
}

# interface NAME: that of a radio on mac80211.
interface() {
	local phy dev

	phy=$(regd "$1" wiphy)
	for dev in /sys/class/net/*; do
		[ "$(cat "$dev/phy80211/name" 2>/dev/null)" != "$phy" ] || echo "${dev##*/}"
	done
}

# station_join INTERFACE: join the access point, once it is heard: cfg80211 would listen
# for it once only, and a busy machine can be too late. (connect -w would wait as well,
# but iw can miss the event that it waits for.) Who may look at the link looks after
# cfg80211 has looked at the country.
station_join() {
	ip link set "$1" up && wait_until station_hears "$1" &&
		iw dev "$1" connect air 2437 && wait_until station_is "$1" Connected && settle
}

# What has been heard in the last half minute, or else will be.
station_hears() {
	iw dev "$1" scan dump | grep 'SSID: air$' && return
	iw dev "$1" scan trigger freq 2437
	return 1
}

# station_leave INTERFACE: leave it.
station_leave() {
	iw dev "$1" disconnect && wait_until station_is "$1" 'Not connected' && settle
}

# station_lost INTERFACE: be sent away, or see that it is gone.
station_lost() {
	wait_until station_is "$1" 'Not connected' && settle
}

station_is() {
	iw dev "$1" link | grep "^$2"
}

# --- kernel log ---

# Forget what was said up to now; the console keeps it.
forget_log() {
	dmesg -c >/dev/null
}

# What ath.ko has said since, with each line's level, e.g. <6>ath: ...
ath_log() {
	dmesg -r | sed -n 's/^\(<[0-9]*>\)\[[^]]*\] ath: /\1ath: /p'
}

# log_may_say [TEXT]: from here on our modules may complain in the kernel log of what has
# TEXT in it; without TEXT of nothing any more. Else verdict takes that for an error.
log_may_say() {
	echo "<3>verdict: the log may say: $1" >/dev/kmsg
}

# --- modules ---

# unload: no radio, no ath, no cfg80211: as after the boot.
unload() {
	local name

	[ ! -e /tmp/ap.pid ] || ap_stop || return
	for name in vmac vradio vref ath5k ath9k ath9k_htc ath9k_common ath9k_hw carl9170 \
		    ath10k_pci ath10k_usb ath10k_core ath mac80211_hwsim mac80211 cfg80211; do
		[ ! -d /sys/module/$name ] || rmmod $name || return
	done
}

# fresh: cfg80211 that has not been asked for anything yet.
fresh() {
	unload && modprobe cfg80211 && insmod /test/vref.ko && settle
}

# load_ath stock|ours [PARAMETER...]
load_ath() {
	local root=/

	[ "$1" = ours ] || root=/stock
	shift
	modprobe -d $root ath "$@" && insmod /test/vradio.ko
}
