# A whole system whose initramfs is dracut's. ONLY= takes the words that a test's name
# begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image dracut dracut-config-generic; }

# A card is there at each power-on: udev can find it in the initramfs.
become_on() {
  new_machine
  switch_on efi
  booted
}

# images_have: of ours, what lies in any initramfs.
images_have() {
  # shellcheck disable=SC2016 # the guest expands it
  in_guest 'for image in /boot/initrd.img-*; do lsinitrd "$image"; done | grep -oE "[^ ]*(updates/dkms/.*|ath-user-regd.*)" | sort -u; :' 600
}

@test "dracut: enable SE, a card plugged in after the boot: modprobe.d is what counts" {
  need on
  images_have
  in_guest 'ath-user-regd enable SE'
  reboot_guest
  in_guest plug-card
  guest_says SE 'udevadm settle; cat /sys/module/ath/parameters/user_regd'
  leave on
}

@test "dracut-removed: apt purges our packages: no image has modules of ours" {
  need on
  in_guest 'export DEBIAN_FRONTEND=noninteractive; apt-get -q -y purge ath-user-regd ath-user-regd-dkms' 1800
  [[ -z $(images_have) ]]
  reboot_guest
  all_load stock
}
