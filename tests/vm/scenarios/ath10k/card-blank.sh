# SPDX-License-Identifier: ISC
# shellcheck shell=dash

card 0x0000 'blank 0x0000'
