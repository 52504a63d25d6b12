# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by lib.sh
#
# The proof on a sample: SAMPLE says how large.

# Stock warns of some codes. The proof compares that, verdict knows it on the console.
BAD_TAINT=16544
dmesg -n 5
proof sweep refused together walk
