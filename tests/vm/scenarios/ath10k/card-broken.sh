# SPDX-License-Identifier: ISC
# shellcheck shell=dash

card 0x1234 'broken 0x1234'
