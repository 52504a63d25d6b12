# SPDX-License-Identifier: ISC
# shellcheck shell=dash
dmesg -n 5
proof sweep
