# SPDX-License-Identifier: ISC
# shellcheck shell=dash disable=SC2086,SC2034,SC2154 # words without spaces; 00-common.sh
#
# What the command says of the machine and its radios: stock, off, on, no radio, one that
# is not Atheros.

when='nothing loaded'
fresh
unload
command 0 status
says 'no ath.ko'
says 'No radio here'
check "$when: nothing was loaded by it" [ ! -d /sys/module/cfg80211 ]
command 1 channels
says 'there is no radio; next: ath-user-regd doctor'
command 0 reload
says 'nothing to do'

when='stock, though ours is there'
fresh
forget_log
load_ath stock
plug radio 0x6c
command 1 status
says '^  kernel .*our ath.ko, version'
says "^ *built from $(modinfo -F source_package ath) $(modinfo -F source_version ath), which is its exact source\$"
says '^  loaded .*the stock ath.ko'
says "^$(phy radio): ath9k, ath9k\\."
says 'EEPROM code .*0x006c, world'
says "rules .*the EEPROM"
says 'access point .*11 channels in 2.4 GHz; 0 channels in 5 GHz'
says '^next: sudo ath-user-regd reload'
command 1 doctor
says '^BAD .*the stock ath.ko is loaded'
screen doctor doctor

when='stock, from an initramfs'
lister=/usr/bin/lsinitramfs
image=/boot/initrd.img-$(uname -r)
mkdir -p /boot /usr/bin
: >$image
echo "#!/bin/sh
[ \"\$1\" = $image ] && cat /tmp/files" >$lister
chmod +x $lister
echo "usr/lib/modules/$(uname -r)/kernel/drivers/net/wireless/ath/ath.ko.xz" >/tmp/files
command 1 doctor
says "^BAD .*the stock ath.ko is loaded, .*it is in $image"
says "^ *next: sudo dracut --force --kver $(uname -r) $image && sudo ath-user-regd reload"
mkdir -p /var/lib/initramfs-tools
: >"/var/lib/initramfs-tools/$(uname -r)"
command 1 doctor
says "^ *next: sudo update-initramfs -u -k $(uname -r) && sudo ath-user-regd reload"
echo "usr/lib/modules/$(uname -r)/kernel/drivers/net/wireless/ath/ath9k/ath9k.ko" >/tmp/files
command 1 doctor
says '^BAD .*the stock ath.ko is loaded, though ours is installed$'
rm -r $lister $image /var/lib/initramfs-tools

when='off'
fresh
forget_log
load_ath ours
plug radio 0x6c
command 0 status
says '^  loaded .*our ath.ko, user_regd=0'
says '^next: sudo ath-user-regd enable'
set_country SE
command 0 channels
says '^phy.*0x006c, world, country SE'
says '^  database SE  20 '

# What the command reckons for stock is what stock does: a few codes here, all of them
# in the regd scenarios. The last is of a country that the database has not. (00 later
# on would be a request, 00 first is none.)
for code in 0x0000 0x64 0x60 0x8348 0x8164 0x10 0x07 0x45; do
	when="stock $code"
	fresh
	forget_log
	load_ath stock
	plug radio $code
	for country in 00 US IN JP; do
		set_country $country
		ath-user-regd channels --country $country >/tmp/said
		sed -n 's/^  card now   //p' /tmp/said >/tmp/now
		sed -n 's/^  stock      //p' /tmp/said >/tmp/stock
		same "$when: reckoned as it is in $country" /tmp/now /tmp/stock
	done
done

when='on, without a country'
fresh
forget_log
load_ath ours user_regd=1
plug radio 0x8348 ath10k
echo 'options ath user_regd=1' >$CONF
command 1 status
says 'none is set'
says '^your country would count'
says 'EEPROM code .*0x8348, US'
says 'ath10k_pci'

when='on, in Sweden'
set_country SE
command 0 status
says '^  country .*SE, radar rules of ETSI'
says 'rules .*yours: SE'
says 'access point .*13 channels in 2.4 GHz; 9 channels in 5 GHz, and 16 that need radar'
silent '^next:'
command 0 doctor
silent '^BAD'
command 0 status --json
says '"follows_user":.*true'
says '"eeprom_code":.*"0x8348"'
command 0 channels
says '^  stock '
# the database's row and the card's are one
check "$when: the card's row is the database's" eval \
	"cat /tmp/said; ath-user-regd channels | sed -n 's/^  database SE//p' >/tmp/a; \
	 ath-user-regd channels | sed -n 's/^  card now   //p' >/tmp/b; cmp /tmp/a /tmp/b && [ -s /tmp/a ]"
command 0 channels --svg /tmp/chart.svg
check "$when: the picture is there" grep -q '</svg>' /tmp/chart.svg
command 1 channels phy99
command 1 channels --country XX

when='two radios'
plug second 0x6c
command 0 status
says "^$(phy second): ath9k"
says "^$(phy radio): ath10k_pci"
screen status status
screen channels channels "$(phy second)"
names status "$(echo "$NAMES_status" | grep -v '^machine\.newest\.')"
names channels "$NAMES_channels"
names doctor "$NAMES_doctor"
for words in status 'status --json' channels 'channels --json' doctor 'channels --svg /tmp/c.svg'; do
	sound $words
done
for round in 1 2 3 4 5; do
	cost version ath-user-regd --version
	cost status ath-user-regd status
	cost iw iw phy
done
rm $CONF

when='another card says US'
fresh
forget_log
load_ath ours user_regd=1
plug radio 0x6c
set_country SE
ctl add neighbour ref
ctl hint neighbour US
settle
command 1 doctor
says "^BAD .*the country is 98.* the driver of $(phy neighbour) says US"
says '^ *next: .*sudo ath-user-regd reload'
forget_log
command 1 doctor
says '^BAD .*the country is 98'
silent 'the driver of'

when='a bad value'
echo 'options ath user_regd=SWE' >$CONF
command 1 doctor
says '^BAD .*user_regd=SWE'
rm $CONF

when='no database'
mv /lib/firmware/regulatory.db /lib/firmware/away
command 1 doctor
says 'regulatory.db is not there'
says "next: install wireless-regdb with this system's package manager"
command 1 channels
mv /lib/firmware/away /lib/firmware/regulatory.db

when='a radio that is not Atheros'
fresh
modprobe mac80211_hwsim radios=1
command 0 status
says '^phy.*: mac80211_hwsim, which this can.t help'
command 1 channels
says 'no radio here has a driver'
command 0 doctor
says '^note .*mac80211_hwsim, which is no Atheros driver'

# As dpkg's system would have it.
mkdir -p /usr/bin /var/lib/dpkg /usr/src/ath-user-regd-1 /var/lib/dkms/ath-user-regd /var/lib/ath-user-regd/kernels
ln -s /bin/busybox /usr/bin/apt-get
printf 'Package: base-files\nStatus: install ok installed\nArchitecture: amd64\n' >/var/lib/dpkg/status
: >/usr/src/ath-user-regd-1/package.conf
KREL=$(uname -r)
# note VERDICT REASON NEXT: what the scripts have written down.
note() {
	printf 'release=%s\nverdict=%s\nreason=%s\nnext=%s\npackage=linux\nversion=0\n' \
		"$KREL" "$@" >"/var/lib/ath-user-regd/kernels/$KREL"
}

when='built for another kernel'
unload
note installed '' ''
command 1 doctor
says "is linux 0, our module is built for $(modinfo -F built_for ath)"
says 'next: sudo dpkg-reconfigure ath-user-regd-dkms'

when='no build for this kernel'
mv "/lib/modules/$KREL/updates" /tmp/updates
/sbin/depmod
command 1 status
says 'has no module of ours: it has changed since'
mkdir "/lib/modules/$KREL/build"
: >"/lib/modules/$KREL/build/.config"
note waiting 'no source of its version' 'sudo apt-get update'
command 1 doctor
says 'no source of its version$'
says 'next: sudo apt-get update$'
command 1 status
says 'waiting: no source of its version$'
sound doctor
rm -r "/lib/modules/$KREL/build"
command 1 doctor
says 'its headers are not installed$'
says "next: sudo apt-get install linux-headers-$KREL\$"

when='only the newest kernel has ours'
cp -r "/lib/modules/$KREL" /lib/modules/99.0
mv /tmp/updates /lib/modules/99.0/updates
/sbin/depmod 99.0
command 1 doctor
says 'its headers are not installed$'
says 'next: reboot into 99.0, which has it$'
mv /lib/modules/99.0/updates "/lib/modules/$KREL/updates"
rm -r /lib/modules/99.0
/sbin/depmod
rm -r /usr/src /var/lib/ath-user-regd /var/lib/dkms /var/lib/dpkg /usr/bin/apt-get
