# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2154 # words without spaces; 00-common.sh
#
# C11: the distribution's own drivers load over our ath.ko.

for driver in ath5k ath9k ath9k_htc carl9170 ath10k_core ath10k_pci ath10k_usb; do
	fresh
	load_ath ours user_regd=1
	modprobe -d /stock $driver
	check "C11 the distribution's $driver loads over our ath.ko" grep "^$driver " /proc/modules
	check "C11 $driver: ath.ko is still ours" [ -f /sys/module/ath/version ]
done

# as the system does it: ours come first, the distribution's where there is none
for driver in ath5k ath9k ath9k_htc carl9170 ath10k_pci ath10k_usb; do
	fresh
	modprobe $driver
	check "modprobe $driver takes our ath.ko" \
		eval "grep '^$driver ' /proc/modules && [ -f /sys/module/ath/version ]"
done

fresh
modprobe -d /stock ath
check "stock's ath.ko is not ours" [ ! -f /sys/module/ath/version ]
unload
