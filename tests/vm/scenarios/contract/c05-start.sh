# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C5: a starting country, which any word of the user's outweighs.

for value in SE se; do
	fresh
	load_ath ours user_regd=$value
	is "C5 $value: the parameter reads back" SE "$(parameter user_regd)"
	settle
	is "C5 $value: no card, no country" 00 "$(country)"
	ctl add radio 0x6c ath10k
	settle
	is "C5 $value: the first card brings it" SE "$(country)"
	same "C5 $value: its channels" $ORACLE/SE $V/radio/channels
	is "C5 $value: its limits" "$(limits_of SE)" "$(regd radio limits)"
	is "C5 $value: the world's until then" '' "$(regd radio request | sed '$d' | grep -v "$(limits_of 00)")"
done

set_country US
is "C5 the user's country wins when set after" US "$(country)"
same "C5 and its channels" $ORACLE/US $V/radio/channels
is "C5 and its limits" "$(limits_of US)" "$(regd radio limits)"
ctl del radio
ctl add radio 0x6c
settle
is "C5 it wins also when the card comes back" US "$(country)"
is "C5 the limits of the card that came back" \
	"$(limits_of US)" "$(regd radio request | sed -n '2s/[^ ]* [^ ]* //p')"
ctl add second 0x8348
settle
is "C5 it wins also when another card comes" US "$(country)"
ctl add reference ref
ctl ie reference JP
settle
ctl noie reference
settle
is "C5 it wins also when the core restores" US "$(country)"
set_country 00
is "C5 the world is a word, too" 00 "$(country)"
ctl add third 0x833a
settle
is "C5 the world also when another card comes" 00 "$(country)"
same "C5 the world's channels" $ORACLE/00 $V/third/channels
is "C5 the world's limits" "$(limits_of 00)" "$(regd third limits)"

# not "00": before all else it is what cfg80211 has already, and no word of the user's
for country in US GH; do
	fresh
	set_country $country
	load_ath ours user_regd=SE
	add_all
	is "C5 $country set before the driver wins" $country "$(country)"
	all_equal "C5 $country set before the driver, its channels" $ORACLE/$country
	is "C5 $country set before the driver, its limits" \
		"$(limits_of $country)" "$(regd r0x8348 limits)"
done

fresh
load_ath ours user_regd=SE
set_country US
ctl add radio 0x6c
settle
is "C5 a country set before the first card wins" US "$(country)"

# no settling in between: the user's request meets the module's on its way
fresh
load_ath ours user_regd=SE
ctl add radio 0x6c
iw reg set US
settle
is "C5 a country set at once wins" US "$(country)"
is "C5 a country set at once, its limits" "$(limits_of US)" "$(regd radio limits)"

# the core restores what it was told to start with
fresh
load_ath ours user_regd=SE
add_all
all_equal "C5 all cards start there" $ORACLE/SE
ctl add reference ref
ctl ie reference JP
settle
ctl noie reference
settle
is "C5 the core restores it" SE "$(country)"
all_equal "C5 the core restores its channels" $ORACLE/SE

# --- nobody but a user outranks it ---

# neighbour COMMAND: which leads to a country before ath is loaded
neighbour() {
	fresh
	ctl add judge ref
	ctl add neighbour ref
	ctl "$@"
	settle
}

# started WHAT: in Sweden.
started() {
	is "C5 $1: it starts in SE" SE "$(country)"
	same "C5 $1: SE's channels" $ORACLE/SE $V/radio/channels
	is "C5 $1: SE's limits" "$(limits_of SE)" "$(regd radio limits)"
}

neighbour hint neighbour US
is "C5 a neighbour's driver says US" US "$(country)"
load_ath ours user_regd=SE
ctl add radio 0x6c
settle
started "a neighbour's driver said US before"
set_country JP
is "C5 a user's later word wins all the same" JP "$(country)"

