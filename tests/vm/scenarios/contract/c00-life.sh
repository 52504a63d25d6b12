# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C0: switched off, a card's whole life with our ath.ko is as with the distribution's.

# A card's life, with every event there is; described after each.
life() {
	fresh
	forget_log
	load_ath "$1"
	ctl add reference ref
	ctl add radio "$2"
	settle
	describe radio
	set_country SE
	describe radio
	ctl beacon radio 2467
	ctl beacon radio 5180
	settle
	describe radio
	ctl ie radio JP
	settle
	describe radio
	ctl noie radio
	settle
	describe radio
	ctl ie reference GB
	settle
	describe radio
	ctl noie reference
	settle
	describe radio
	ctl del radio
	ctl add other 0x6c ath10k
	ctl add radio "$2" ath10k
	settle
	describe radio
	describe other
	set_country US
	describe radio
	set_country 00
	describe radio
	describe other
}

for code in $CODES 0x8000 0x4064; do
	life stock $code >/tmp/stock-life
	life ours $code >/tmp/ours-life
	same "C0 off: the life of a card with $code: as stock" /tmp/stock-life /tmp/ours-life
done

# Refused as stock: the same error, the same words.
refuse() {
	fresh
	forget_log
	load_ath "$1"
	for code in $BROKEN; do
		ctl add radio "$code" 2>&1
		[ ! -d $V/radio ] || echo "$code was let in"
	done
	ath_log
}

refuse stock >/tmp/stock-refuses
refuse ours >/tmp/ours-refuses
is "C0 C6 stock refuses broken codes" 4 "$(grep -c 'Invalid EEPROM contents' /tmp/stock-refuses)"
same "C0 C6 off: broken codes are refused as by stock" /tmp/stock-refuses /tmp/ours-refuses
