# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files

radar_region US FCC 1 "$FAST" "$BASIC" "$WIDE" "$SLOW" "$NO_RADAR"
