# Whole systems whose kernel takes no stranger's modules. ONLY= takes the words that a
# test's name begins with.

bats_require_minimum_version 1.5.0
load machine.bash

setup_file() { take_image; }

# MokManager asks for single characters of it.
readonly password=11111111

# enroll_says KEY=VALUE...: the command knows how things stand; in the words of its JSON.
enroll_says() {
  local said
  said=$(in_guest 'ath-user-regd enroll --json; :')
  python3 -c 'import json, sys
facts = json.loads(sys.argv[1])
for word in sys.argv[2:]:
    key, value = word.split("=", 1)
    if str(facts[key]) != value:
        sys.exit(f"{key} is {facts[key]}, not {value}: {facts}")' "$said" "$@"
}

become_unknown() {
  new_machine
  switch_on secure
  booted
}

@test "unknown-key: Secure Boot, DKMS's key unknown: every Atheros driver loads, stock's" {
  need unknown
  guest_says 1 'od -An -tu1 -j4 /sys/firmware/efi/efivars/SecureBoot-* | tr -d " "'
  in_guest "grep -F '[integrity]' /sys/kernel/security/lockdown"
  all_load stock
  enroll_says demand=secure-boot key=unknown needed=True possible=True 'next=sudo mokutil --import /var/lib/dkms/mok.pub'
  refused_without
  in_guest plug-card
  udev_takes stock
  leave unknown
}

# udev_takes STOCK|OURS: the card that was plugged in has made udev load its driver.
udev_takes() {
  guest_says "ath=$1
ath10k_core=$1
ath10k_usb=$1" 'udevadm settle; loaded ath ath10k_core ath10k_usb'
}

# The signature that DKMS made, and the key that it has, are those of the package's build.
become_enrolled() {
  become_unknown
  enrol
}

# enrol: DKMS's key, as a person does: mokutil asks for it, the blue screen confirms it.
enrol() {
  in_guest "printf '$password\n$password\n' | mokutil --import /var/lib/dkms/mok.pub" || return
  enroll_says key=pending 'next=sudo reboot' || return
  to_blue_screen && shows 'Enroll MOK' && press "$DOWN" && press "$ENTER" &&
    shows 'Continue' && press "$DOWN" && press "$ENTER" &&
    shows 'Enroll the key' && press "$DOWN" && press "$ENTER" &&
    shows 'Password' && press "$password$ENTER" &&
    shows 'Reboot' && hit "$ENTER" && booted
}

@test "enrolled: the key enrolled through MokManager: at that boot ours load, by themselves" {
  need enrolled
  all_load ours
  enroll_says demand=secure-boot key=enrolled signature=dkms needed=False
  leave enrolled
}

@test "rotated: DKMS's key is another: what was built stays ours; what it signs then gives way to stock's" {
  need enrolled
  in_guest 'cd /var/lib/dkms && openssl req -new -x509 -nodes -days 36500 -subj /CN=rotated -newkey rsa:2048 \
    -keyout mok.key -outform DER -out mok.pub 2>&1'
  unload
  all_load ours
  # As DKMS does when it builds the next time.
  # shellcheck disable=SC2016 # the guest expands them
  in_guest 'cd /lib/modules/$(uname -r) && for file in updates/dkms/*.ko*; do
      case $file in *.xz) xz -d "$file" ;; esac
      build/scripts/sign-file sha512 /var/lib/dkms/mok.key /var/lib/dkms/mok.pub "${file%.xz}" || exit
    done && depmod'
  unload
  all_load stock
  enroll_says demand=secure-boot key=unknown signature=dkms needed=True
  leave rotated
}

@test "not-validated: validation switched off in shim: ours load, though nobody knows their key" {
  need unknown rotated
  in_guest "printf '$password\n$password\n' | mokutil --disable-validation"
  to_blue_screen
  shows 'Change Secure Boot state' && press "$DOWN" && press "$ENTER"
  # It asks for three of the password's characters, which are all the same.
  for _ in 1 2 3; do shows 'Enter password character' && press "${password:0:1}$ENTER"; done
  shows 'Disable Secure Boot' && press "$DOWN" && press "$ENTER"
  shows 'Reboot' && hit "$ENTER"
  booted
  guest_says 1 'od -An -tu1 -j4 /sys/firmware/efi/efivars/MokSBStateRT-* | tr -d " "'
  all_load ours
  enroll_says demand=None needed=False
}

@test "sig-enforce: module.sig_enforce=1 without EFI: every Atheros driver loads, stock's" {
  new_machine
  switch_on direct module.sig_enforce=1 system-test.card
  booted
  guest_says Y 'cat /sys/module/module/parameters/sig_enforce'
  udev_takes stock
  all_load stock
  enroll_says demand=sig-enforce needed=True possible=False
  refused_without
}

@test "lockdown: lockdown=integrity without EFI: every Atheros driver loads, stock's" {
  new_machine
  switch_on direct lockdown=integrity
  booted
  in_guest "grep -F '[integrity]' /sys/kernel/security/lockdown"
  all_load stock
  enroll_says demand=lockdown needed=True possible=False
  refused_without
}

become_plain() {
  new_machine
  switch_on direct system-test.card
  booted
}

@test "plain: nothing is enforced: every Atheros driver loads, ours" {
  need plain
  guest_says N 'cat /sys/module/module/parameters/sig_enforce'
  udev_takes ours
  all_load ours
  leave plain
}

# spawn: milliseconds for a hundred programs.
# shellcheck disable=SC2016 # bash expands it, there and here
readonly spawn='start=$EPOCHREALTIME; for i in {1..100}; do sh -c "modprobe --version" >/dev/null; done
  end=$EPOCHREALTIME; echo $(((${end/./} - ${start/./}) / 1000))'

@test "cost: modprobe's lines of ours make a boot at most 50 ms longer" {
  need plain
  here=$(bash -c "$spawn")
  there=$(in_guest "$spawn")
  # The median of what loading took, in milliseconds, with the lines and without.
  in_guest 'ls /etc/modprobe.d/ath-user-regd-stock.conf'
  unload
  in_guest 'modprobe ath10k_pci'
  # shellcheck disable=SC2016 # the guest expands it
  said=$(in_guest 'ms() {
      rmmod ath10k_pci; rmmod ath10k_core; rmmod ath; modprobe mac80211
      start=$EPOCHREALTIME; modprobe ath10k_pci; end=$EPOCHREALTIME
      echo "$1 $(((${end/./} - ${start/./}) / 1000))"; }
    conf=/etc/modprobe.d/ath-user-regd-stock.conf
    for i in {1..11}; do ms with; mv $conf /root/; ms without; mv /root/${conf##*/} $conf; done' 900)
  with=$(median with "$said")
  without=$(median without "$said")
  cost=$(((with - without) * here / there))
  echo "# ath10k_pci takes $with ms, without the lines $without ms; the machine is $((there / here)) times slower than this one: $cost ms" >&3
  ((cost <= 50))
}
median() { awk -v which="$1" '$1 == which { print $2 }' <<<"$2" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
