# The Debian package in the life of a system: plain apt, kernels that come and
# go and are built again, upgrade, removal. SUITE says of which Debian release
# (bookworm). The tests follow one another in one chroot, from install to purge.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_system
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

@test "the same release, built again from a newer source: ours are built again, too" {
  cp -r "$ROOT/var/cache/ath-user-regd/$NEW_META" "$ROOT/var/cache/ath-user-regd/$NEW_META+again1"
  [[ $(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F built_for ath) == "$NEW_META" ]]
  headers_again "$NEW_META+again1"
  run apt install /root/again.deb
  clean
  grep -qF "ath-user-regd: $NEW_KREL: building from the source $NEW_META+again1" <<<"$output"
  ours "$NEW_KREL" "$OLD_VERSION"
  [[ $(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F built_for ath) == "$NEW_META+again1" ]]
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

@test "the package takes the place of what make install has brought" {
  commit_checkout "$TOP" 0.0.1 "$ROOT/root/checkout"
  # shellcheck disable=SC2016 # the inner shell expands them
  in_chroot "$ROOT" bash -c '. /root/checkout/scripts/common.sh; lay_down "/usr/src/$name-0.0.1"
    dkms add -m "$name" -v 0.0.1; dkms install -m "$name" -v 0.0.1 -k "$0" --force' "$NEW_KREL"
  rm -r "$ROOT/root/checkout"
  ours "$NEW_KREL" 0.0.1
  run in_chroot "$ROOT" dpkg-reconfigure ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  grep -q '^ath-user-regd: /usr/src/ath-user-regd-0.0.1, which make install has brought, goes' <<<"$output"
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ ! -e $ROOT/usr/src/ath-user-regd-0.0.1 && ! -e $ROOT/var/lib/dkms/ath-user-regd/0.0.1 ]]
}

@test "removed, the stock modules answer; purged, nothing of ours is left" {
  run apt remove ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  stock "$NEW_KREL"
  run apt purge ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  no_trace
  [[ -z $(in_chroot "$ROOT" dkms status) ]]
}
