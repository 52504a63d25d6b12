# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086 # words without spaces
#
# What the files here share: a virtual QCA9377 on USB (vath10k), which the real
# ath10k drives, in a port of vhci_hcd; and hostapd on it.

FIRMWARE=/lib/firmware/ath10k/QCA9377/hw1.0
HUB=/sys/devices/platform/vhci_hcd.0/usb1
RADIO=/tmp/radio

mkdir -p $FIRMWARE
# vhci has a line for each transfer that is cancelled, and there are many
dmesg -n 5
modprobe vhci-hcd

# What this kernel's ath10k_usb takes; since 6.13 more than the Linksys card, which its
# ath10k_core nevertheless knows nothing of.
case $(modinfo -F alias ath10k_usb) in
*v0CF3p9378*) USB_ID=0cf3:9378 ;;
*) USB_ID=13b1:0042 ;;
esac

# firmware_speaks tlv|10.2.4|10.4: what radios that are plugged in from now on have.
firmware_speaks() {
	vath10k firmware $FIRMWARE "$1"
}

# load_ath10k stock|ours [PARAMETER...]: dfs is a parameter of ath10k_core's, the others
# are ath's. See usbrow.c for what the kernels before 6.13 lack.
load_ath10k() {
	local root=/ of_ath='' of_core='' parameter

	[ "$1" = ours ] || root=/stock
	shift
	for parameter; do
		case $parameter in
		dfs | dfs=*) of_core="$of_core $parameter" ;;
		*) of_ath="$of_ath $parameter" ;;
		esac
	done
	modprobe -d $root ath $of_ath && modprobe -d $root ath10k_core $of_core &&
		modprobe -d $root ath10k_usb || return
	[ $USB_ID = 0cf3:9378 ] || { insmod /test/usbrow.ko && rmmod usbrow; }
}

# plug PORT CODE: a radio whose EEPROM holds CODE, into that port, and what the driver
# makes of it: an interface, or an error.
plug() {
	dmesg >/tmp/dmesg.before
	: >$RADIO.$1
	vath10k plug "$1" "$2" $RADIO.$1 $USB_ID >$RADIO.$1.pid && wait_until probed "$1"
	settle
}

probed() {
	[ -n "$(interface_of "$1")" ] || dmesg | tail -n +$(($(wc -l </tmp/dmesg.before) + 1)) |
		grep -q 'could not probe fw\|could not register'
}

# unplug PORT: pull it out.
unplug() {
	[ ! -s $RADIO.$1.pid ] || kill "$(cat $RADIO.$1.pid)"
	rm -f $RADIO.$1.pid
	wait_until [ ! -e "$HUB/1-$(($1 + 1))" ] && settle
}

interface_of() {
	ls "$HUB/1-$(($1 + 1))/net" 2>/dev/null
}

phy_of() {
	ls "$HUB/1-$(($1 + 1))/ieee80211" 2>/dev/null
}

# fresh_computer: nothing plugged in, and cfg80211 as after the boot. The firmware on disk
# is a QCA9377's.
fresh_computer() {
	local port

	for port in 0 1 2 3 4 5 6 7; do
		[ ! -s $RADIO.$port.pid ] || unplug $port
	done
	firmware_speaks tlv && fresh && forget_log
}

# said PORT NAME FIELD: of the last command NAME that the driver gave the firmware.
said() {
	sed -n "s/^$2 .*\<$3=\([^ ]*\).*/\1/p" $RADIO.$1 | tail -n 1
}

# limits_said PORT: the regulatory domain and the limits that the firmware has.
limits_said() {
	echo "rd=$(said "$1" pdev-set-regdomain rd) $(said "$1" pdev-set-regdomain ctl2g)/$(said "$1" pdev-set-regdomain ctl5g)"
}

# ap_configure PORT CHANNEL [LINE...]: what hostapd is told; lines as in hostapd.conf.
ap_configure() {
	local mode=g dev

	[ "$2" -le 14 ] || mode=a
	dev=$(interface_of "$1")
	cat >/tmp/ap.conf <<-END
	interface=$dev
	driver=nl80211
	ssid=ours
	hw_mode=$mode
	channel=$2
	END
	shift 2
	[ $# = 0 ] || printf '%s\n' "$@" >>/tmp/ap.conf
	rm -f /tmp/ap.log
}

# ap_try PORT CHANNEL [LINE...]: an access point there; says enabled, or refused, when
# hostapd has given it up by itself, and leaves none then.
ap_try() {
	local verdict=neither

	ap_configure "$@"
	hostapd -B -P /tmp/ap.pid -f /tmp/ap.log /tmp/ap.conf >/dev/null
	wait_until grep -q 'AP-ENABLED\|AP-DISABLED' /tmp/ap.log
	if grep -q AP-DISABLED /tmp/ap.log; then
		verdict=refused
	elif grep -q AP-ENABLED /tmp/ap.log && wait_until [ -s /tmp/ap.pid ]; then
		verdict=enabled
	fi
	[ $verdict = enabled ] || [ ! -e /tmp/ap.pid ] || ap_stop >/dev/null
	echo $verdict
}

# ap_gone: whatever became of hostapd, it is not there any more.
ap_gone() {
	[ ! -e /tmp/ap.pid ] || kill "$(cat /tmp/ap.pid)" 2>/dev/null
	wait_until [ ! -e /tmp/ap.pid ] && settle
}

iw_says_ap() {
	iw dev "$(interface_of "$1")" info | grep 'type AP'
}
