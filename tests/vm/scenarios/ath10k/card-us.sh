# SPDX-License-Identifier: ISC
# shellcheck shell=dash

card 0x8348 'US 0x8348'
