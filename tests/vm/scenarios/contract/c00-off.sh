# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C0: switched off, our ath.ko does and says what the distribution's does.

for code in $CODES; do
	for country in $COUNTRIES; do
		other_order
		stock=$(stock_radio $code $country $order)
		one_radio ours $code $country $order
		describe radio >/tmp/ours
		same "C0 off: $code, $country set $order: as stock" "$stock" /tmp/ours
	done
done