# cfg80211 would intersect what is asked for now
neighbour ie neighbour JP
load_ath ours user_regd=SE
ctl add radio 0x6c
settle
is "C5 a neighbour is at an access point of JP: that counts" JP "$(country)"
is "C5 and JP's limits" "$(limits_of JP)" "$(regd radio limits)"
ctl noie neighbour
settle
started "the neighbour has left the access point"

neighbour ie neighbour JP
set_country US
ctl noie neighbour
settle
ctl ie neighbour JP
settle
load_ath ours user_regd=SE
ctl add radio 0x6c
settle
is "C5 a user said US, a neighbour is at an access point of JP" JP "$(country)"
ctl noie neighbour
settle
is "C5 the user's word, said before, wins once it has left" US "$(country)"
same "C5 and its channels" $ORACLE/US $V/radio/channels
ctl ie neighbour JP
settle
ctl noie neighbour
settle
is "C5 and again" US "$(country)"

# Two drivers' hints are intersected: cfg80211 then listens to no user.
neighbour hint neighbour US
ctl add another ref
ctl hint another DE
settle
is "C5 two neighbours' drivers disagree: both's rules" 98 "$(country)"
load_ath ours user_regd=SE
ctl add radio 0x6c
settle
is "C5 cfg80211 takes nothing then" 98 "$(country)"
is "C5 the world's limits" "$(limits_of 00)" "$(regd radio limits)"
cat $V/judge/channels >/tmp/judge
same "C5 the channels of a plain radio" /tmp/judge $V/radio/channels
ctl ie neighbour JP
settle
ctl noie neighbour
settle
started "the core has restored its settings"

neighbour hint neighbour SE
load_ath ours user_regd=SE
forget_log
ctl add radio 0x6c
settle
started "a neighbour's driver said the same"
sleep 7
is "C5 and nobody complains" '' "$(ath_log | grep '^<3>')"

# A user's word is still on its way when SE is asked for: cfg80211 has to wait for rules
# that it doesn't get before it can look at either.
fresh
ctl add neighbour ref
load_ath ours user_regd=SE
ctl hint neighbour AQ
iw reg set US
ctl add radio 0x6c
settle
is "C5 a user's word that was still in the queue wins" US "$(country)"
same "C5 a user's word that was still in the queue, its channels" $ORACLE/US $V/radio/channels

unload
modprobe cfg80211 ieee80211_regdom=US
insmod /test/vref.ko
load_ath ours user_regd=SE
ctl add radio 0x6c
settle
is "C5 cfg80211's own ieee80211_regdom=US is a user's word" US "$(country)"
same "C5 its channels" $ORACLE/US $V/radio/channels

log_may_say 'is not in force'
fresh
load_ath ours user_regd=AQ
forget_log
ctl add radio 0x6c
settle
is "C5 a country that the database lacks: the world" 00 "$(country)"
same "C5 the database lacks it: nothing opens" $ORACLE/core $V/radio/channels
is "C5 the database lacks it: the world's limits" "$(limits_of 00)" "$(regd radio limits)"
check "C5 the database lacks it: the log says so" wait_until said_missing AQ
is "C5 the database lacks it: the log says so once" 1 "$(said_missing AQ | wc -l)"
set_country SE
is "C5 the database lacks it: the user's word counts" SE "$(country)"
log_may_say

# gone before the request is made: nothing may be left to fall over
fresh
load_ath ours user_regd=SE
ctl add radio 0x6c
check "C5 unloaded at once" unload
fresh
check "C5 and cfg80211 works on" set_country US

# as the user writes it, and as the system loads it
echo 'options ath user_regd=jp' >/etc/modprobe.d/ath-user-regd.conf
fresh
modprobe ath9k
rm /etc/modprobe.d/ath-user-regd.conf
is "C5 from modprobe.d, loaded by ath9k" JP "$(parameter user_regd)"
insmod /test/vradio.ko
ctl add radio 0x6c
settle
is "C5 from modprobe.d, the country" JP "$(country)"
