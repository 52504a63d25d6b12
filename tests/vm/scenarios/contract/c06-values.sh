# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C6: a broken EEPROM does not cost the radio. C8: nor does a bad value.
# C9: relax_default is for cards of code 0x0000 alone.

# --- C6 (off: see C0) ---

fresh
load_ath ours user_regd=1
add_all "$BROKEN 0x8000"
all_equal "C6 on: cards with broken codes start as world" $ORACLE/core "$BROKEN 0x8000"
is "C6 on: the world's limits" "$(limits_of 00)" "$(regd r0x1234 request | sed -n '1s/[^ ]* [^ ]* //p')"
set_country SE
all_equal "C6 on: and have the user's channels" $ORACLE/SE "$BROKEN 0x8000"

# --- values that are none (C8), and those that are ---

# as off, in the country that the loop below leaves alone
fresh
set_country SE
load_ath ours
ctl add radio 0x6c
settle
cat $V/radio/channels >/tmp/off

# reload PARAMETER...: ath.ko alone; its words are kept
reload() {
	rmmod vradio
	rmmod ath
	forget_log
	load_ath ours "$@"
}

# bad WHAT PARAMETER SHOWN: the log shows the value as SHOWN
bad() {
	reload "$2"
	check "C8 $1: the module loads" [ -d /sys/module/ath ]
	is "C8 $1: it stays off" '0 0' "$(parameter user_regd) $(parameter relax_default)"
	ath_log | sed -n 's/^<3>//p' >/tmp/said
	is "C8 $1: one error line" 1 "$(wc -l </tmp/said)"
	check "C8 $1: it names parameter, value and forms" \
		eval "cat /tmp/said; grep -F -e '$3' /tmp/said | grep -q '${2%%=*}.*0.*1.*N.*Y'"
	check "C8 $1: it is plain text" eval "! LC_ALL=C grep '[^ -~]' /tmp/said"
	ctl add radio 0x6c
	settle
	same "C8 $1: the radio is there, as off" /tmp/off $V/radio/channels
}

log_may_say 'is none of 0, 1, N, Y'
bad 'user_regd=XYZ' user_regd=XYZ XYZ
bad 'user_regd=' user_regd= '""'
bad 'user_regd' user_regd '""'
bad 'user_regd=S' user_regd=S S
bad 'user_regd=5E' user_regd=5E 5E
bad 'user_regd=XX' user_regd=XX XX
bad 'user_regd="1 "' 'user_regd=1 ' '1 '
bad 'user_regd=true' user_regd=true true
bad 'user_regd=\xff\xff' "$(printf 'user_regd=\377\377')" '"??"'
bad 'user_regd=SWE' user_regd=SWE SWE
bad 'user_regd=00' user_regd=00 00
bad 'user_regd=99' user_regd=99 99
bad 'user_regd=2' user_regd=2 2
bad 'user_regd=-1' user_regd=-1 -1
bad 'relax_default=maybe' relax_default=maybe maybe
bad 'relax_default=SE' relax_default=SE SE
bad 'relax_default=' relax_default= '""'

reload user_regd=XX relax_default=1
is "C8 a bad value leaves the other parameter alone" '0 1' "$(parameter user_regd) $(parameter relax_default)"
reload user_regd=XX user_regd=SE
is "C8 the last value counts" SE "$(parameter user_regd)"
reload user_regd=SE user_regd=XX
is "C8 the last value counts, also when it is none" 0 "$(parameter user_regd)"
log_may_say

for pair in 0=0 N=0 n=0 1=1 Y=1 y=1 SE=SE se=SE sE=SE; do
	reload user_regd=${pair%=*}
	is "user_regd=${pair%=*} reads back" ${pair#*=} "$(parameter user_regd)"
	is "user_regd=${pair%=*} says nothing" '' "$(ath_log)"
done
for pair in 0=0 N=0 1=1 Y=1; do
	reload relax_default=${pair%=*}
	is "relax_default=${pair%=*} reads back" ${pair#*=} "$(parameter relax_default)"
done
is "the parameters are not writable" '444 444' "$(stat -c %a /sys/module/ath/parameters/user_regd \
	/sys/module/ath/parameters/relax_default | tr '\n' ' ' | sed 's/ $//')"

# --- one line per radio says what it holds and whose domain counts ---

reload user_regd=1
ctl add radio 0x6c
check "on: the log says the code and whose domain counts" \
	eval "ath_log; ath_log | grep '^<6>.*phy.*0x0*6c.*user'"
is "on: and nothing else of note" 1 "$(ath_log | grep -c '^<[0-6]>')"

# --- C9 ---

for country in $COUNTRIES; do
	for order in $ORDERS; do
		one_radio ours 0x0000 $country $order relax_default=1
		same "C9 relax_default: 0x0000, $country set $order: as the database" \
			$ORACLE/$country $V/radio/channels
		is "C9 relax_default: 0x0000, $country set $order: the limits" \
			"$(limits_of $country)" "$(regd radio limits)"
	done
done
# 0x4000 is the default code with the flag for roaming, which somebody has set
for code in $CODES 0x4000; do
	[ $code != 0x0000 ] || continue
	other_order
	for country in SE JP; do
		other_order
		stock=$(stock_radio $code $country $order)
		one_radio ours $code $country $order relax_default=1
		describe radio >/tmp/ours
		same "C9 relax_default: $code, $country set $order: as stock" "$stock" /tmp/ours
	done
done

fresh
load_ath ours relax_default=1
for code in $BROKEN; do
	ctl add broken $code
done 2>/dev/null
check "C9 relax_default: broken codes are refused as stock" [ ! -d $V/broken ]
ctl add world 0x6c
ctl add blank 0x0000
set_country SE
same "C9 relax_default: 0x0000 beside another card" $ORACLE/SE $V/blank/channels
is "C9 relax_default: no hint" none "$(regd blank hint)"
