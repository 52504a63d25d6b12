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
	is "C5 $value: the first limits given to the firmware are its own" \
		"$(limits_of SE)" "$(regd radio request | sed -n '1s/[^ ]* [^ ]* //p')"
	is "C5 $value: and none but these were" \
		"$(limits_of SE)" "$(regd radio request | sed 's/[^ ]* [^ ]* //' | uniq)"
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
