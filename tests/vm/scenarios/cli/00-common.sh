# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034,SC2154 # used by the others; set by them
#
# What the command's files share.

CONF=/etc/modprobe.d/ath-user-regd.conf
export NO_COLOR=1

# command STATUS WORD...: run it; what it says is in /tmp/said, and how it ended is a
# test of its own.
command() {
	local expected=$1 status=0

	shift
	ath-user-regd "$@" >/tmp/said 2>&1 || status=$?
	echo "--- ath-user-regd $*"
	cat /tmp/said
	check "$when: ath-user-regd $* ends with $expected" ended "$status" "$expected"
}

ended() {
	cat /tmp/said
	[ "$1" = "$2" ]
}

# says PATTERN: it has.
says() {
	check "$when: it says: $1" said "$1"
}

said() {
	cat /tmp/said
	grep -qe "$1" /tmp/said
}

# silent PATTERN: it has not.
silent() {
	check "$when: it does not say: $1" unsaid "$1"
}

unsaid() {
	! said "$1"
}

# screen NAME WORD...: what the command says there, for the README: see tests/cli/screens.
screen() {
	local name=$1

	shift
	{
		echo "screen $name"
		echo "$ ath-user-regd $*"
		ath-user-regd "$@" 2>&1
		echo "end"
	} >/dev/ttyS2
}

# plug NAME CODE [STYLE]: a radio with a device.
plug() {
	ctl add "$1" "$2" "${3:-ath9k}" device
	settle
}

# phy NAME: what the kernel calls it.
phy() {
	regd "$1" wiphy
}
