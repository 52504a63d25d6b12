# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by lib.sh
#
# C1, C2, C3, C4: all codes in one computer, and without a database to be trusted.

# without a database there are no rules for the starting country
log_may_say 'is not in force'
proof together closed
log_may_say
