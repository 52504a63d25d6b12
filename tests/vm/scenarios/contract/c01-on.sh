# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C1: switched on, a card's channels are those of the database for the user's country.
# Here also what an access point's country element does not do (C7).

for code in $CODES; do
	for country in $COUNTRIES; do
		other_order
		one_radio ours $code $country $order user_regd=1
		same "C1 on: $code, $country set $order: as the database" \
			"$ORACLE/$country" $V/radio/channels
	done
done

fresh
load_ath ours user_regd=1
add_all
all_equal "C1 on: all cards at once, nobody has set a country" $ORACLE/core
for country in $COUNTRIES SE; do
	set_country $country
	all_equal "C1 on: all cards at once, country set to $country" $ORACLE/$country
done

ctl del r0x8348
set_country US
ctl add r0x8348 0x8348
settle
all_equal "C1 on: a card that comes back to another country" $ORACLE/US
for code in $CODES; do
	ctl del r$code
done
add_all
all_equal "C1 on: all cards gone and back" $ORACLE/US

# A card that is not ours hears an access point of another country, and leaves it:
# cfg80211 takes its country, then restores the user's.
ctl add reference ref
ctl ie reference JP
settle
is "C1 on: the neighbour's access point changes the domain" JP "$(country)"
cat $V/reference/channels >/tmp/neighbour
all_equal "C1 on: the core follows a neighbour's access point" /tmp/neighbour
ctl noie reference
settle
is "C1 on: the core restores the user's country" US "$(country)"
all_equal "C1 on: after the core has restored the user's country" $ORACLE/US

set_country 00
ctl ie reference JP
settle
ctl noie reference
settle
# not the database's world, but the kernel's built-in one: cfg80211's own way
cat $V/reference/channels >/tmp/neighbour
all_equal "C1 on: after the core has restored the world" /tmp/neighbour

# Beacons heard open channels of the world domain, and it closes them again when a
# machine leaves. Ours stay closed all the time.
cat $V/reference/channels >/tmp/silence
ctl beacon reference 5180
ctl beacon reference 2467
settle
check "C1 on: a beacon opens channels of the world" eval "! cmp -s $V/reference/channels /tmp/silence"
all_equal "C1 on: but none of ours" /tmp/silence

# Also when there are none but ours: cfg80211 restores nothing for such radios alone.
fresh
load_ath ours user_regd=1
ctl add radio 0x6c
settle
cat $V/radio/channels >/tmp/silence
ctl beacon radio 5180
ctl beacon radio 2467
ctl ie radio JP
settle
same "C1 alone: a beacon opens nothing" /tmp/silence $V/radio/channels
ctl noie radio
settle
same "C1 alone: nothing is left open" /tmp/silence $V/radio/channels

fresh
load_ath ours user_regd=1
set_country SE
ctl add radio 0x6c
settle
ctl ie radio JP
settle
is "C7 on: an access point's country does not change the domain" SE "$(country)"
same "C7 on: nor the channels" $ORACLE/SE $V/radio/channels
is "C7 on: nor the limits" "$(limits_of SE)" "$(regd radio limits)"
ctl noie radio
settle
is "C7 on: nor does leaving it" SE "$(country)"
same "C7 on: nor the channels, when it is left" $ORACLE/SE $V/radio/channels
ctl add reference ref
ctl ie reference JP
settle
is "C7 without us it does" JP "$(country)"
