# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2034,SC2154 # words without spaces; 00-common.sh
#
# enable, disable, reload: what they do counts.

# The virtual radios' driver as an installed one, which modprobe can find again.
mkdir -p "/lib/modules/$(uname -r)/extra"
cp /test/vref.ko /test/vradio.ko "/lib/modules/$(uname -r)/extra"
/sbin/depmod

when='enable'
fresh
load_ath stock
command 0 enable se
says '+ options ath user_regd=SE'
says 'next: sudo ath-user-regd reload'
is "$when: the file" 'options ath user_regd=SE' "$(grep -v '^#' $CONF)"
command 1 enable XX
command 1 enable SWE
is "$when: the file stays" 'options ath user_regd=SE' "$(grep -v '^#' $CONF)"

when='reload'
command 0 reload
says 'unloaded vradio'
says 'unloaded ath$'
says 'loaded vradio'
is "$when: ours is loaded, and on" SE "$(parameter user_regd)"
plug radio 0x6c
is "$when: it counts" SE "$(country)"
command 0 status
says 'rules .*yours: SE'

when='reload of real drivers'
unload
modprobe -d /stock ath9k
modprobe -d /stock ath10k_pci
command 0 reload
says 'loaded ath9k$'
says 'loaded ath10k_pci$'
is "$when: ours" SE "$(parameter user_regd)"
check "$when: all are there" eval "grep ^ath9k_hw /proc/modules && grep ^ath10k_core /proc/modules"

when='an interface is up'
unload
modprobe mac80211_hwsim radios=1
modprobe ath9k
ip link set wlan0 up
command 0 reload
says 'cfg80211 stays, as other radios need it'
check "$when: it stays up, as it is no Atheros one" eval "ip link show wlan0 | grep -q UP"
unload
fresh
load_ath ours user_regd=SE
plug radio 0x6c
ctl ie radio SE
settle
dev=$(cd /sys/class/net && echo vref*)
ip link set "$dev" up
command 1 reload
says "$dev is up; next: sudo ath-user-regd reload --force"
check "$when: nothing was unloaded" [ -d $V/radio ]
command 0 reload --force
check "$when: it was, by force" [ ! -d $V/radio ]

when='ours does not load'
fresh
load_ath stock
mv "/lib/modules/$(uname -r)/updates/dkms/ath.ko" /tmp/ath.ko
head -c 4000 /tmp/ath.ko >"/lib/modules/$(uname -r)/updates/dkms/ath.ko"
command 1 reload
says 'can.t be loaded'
says "The distribution's modules are loaded instead"
check "$when: the stock one is" eval "[ -d /sys/module/ath ] && [ ! -f /sys/module/ath/version ]"
check "$when: its radios are" [ -d /sys/module/vradio ]
mv /tmp/ath.ko "/lib/modules/$(uname -r)/updates/dkms/ath.ko"

when='disable'
echo 'options cfg80211 foo=1' >>$CONF
command 0 disable
is "$when: what is not ours stays" 'options cfg80211 foo=1' "$(cat $CONF)"
rm $CONF
command 0 reload
is "$when: off" 0 "$(parameter user_regd)"
