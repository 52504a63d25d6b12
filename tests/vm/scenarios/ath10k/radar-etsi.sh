# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # the 00-* files

radar_region SE ETSI 2 "$WIDE" "$SLOW" "$FAST" "$NO_RADAR" "$TOO_FEW"
