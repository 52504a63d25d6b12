# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# A card in every setting: what it lets the user do in Sweden, whose rules it follows,
# and what its firmware is told.

CHANNELS='36 40 149 13'
FREQS='5180 5200 5745 2472'
EXPERIENCE=/tmp/experience
mkdir -p $EXPERIENCE

list_channels() {
	iw phy "$1" info | sed -n 's/^[[:space:]]*\* \([0-9.]* MHz\)/\1/p' | sort
}

# What a radio without a driver's opinion may do in Sweden: the rules of the database.
fresh_computer
ctl add reference ref
set_country SE
list_channels "$(ls /sys/class/ieee80211)" >/tmp/sweden

# ap_channels PORT FILE: tries each; says which came up. FILE.why is what hostapd said of
# the others.
ap_channels() {
	local channel up=

	: >"$2.why"
	for channel in $CHANNELS; do
		if [ "$(ap_try "$1" "$channel")" = enabled ]; then
			up="$up $channel"
			ap_stop >/dev/null
		else
			cat /tmp/ap.log >>"$2.why"
		fi
	done
	echo "${up# }"
}

# up_on_each NAME: whether an access point came up on each of the channels.
up_on_each() {
	cat "$EXPERIENCE/$1.up" "$EXPERIENCE/$1.why"
	[ "$(cat "$EXPERIENCE/$1.up")" = "$CHANNELS" ]
}

# channels_of PORT: as iw lists them; those that the radio without an opinion has, too.
channels_of() {
	list_channels "$(phy_of "$1")" |
		awk 'NR == FNR { known[$1]; next } $1 in known' /tmp/sweden -
}

# in_sweden NAME ORDER WHICH CODE [PARAMETER...]: a computer with that card, whose user
# says "SE" before it is plugged in, after that, or never; all that is seen of it goes to
# the file NAME.
in_sweden() {
	local file=$EXPERIENCE/$1 order=$2 which=$3 code=$4

	shift 4
	fresh_computer
	load_ath10k "$which" "$@"
	[ "$order" != before ] || set_country SE
	plug 0 "$code"
	[ "$order" != after ] || set_country SE
	if [ -n "$(phy_of 0)" ]; then
		channels_of 0 >"$file.channels"
		ap_channels 0 "$file" >"$file.up"
		limits_said 0 >"$file.limits"
		sed -n 's/^vdev-start .*freq=\([0-9]*\).*/\1/p' $RADIO.0 >"$file.freqs"
	else
		echo none >"$file.up"
		: | tee "$file.why" "$file.limits" "$file.channels" >"$file.freqs"
	fi
	{
		cat "$file.channels" "$file.up" "$file.limits" "$file.freqs"
		iw reg get
		ath_log
	} >"$file"
}

# cell WHAT ROW COLUMN NAME: hostapd's verdict, and what the firmware has, for the table.
cell() {
	local up

	read -r up <"$EXPERIENCE/$4.up"
	case $up in
	none) up='no radio' ;;
	'') up="no AP; $(cat "$EXPERIENCE/$4.limits")" ;;
	*) up="AP on $up; $(cat "$EXPERIENCE/$4.limits")" ;;
	esac
	echo "cell|$1|$2|$3|$up" >/dev/ttyS2
}

# card CODE WHAT: all of that, for one card.
card() {
	local code=$1 what=$2 order name

	for order in before after; do
		in_sweden stock-$order $order stock "$code"
		in_sweden off-$order $order ours "$code"
		same "C0 $what: off is as stock, SE set $order plugging in" \
			$EXPERIENCE/stock-$order $EXPERIENCE/off-$order
		in_sweden on-$order $order ours "$code" user_regd=1
	done
	in_sweden on-start never ours "$code" user_regd=SE
	for name in on-before on-after on-start; do
		same "C1 $what: $name: the channels are Sweden's" \
			/tmp/sweden $EXPERIENCE/$name.channels
		check "C1 $what: $name: an access point comes up on each" \
			up_on_each $name
		is "C1 $what: $name: the firmware was told each" \
			"$FREQS" "$(xargs <$EXPERIENCE/$name.freqs)"
		is "C3 $what: $name: the firmware has Sweden's limits" \
			'rd=0x37 0x30/0x30' "$(cat $EXPERIENCE/$name.limits)"
	done
	for order in before after; do
		for name in stock off on; do
			cell "$what" "SE set $order" $name $name-$order
		done
	done
	cell "$what" user_regd=SE on on-start
}
