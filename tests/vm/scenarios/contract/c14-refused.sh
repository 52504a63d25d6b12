# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2154 # lib.sh
#
# C14: where the kernel doesn't take a module of ours, the distribution's loads in its
# place, by what stock-conf prints. The user's system is put back afterwards.

OURS=/lib/modules/$(uname -r)/updates/dkms

# whose MODULE: is the loaded one ours? Only ours has a version.
whose() {
	[ -d "/sys/module/$1" ] || { echo none; return; }
	[ -f "/sys/module/$1/version" ] && echo ours || echo stock
}

# fall_back WHAT MODULE: each driver that stands on it loads, with stock's.
fall_back() {
	local driver

	forget_log
	for driver in ath5k ath9k ath9k_htc carl9170 ath10k_pci ath10k_usb; do
		[ "$2" = ath ] || case $driver in ath10k*) ;; *) continue ;; esac
		fresh
		modprobe $driver
		check "C14 $1: modprobe $driver loads it" [ -d /sys/module/$driver ]
		is "C14 $1: $driver has stock's $2" stock "$(whose "$2")"
	done
	check "C14 $1: the kernel's log says so" eval "dmesg | grep 'ath-user-regd: $2 is not taken'"
}

mkdir -p /etc/modprobe.d
cp /stock.conf /etc/modprobe.d/ath-user-regd-stock.conf

fresh
modprobe ath10k_pci user_regd=1
is "C14 nothing is wrong: ath is ours" ours "$(whose ath)"
is "C14 nothing is wrong: ath10k_core is ours" ours "$(whose ath10k_core)"
echo 'options ath user_regd=SE' >/etc/modprobe.d/ath-user-regd.conf
fresh
modprobe ath9k
is "C14 nothing is wrong: modprobe.d's options count" SE "$(parameter user_regd)"
fresh
modprobe ath user_regd=1
is "C14 nothing is wrong: those of the command line count more" 1 "$(parameter user_regd)"

for damaged in ath ath10k_core; do
	file=$OURS/$damaged.ko
	cp "$file" /tmp/whole.ko
	: >"$file"
	fall_back "a $damaged.ko of 0 bytes" $damaged
	head -c 20000 /tmp/whole.ko >"$file"
	fall_back "a cut $damaged.ko" $damaged
	cp /tmp/whole.ko "$file"
done

# To the end of this guest, so it comes last. Only stock's have a signature here.
if [ -n "$(/sbin/modinfo -b /stock -F signer ath)" ]; then
	fresh
	echo 1 >/sys/module/module/parameters/sig_enforce
	fall_back "a key that the kernel doesn't know" ath
	fall_back "a key that the kernel doesn't know" ath10k_core
	unload
else
	note "C14 a key that the kernel doesn't know: not tried, stock's modules are not signed here"
fi
rm /etc/modprobe.d/ath-user-regd-stock.conf /etc/modprobe.d/ath-user-regd.conf
