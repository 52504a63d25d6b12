# SPDX-License-Identifier: ISC
# shellcheck shell=dash

card 0x6c 'world 0x6c'
