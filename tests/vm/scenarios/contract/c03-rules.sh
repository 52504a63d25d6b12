# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C3: the limits are those of the rules in force, whoever asked for what; and there is
# never none. The judge of the channels is a radio that no driver says anything of.

# judged WHAT RADIO: it has the channels that the judge has.
judged() {
	cat $V/judge/channels >/tmp/judge
	same "$1" /tmp/judge $V/$2/channels
}

WORLD=$(limits_of 00)

fresh
ctl add judge ref
load_ath ours user_regd=1
ctl add radio 0x6c
set_country SE
forget_log
is "C3 Sweden's limits" "$(limits_of SE)" "$(regd radio limits)"
ctl add neighbour ref
ctl hint neighbour US
settle
is "C3 a neighbour's driver says US, the user SE: the rules are both's" 98 "$(country)"
check "C3 the log says whose driver it was" \
	eval "ath_log | grep '^<5>.*driver of $(regd neighbour wiphy) says US'"
is "C3 rules that are both's have the world's limits" "$WORLD" "$(regd radio limits)"
judged "C1 and the channels of a plain radio" radio
ctl add late 0x8348
is "C3 a card that comes then has the world's limits, too" "$WORLD" "$(regd late limits)"
judged "C1 and the channels of a plain radio, too" late
ctl ie neighbour JP
settle
ctl noie neighbour
settle
is "C3 the core has restored the user's country" SE "$(country)"
is "C3 and Sweden's limits" "$(limits_of SE)" "$(regd radio limits)"
judged "C1 and the channels" radio

fresh
ctl add judge ref
load_ath ours relax_default=1
ctl add blank 0x0000
set_country SE
is "C9 a blank card, SE: Sweden's limits" "$(limits_of SE)" "$(regd blank limits)"
ctl add second 0x8348
settle
is "C9 a second card's driver says US" 98 "$(country)"
is "C9 the blank one has the world's limits" "$WORLD" "$(regd blank limits)"
judged "C9 and the channels of a plain radio" blank

# A user's country is intersected, too, with that of an access point.
fresh
ctl add judge ref
ctl add neighbour ref
load_ath ours user_regd=1
ctl add radio 0x6c
ctl ie neighbour JP
settle
set_country US
is "C3 the user says US where a neighbour hears JP: both's" 98 "$(country)"
is "C3 and the world's limits" "$WORLD" "$(regd radio limits)"
judged "C1 and the channels of a plain radio" radio

# A driver that hints a second time is not followed by every kernel, but its request
# is the last one all the same.
fresh
ctl add neighbour ref
ctl hint neighbour US
settle
ctl ie neighbour JP
settle
ctl noie neighbour
settle
is "C3 a neighbour's driver had said US, and the core has restored the world" 00 "$(country)"
ctl hint neighbour US
settle
now=$(country)
load_ath ours user_regd=1
ctl add radio 0x6c
is "C3 it says so again: the limits of the country in force, which is $now" \
	"$(limits_of $now)" "$(regd radio limits)"

# --- never none ---

# limits_never WHICH CARD: those among its limits, since it has come, that are none.
limits_never() {
	regd $1 request | grep 0xff
}

for start in ID PK YE $LIMITLESS GH SE; do
	fresh
	load_ath ours user_regd=$start
	ctl add radio 0x6c ath10k
	settle
	is "C5 it starts in $start" $start "$(country)"
	is "C3 start in $start: no moment without a limit" '' "$(limits_never radio)"
	case $start in
	ID | PK | YE) is "C3 $start has no DFS region: the world's limits" "$WORLD" "$(regd radio limits)" ;;
	*) is "C3 start in $start: its limits" "$(limits_of $start)" "$(regd radio limits)" ;;
	esac
done
set_country IN
is "C3 IN has no DFS region, but limits of its own" 'regpair=0x5b ctl2=0x30 ctl5=0x30' \
	"$(regd radio limits)"

# A card of the US has FCC's limits with stock. ath5k knows no limits of the world's.
fresh
load_ath ours user_regd=1
ctl add old 0x833a ath5k device
ctl add new 0x833a ath9k device
settle
is "C3 the world, ath5k: FCC's limits" 'regpair=0x3a ctl2=0x10 ctl5=0x10' "$(regd old limits)"
is "C3 the world, ath9k: the world's" "$WORLD" "$(regd new limits)"
set_country SE
is "C3 SE, ath5k: Sweden's" "$(limits_of SE)" "$(regd old limits)"
set_country 00
is "C3 the world again, ath5k: FCC's limits" 'regpair=0x3a ctl2=0x10 ctl5=0x10' "$(regd old limits)"
