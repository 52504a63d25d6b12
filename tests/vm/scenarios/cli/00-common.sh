# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034,SC2154 # used by the others; set by them
#
# What the command's files share.

CONF=/etc/modprobe.d/ath-user-regd.conf
export NO_COLOR=1
# where tests/run has put advice
export ATH_USER_REGD_LIB=/sbin

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

# names COMMAND EXPECTED: the names in its JSON are those.
names() {
	ath-user-regd "$1" --json >/tmp/json
	json_names </tmp/json >/tmp/names
	echo "$2" >/tmp/expected
	same "$when: the names of $1 --json are the documented ones" /tmp/expected /tmp/names
}

# sound WORD...: under the address, leak and undefined behaviour sanitizers nothing is
# found; a finding ends it with 99.
sound() {
	check "$when: ath-user-regd $* is sound" is_sound "$@"
}

is_sound() {
	local status=0

	ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99 ath-user-regd-checked "$@" ||
		status=$?
	[ $status -le 1 ]
}

# screen NAME WORD...: what the command says there, in colours, for the README: see
# tests/cli/screens. The port is a terminal.
screen() {
	local name=$1

	shift
	{
		echo "screen $name"
		echo "$ ath-user-regd $*"
		NO_COLOR='' TERM=linux ath-user-regd "$@" 2>&1
		echo "end"
	} >/dev/ttyS2
}

# cost NAME WORD...: how many seconds of the processor it takes, ten times over, for
# tests/bench/command.
cost() {
	local name=$1

	shift
	time -p sh -c 'i=0
		while [ $i -lt 10 ]; do
			"$@" >/dev/null
			i=$((i + 1))
		done' sh "$@" 2>/tmp/cost
	awk -v name="$name" '
		$1 == "user" || $1 == "sys" { seconds += $2 }
		END { print "cost", name, seconds }' /tmp/cost >/dev/ttyS2
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
