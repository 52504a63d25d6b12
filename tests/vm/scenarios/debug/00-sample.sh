# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by the contract's files
#
# In the debug kernel all takes several times as long, and what is looked for there is
# found on a path, not with a value. So of each kind of card and of country one: the
# code that relax_default is for and a country's; a country that ath's table has, one
# and some more that it has not.

CODES='0x0000 0x8348'
COUNTRIES='SE GH'
UNLISTED='GH PW VI'
