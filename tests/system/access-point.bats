# An access point on a whole system, with a virtual QCA9377 that is there at power-on. ONLY=
# takes the words that a test's name begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image; }

# A card is there at each power-on.
power_on() { switch_on direct system-test.card net.ifnames=0 && booted; }

@test "coldplug: enable SE, a card at power-on: hostapd.service has its access point on channel 36" {
  new_machine
  power_on
  wants_access_point
  reboot_guest
  guest_says SE 'cat /sys/module/ath/parameters/user_regd'
  has_access_point
}

@test "hotplug: a card that comes later: hostapd.service has its access point on channel 36" {
  new_machine
  switch_on direct net.ifnames=0
  booted
  wants_access_point
  in_guest plug-card
  guest_says SE 'udevadm settle; cat /sys/module/ath/parameters/user_regd'
  in_guest 'systemctl restart hostapd'
  has_access_point
}
