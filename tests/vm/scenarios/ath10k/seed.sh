# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files
#
# What iw lists in the world and in Sweden. With a radio that its driver has no opinion
# of, "no IR" is gone from channel 36 once the user is in Sweden. So it is to be with a
# card of Atheros' that is coded "world", which its driver has kept from that until now.

fresh_computer
load_ath10k ours user_regd=1
plug 0 0x6c
listing() {
	iw phy "$(phy_of 0)" info | sed -n 's/^[[:space:]]*\* \([0-9.]* MHz \[\)/\1/p' |
		sed -n '/^5/p'
}
listing >/tmp/world
is "world: channel 36 may be listened to only" '20.0 dBm, no IR' "$(channel_of 0 5180)"
set_country SE
listing >/tmp/se
is "SE: channel 36 may be used, with what the database gives" '23.0 dBm' \
	"$(channel_of 0 5180)"
is "SE: channel 149 as well" '13.0 dBm' "$(channel_of 0 5745)"
is "SE: radar's rules stand" '20.0 dBm, radar detection' "$(channel_of 0 5260)"

fresh_computer
load_ath10k stock
plug 0 0x6c
set_country SE
listing >/tmp/stock
is "stock: in Sweden channel 36 may still be listened to only" '23.0 dBm, no IR' \
	"$(channel_of 0 5180)"

note "$(printf '%-52s %-44s %s' 'ours, iw reg set 00' 'ours, iw reg set SE' 'stock, iw reg set SE')"
paste -d '|' /tmp/world /tmp/se /tmp/stock | while IFS='|' read -r a b c; do
	note "$(printf '%-52s %-44s %s' "$a" "$b" "$c")"
done
