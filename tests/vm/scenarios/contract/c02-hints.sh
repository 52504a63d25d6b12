# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C2: the EEPROM's country is never hinted, the user's word stays the last.
# C3: the limits given to the hardware follow it.

# hints_of: those of all cards that there are.
hints_of() {
	local card

	for card in "$V"/r*/regd; do
		sed -n 's/^hint=//p' "$card"
	done | sort -u | tr '\n' ' '
}

fresh
load_ath stock
ctl add r0 0x8348 ath9k
ctl add r1 0x833a ath10k
settle
is "C2 stock hints" '0 ' "$(hints_of)"

for style in ath9k ath10k; do
	for order in $ORDERS; do
		fresh
		[ $order = after ] || set_country SE
		load_ath ours user_regd=1
		for code in $CODES $BROKEN; do
			ctl add r$code $code $style
		done
		settle
		[ $order = before ] || set_country SE
		is "C2 on: $style hints no country, SE set $order" 'none ' "$(hints_of)"
		is "C2 on: $style, the country is the user's, SE set $order" SE "$(country)"
		for country in US JP GH 00 SE; do
			set_country $country
			is "C2 on: $style, the user's next word counts: $country, SE set $order" \
				$country "$(country)"
		done
	done
done

# limits_are ALPHA2 WHAT: all cards have those of the country.
limits_are() {
	local code expected got

	expected=$(limits_of "$1")
	for code in $CODES $BROKEN; do
		got=$(regd r$code limits)
		[ "$got" = "$expected" ] || break
	done
	is "$2" "$expected" "$got"
}

# the cards of the loop above; each country after each other at least once
for country in SE US JP GH 00 GH US GH JP 00 JP SE 00 SE GH SE JP US SE US 00; do
	set_country $country
	limits_are $country "C3 on: the limits follow the country, now $country"
done

# region_limits_of COUNTRY...: those whose limits are not their DFS region's.
region_limits_of() {
	local country limits

	for country; do
		set_country $country
		limits=$(limits_of $country)
		case $limits in
		*regpair=*) [ "$limits" = "$(regd r0x8348 limits)" ] || echo $country ;;
		*) echo $country ;;
		esac
	done
}

is "C3 on: countries unknown to ath have the limits of their DFS region" \
	'' "$(region_limits_of $UNLISTED)"
is "C3 on: those without a limit in ath's table, too" '' "$(region_limits_of $LIMITLESS)"

# "00" before all else is what cfg80211 has already, so it asks nobody
for country in $COUNTRIES; do
	one_radio ours 0x8348 $country before user_regd=1
	is "C3 on: $country set before, the first limits are its own" \
		"$country $(limits_of $country)" "$(regd radio request | sed -n '2s/[^ ]* //p')"
done
