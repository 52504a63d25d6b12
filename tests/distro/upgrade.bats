# The Debian package in the life of a system: plain apt, kernels that come and
# go, no network, no source. SUITE says of which Debian release (bookworm).
# The tests follow one another in one chroot, from the first install to purge.

bats_require_minimum_version 1.5.0
load chroot.bash
load packages.bash
load system.bash

setup_file() {
  make_system
}

teardown_file() {
  [[ -z ${ROOT:-} ]] || rm -rf -- "$ROOT"
}

@test "apt install ./the.deb is all: the modules are there for the kernel there is" {
  quietly apt --no-install-recommends install "linux-image-amd64=$OLD_META" "linux-headers-amd64=$OLD_META"
  run apt install "/root/debs/ath-user-regd-dkms_${OLD_VERSION}_all.deb"
  clean
  grep -qF "ath-user-regd: $OLD_KREL: ath ath10k_core ath10k_pci ath10k_usb are in /lib/modules/$OLD_KREL/updates/dkms" <<<"$output"
  ours "$OLD_KREL" "$OLD_VERSION"
}

@test "a kernel upgrade by plain apt: both kernels end with our modules" {
  run apt dist-upgrade
  clean
  grep -q "^ath-user-regd: $NEW_KREL: building from the source $NEW_META" <<<"$output"
  ours "$NEW_KREL" "$OLD_VERSION"
  ours "$OLD_KREL" "$OLD_VERSION"
}

@test "the old kernel goes, and leaves nothing of ours" {
  run apt purge "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  echo "$output"
  ((status == 0))
  [[ -z $(find "$ROOT/lib/modules" "$ROOT/var/lib/dkms" -path "*$OLD_KREL*" -name 'ath*') ]]
  run in_chroot "$ROOT" dkms status
  [[ $output != *"$OLD_KREL"* && $output == *"$NEW_KREL"*installed* ]]
}

@test "our own package is upgraded, and its modules with it" {
  run apt install "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
  clean
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ ! -e $ROOT/usr/src/ath-user-regd-$OLD_VERSION && ! -e $ROOT/var/lib/dkms/ath-user-regd/$OLD_VERSION ]]
}

@test "make install and make uninstall leave a package alone" {
  copy_checkout "$TOP" "$ROOT/root/checkout"
  for word in install uninstall; do
    run in_chroot "$ROOT" make -C /root/checkout "$word"
    echo "$output"
    ((status != 0))
    grep -q 'came as a package; next: apt-get remove ath-user-regd-dkms' <<<"$output"
  done
  rm -r "$ROOT/root/checkout"
  ours "$NEW_KREL" "$NEW_VERSION"
}

@test "removed, the stock modules answer; purged, nothing of ours is left" {
  run apt remove ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  stock "$NEW_KREL"
  run apt purge ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  left=$(find "$ROOT" -xdev -name '*ath-user-regd*' ! -path "$ROOT/root/*" ! -path "$ROOT/var/log/*" ! -path "$ROOT/var/cache/apt/*")
  echo "left: $left"
  [[ -z $left ]]
  [[ -z $(in_chroot "$ROOT" dkms status) ]]
}

@test "no network and no source: apt is done all the same, and it says what waits" {
  quietly apt purge "linux-source*"
  run apt_offline --no-install-recommends install "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
  echo "$output"
  ((status == 0))
  grep -q "^ath-user-regd: error: $NEW_KREL: no source of its version, $NEW_META .*; next: " <<<"$output"
  grep -q "^ath-user-regd: $NEW_KREL: the stock modules stay until the source can be had" <<<"$output"
  stock "$NEW_KREL"
  waits "$NEW_KREL"
  configured ath-user-regd-dkms
}

@test "no network, a kernel comes: its packages are configured, its modules wait" {
  # As a mirror on a stick would: downloaded before, installed without.
  quietly apt --download-only --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  run apt_offline --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  echo "$output"
  ((status == 0))
  configured "linux-headers-$OLD_KREL"
  stock "$OLD_KREL"
  waits "$OLD_KREL"
  waits "$NEW_KREL"
}

@test "the source comes as a package: built in the same run of apt, offline" {
  quietly apt --download-only --no-install-recommends install linux-source
  run apt_offline --no-install-recommends install linux-source
  echo "$output"
  ((status == 0))
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ ! -e $ROOT/var/lib/ath-user-regd/waiting/$NEW_KREL ]]
  waits "$OLD_KREL"
  stock "$OLD_KREL"
}

@test "the network is back: what the timer runs builds what waits" {
  unit=$ROOT/lib/systemd/system/ath-user-regd-dkms.service
  read -ra command < <(sed -n 's/^ExecStart=//p' "$unit")
  run in_chroot "$ROOT" "${command[@]}"
  echo "$output"
  ((status == 0))
  ours "$OLD_KREL" "$NEW_VERSION"
  [[ -z $(ls -A "$ROOT/var/lib/ath-user-regd/waiting") ]]
}

@test "a kernel whose ath the series doesn't fit: apt is done, the hunk is shown, stock stays" {
  quietly apt purge "linux-headers-$OLD_KREL" "linux-image-$OLD_KREL"
  (
    cd "$ROOT/var/cache/ath-user-regd/$OLD_META"
    mkdir x
    tar -xzf ath.tar.gz -C x
    sed -i 's/r = __ath_regd_init(reg);/r = __ath_regd_other(reg);/' x/regd.c
    tar -C x -czf ath.tar.gz .
    rm -r x
    sha256sum ath.tar.gz >ath.tar.gz.sha256
  )
  run apt --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  echo "$output"
  ((status == 0))
  grep -q "^ath-user-regd: error: $OLD_KREL: 0002-ath-regd-optional.patch does not apply to the source $OLD_META; next: " <<<"$output"
  grep -q "^ath-user-regd: $OLD_KREL: the stock modules stay" <<<"$output"
  configured "linux-headers-$OLD_KREL"
  stock "$OLD_KREL"
  [[ ! -e $ROOT/var/lib/ath-user-regd/waiting/$OLD_KREL ]]
  ours "$NEW_KREL" "$NEW_VERSION"
}
