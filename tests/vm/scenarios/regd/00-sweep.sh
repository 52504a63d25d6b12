# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by lib.sh
#
# C0 to C3, C5, C6, C8, C9: every code, every country, every value; each guest does its
# share.

# Stock warns of some codes, each time for half a screen. The proof reads the log and
# compares that, so the console need not have it.
BAD_TAINT=16544
dmesg -n 4
proof sweep peers refused
# a line for each radio would take longer than the radio
dmesg -n 5
proof values
