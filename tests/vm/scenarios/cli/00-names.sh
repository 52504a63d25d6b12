# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by the others, and by tests/unit/cli.bats
#
# The names of --json, which people's programs rely on: they stay. Others may come, here
# and in ath-user-regd(8).

NAMES_status='country
findings
findings.grade
findings.next
findings.what
machine
machine.configured
machine.configured.relax_default
machine.configured.user_regd
machine.loaded
machine.loaded.ath
machine.loaded.relax_default
machine.loaded.user_regd
machine.loaded.version
machine.newest
machine.newest.ath
machine.newest.exact
machine.newest.next
machine.newest.path
machine.newest.proven
machine.newest.provider
machine.newest.reason
machine.newest.release
machine.newest.source
machine.newest.verdict
machine.newest.version
machine.running
machine.running.ath
machine.running.exact
machine.running.next
machine.running.path
machine.running.proven
machine.running.provider
machine.running.reason
machine.running.release
machine.running.source
machine.running.verdict
machine.running.version
machine.secure_boot
machine.signing_key
radios
radios.atheros
radios.bus_id
radios.channels
radios.channels.2.4
radios.channels.2.4.ap
radios.channels.2.4.closed
radios.channels.2.4.listen
radios.channels.2.4.radar
radios.channels.5
radios.channels.5.ap
radios.channels.5.closed
radios.channels.5.listen
radios.channels.5.radar
radios.driver
radios.eeprom_code
radios.follows_user
radios.own_domain
radios.phy
version'

NAMES_channels="country
$(echo "$NAMES_status" | grep '^radios')
radios.rows
$(for row in card database stock; do
	echo "radios.rows.$row"
	for name in channel dbm freq indoor radar use width; do
		echo "radios.rows.$row.$name"
	done
done)"

NAMES_doctor='findings
findings.grade
findings.next
findings.what'

NAMES_enroll='certificate
demand
key
needed
next
possible
signature
signer'

NAMES_verify='good
modules
modules.added
modules.lines
modules.module
modules.others
modules.touched
proven
release'

# json_names: the names in the JSON that is read, each once and with those around it. It
# is indented by a tab for each object that something is in.
json_names() {
	awk '
		match($0, /^\t+"[^"]*":/) {
			depth = index($0, "\"") - 1
			name[depth] = substr($0, depth + 2, RLENGTH - depth - 3)
			path = ""
			for (i = 1; i < depth; i++)
				if (name[i] != "")
					path = path name[i] "."
			print path name[depth]
			# what comes below is not the last one'"'"'s
			for (i in name)
				if (i > depth)
					delete name[i]
		}' | LC_ALL=C sort -u
}
