# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2034 # words without spaces; used by the others
#
# What the contract's files share: codes, countries, the oracle, stock's behaviour.

# default, two world codes, two countries, a regulatory domain pair (CO)
CODES='0x0000 0x64 0x6c 0x8348 0x833a 0x10'
COUNTRIES='SE US JP GH 00'
ORDERS='before after'
# those of the database that ath's own table does not know
UNLISTED='AD AF AI AS BF BT BW CF CI CU CX DM ET FM FO GF GH GI GP GY IM KN KY LC LS
	MD MF MH MN MP MQ MR MV MW NA NG PF PM PW RE RW SM SN SR SX TC TD TG VA VC VI VU WF
	WS YT'
# for which ath's table has no limit on 5 GHz, where the database opens it
LIMITLESS='AE KZ LB SA SY VN'
# not in ath's tables: stock refuses them
BROKEN='0x1234 0xffff 0x0001 0xbfff'
ORACLE=/tmp/oracle
STOCK=/tmp/stock
mkdir -p $ORACLE $STOCK

# What the database gives a wiphy on which no driver sets rules, written down
# before any ath.ko is loaded: "core" when nobody asks for anything, then by
# country.
record_oracle() {
	local country

	fresh
	ctl add reference ref
	cat $V/reference/channels >$ORACLE/core
	for country in $COUNTRIES; do
		set_country "$country"
		cat $V/reference/channels >"$ORACLE/$country"
	done
	unload
}

# one_radio WHICH CODE COUNTRY ORDER [PARAMETER...]: one card in a computer that
# has just been switched on. The driver's way of hinting alternates with ORDER.
one_radio() {
	local which=$1 code=$2 country=$3 order=$4 style=ath9k

	shift 4
	[ "$order" = after ] || style=ath10k
	fresh
	[ "$order" = after ] || set_country "$country"
	forget_log
	load_ath "$which" "$@"
	ctl add radio "$code" $style
	settle
	[ "$order" = before ] || set_country "$country"
}

# All that can be seen of a radio, and what ath.ko has said.
describe() {
	cat "$V/$1/channels" "$V/$1/regd"
	iw reg get
	ath_log
}

# stock_radio CODE COUNTRY ORDER: the file that describes what stock does with it.
stock_radio() {
	local file=$STOCK/$1-$2-$3

	if [ ! -f "$file" ]; then
		one_radio stock "$1" "$2" "$3"
		describe radio >"$file"
	fi
	echo "$file"
}

# add_all [CODES]: a card of each code, in one computer.
add_all() {
	local code style=ath9k

	for code in ${1:-$CODES}; do
		ctl add "r$code" "$code" $style
		[ $style = ath9k ] && style=ath10k || style=ath9k
	done
	settle
}

# other_order: sets order. Called for each country in a loop over the codes, it has each two
# of code, country and order meet; where the countries are even in number it is called once
# more for each code. All three meet in check-regd.
other_order() {
	[ "$order" = before ] && order=after || order=before
}

# all_equal WHAT FILE [CODES]: each of their channels are those of FILE.
all_equal() {
	local what=$1 file=$2 code

	for code in ${3:-$CODES}; do
		cmp -s "$file" "$V/r$code/channels" || break
	done
	same "$what" "$file" "$V/r$code/channels"
}

# limits_of ALPHA2: what ath's table, or the DFS region of the rules in force, says.
limits_of() {
	case $1 in
	SE) echo 'regpair=0x37 ctl2=0x30 ctl5=0x30' ;;
	US) echo 'regpair=0x3a ctl2=0x10 ctl5=0x10' ;;
	JP) echo 'regpair=0x40 ctl2=0x40 ctl5=0x40' ;;
	00) echo 'regpair=0x64 ctl2=0xe0 ctl5=0xe0' ;;
	*)
		case $(iw reg get | grep "^country $1:") in
		*DFS-ETSI) echo 'regpair=0x37 ctl2=0x30 ctl5=0x30' ;;
		*DFS-FCC) echo 'regpair=0x3a ctl2=0x10 ctl5=0x10' ;;
		*DFS-JP) echo 'regpair=0x40 ctl2=0x40 ctl5=0x40' ;;
		*DFS-UNSET) echo 'regpair=0x64 ctl2=0xe0 ctl5=0xe0' ;;
		*) echo "no rules for $1" ;;
		esac
		;;
	esac
}

# said_missing CC: the log says that the database has no rules for it.
said_missing() {
	ath_log | grep "^<3>.*country $1 is not in force.*database"
}

record_oracle
for a in SE US JP GH 00; do
	for b in SE US JP GH 00; do
		[ $a = $b ] || ! cmp -s $ORACLE/$a $ORACLE/$b || twins="$twins $a=$b"
	done
done
is "the oracle has rules of its own for each country" '' "$twins"
