# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C4: without a database that can be trusted no channel opens.

DB=/lib/firmware/regulatory.db
cp $DB $DB.p7s /tmp

log_may_say 'is not in force'

# without WHAT: the database is already as WHAT says.
without() {
	fresh
	ctl add reference ref
	set_country SE
	cat $V/reference/channels >/tmp/world
	check "C4 $1: the neighbour's world is smaller than SE" eval "! cmp -s /tmp/world $ORACLE/SE"
	load_ath ours user_regd=SE
	add_all "$CODES 0x1234"
	is "C4 on, $1: the world's limits" "$(limits_of 00)" "$(regd r0x8348 limits)"
	is "C4 on, $1: it never had others" '' "$(regd r0x8348 request | grep -v "$(limits_of 00)")"
	check "C5 $1: the log says that there are no rules for SE" wait_until said_missing SE
	set_country SE
	all_equal "C4 on, $1: the channels of the world" /tmp/world "$CODES 0x1234"
	is "C4 on, $1: the world's limits, when the user asks" "$(limits_of 00)" "$(regd r0x8348 limits)"
	cat $V/reference/channels >/tmp/world
	all_equal "C4 on, $1: the channels of the neighbour" /tmp/world "$CODES 0x1234"
	check "C4 $1: the world has no room for a beacon on 5 GHz" \
		eval "! grep '^5[0-9]* flags' /tmp/world | grep -v 'flags=.......[2367abef]'"
}

rm $DB $DB.p7s
without 'no database'

cp /tmp/regulatory.db $DB
head -c 1118 /dev/urandom >$DB.p7s
forget_log
without 'a broken signature'
check "C4 the signature was looked at" eval "dmesg | grep 'regulatory.db is malformed or signature'"

cp /tmp/regulatory.db /tmp/regulatory.db.p7s /lib/firmware
log_may_say
