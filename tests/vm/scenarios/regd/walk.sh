# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2034 # used by lib.sh
#
# C0 to C7: a random life.

proof walk
