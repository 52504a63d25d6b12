# NetworkManager has the card, or leaves it to hostapd. ONLY= takes the words that a test's
# name begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image network-manager wpasupplicant; }

@test "hotspot: NetworkManager's own access point is on channel 36" {
  new_machine
  switch_on direct system-test.card net.ifnames=0
  booted
  in_guest 'ath-user-regd enable SE'
  reboot_guest
  in_guest 'nmcli device wifi hotspot ifname wlan0 ssid ours band a channel 36 password 12345678' 300
  guest_says '100 (connected)' 'nmcli -g GENERAL.STATE device show wlan0'
  guest_says 36 "iw dev wlan0 info | sed -n 's/^[[:space:]]*channel \([0-9]*\) .*/\1/p'"
}

@test "unmanaged: the card left to hostapd, as README.md says: its access point is there after a boot" {
  new_machine
  switch_on direct system-test.card net.ifnames=0
  booted
  wants_access_point
  line=$(grep -F '| sudo tee /etc/NetworkManager/conf.d/' "$TOP/README.md")
  in_guest "${line//sudo /}"
  reboot_guest
  has_access_point
}
