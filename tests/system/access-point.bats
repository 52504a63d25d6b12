# An access point on a whole system, with a virtual QCA9377 that is there at power-on. ONLY=
# takes the words that a test's name begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image; }

# wants_access_point: a person has typed what README.md says, and wants it at each boot.
wants_access_point() {
  in_guest 'cat >/etc/hostapd/hostapd.conf <<END
interface=wlan0
ctrl_interface=/run/hostapd
ssid=ours
country_code=SE
ieee80211d=1
hw_mode=a
channel=36
ieee80211n=1
wmm_enabled=1
END
systemctl unmask hostapd && systemctl enable hostapd
ath-user-regd enable SE && sync'
}

# A card is there at each power-on.
power_on() { switch_on direct system-test.card net.ifnames=0 && booted; }

# has_access_point: hostapd itself says that it has, and on which channel.
has_access_point() {
  # shellcheck disable=SC2016 # the guest expands it
  in_guest 'for i in $(seq 60); do
      hostapd_cli -i wlan0 status 2>/dev/null | grep -qx state=ENABLED && break
      sleep 2
    done
    hostapd_cli -i wlan0 status | grep -E "^(state|freq|channel)="; systemctl show -p ActiveState,NRestarts hostapd' 400
  guest_says 'state=ENABLED
freq=5180' 'hostapd_cli -i wlan0 status | grep -E "^(state|freq)="'
}

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
