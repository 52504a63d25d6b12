# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files

radar_region JP JP 3 "$SLOW" "$FAST" "$WIDE" "$NO_RADAR" "$TOO_FEW"
