# SPDX-License-Identifier: ISC
# shellcheck shell=dash
#
# C13: what comes and goes leaves nothing behind.

dmesg -n 5
proof soak
