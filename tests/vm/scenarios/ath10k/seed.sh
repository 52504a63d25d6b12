# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files
#
# What iw lists in the world and in Sweden. With a radio that its driver has no opinion
# of, "no IR" is gone from channel 36 once the user is in Sweden. So it is to be with a
# card of Atheros' that is coded "world", which its driver has kept from that until now.

no_ir_on_36() { # FILE
	grep '^5180' "$1" | grep 'no IR'
}

fresh_computer
load_ath10k ours user_regd=1
plug 0 0x6c
channels_of 0 >/tmp/world
check "world: channel 36 may be listened to only" no_ir_on_36 /tmp/world
set_country SE
channels_of 0 >/tmp/se
same "SE: every channel is what the database gives" /tmp/sweden /tmp/se
check "SE: channel 36 may be used" test -z "$(no_ir_on_36 /tmp/se)"

fresh_computer
load_ath10k stock
plug 0 0x6c
set_country SE
channels_of 0 >/tmp/stock
check "stock: in Sweden channel 36 may still be listened to only" no_ir_on_36 /tmp/stock

note "$(printf '%-52s %-44s %s' 'ours, iw reg set 00' 'ours, iw reg set SE' 'stock, iw reg set SE')"
paste -d '|' /tmp/world /tmp/se /tmp/stock | grep ^5 | while IFS='|' read -r a b c; do
	note "$(printf '%-52s %-44s %s' "$a" "$b" "$c")"
done
