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
untainted() {
	local tainted

	# not read, which takes it byte by byte: the kernel then gives the first alone
	tainted=$(cat /proc/sys/kernel/tainted) || return
	echo "tainted: $tainted"
	[ $((tainted & 17056)) = 0 ]
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

# --- kernel log ---

# Forget what was said up to now; the console keeps it.
forget_log() {
	dmesg -c >/dev/null
}

# What ath.ko has said since, with each line's level, e.g. <6>ath: ...
ath_log() {
	dmesg -r | sed -n 's/^\(<[0-9]*>\)\[[^]]*\] ath: /\1ath: /p'
}

# --- modules ---

# unload: no radio, no ath, no cfg80211: as after the boot.
unload() {
	local name

	for name in vradio vref ath5k ath9k ath9k_htc ath9k_common ath9k_hw carl9170 \
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
