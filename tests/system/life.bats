# A system's life with our packages: its kernel is upgraded by apt, and they go. ONLY=
# takes the words that a test's name begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image --before; }

become_fresh() {
  new_machine
  switch_on efi
  booted
}

@test "upgrade: apt upgrades the kernel, the machine reboots: ours again, for the new kernel" {
  need fresh
  before=$(in_guest 'uname -r')
  all_load ours
  # Emulated, a build is slow.
  in_guest 'export DEBIAN_FRONTEND=noninteractive; apt-get -q update && apt-get -q -y dist-upgrade' 3000
  guest_says '' 'dpkg --audit'
  reboot_guest
  after=$(in_guest 'uname -r')
  echo "from $before to $after"
  [[ $after != "$before" ]]
  all_load ours
  leave upgraded
}

@test "removed: apt purges our packages, the machine reboots: stock's, and nothing of ours is left" {
  need fresh upgraded
  in_guest 'export DEBIAN_FRONTEND=noninteractive; apt-get -q -y purge ath-user-regd ath-user-regd-dkms' 900
  reboot_guest
  all_load stock
  guest_says '' 'find / -xdev -name "*ath-user-regd*" ! -path "/root/*" ! -path "/var/log/*" ! -path "/srv/*" ! -path "/var/cache/apt/*"'
  # shellcheck disable=SC2016 # the guest expands it
  guest_says '' 'for image in /boot/initrd.img-*; do lsinitramfs "$image"; done | grep -E "ath-user-regd|updates/dkms"'
}
