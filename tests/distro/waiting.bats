# The Debian package where the source can't be had at once: no network, no
# package of it, or one that the series doesn't fit. SUITE says of which Debian
# release (bookworm). The tests follow one another in one chroot.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_system
  quietly apt --no-install-recommends install "linux-image-$NEW_KREL" "linux-headers-$NEW_KREL"
  # As a mirror on a stick would: downloaded before, installed without a network.
  quietly apt --download-only --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  quietly apt --download-only --no-install-recommends install linux-source "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
}

# apt_is_done_but KREL ERROR STAYS: all is configured, and our lines say why not ours.
# shellcheck disable=SC2154 # run's
apt_is_done_but() {
  echo "$output"
  ((status == 0))
  grep -q "^ath-user-regd: error: $1: $2; next: " <<<"$output"
  grep -q "^ath-user-regd: $1: the stock modules stay$3" <<<"$output"
  stock "$1"
}

@test "no network and no source: apt is done all the same, and it says what waits" {
  run apt_offline --no-install-recommends install "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
  apt_is_done_but "$NEW_KREL" "no source of its version, $NEW_META .*" ' until the source can be had'
  waits "$NEW_KREL"
  configured ath-user-regd-dkms
}

@test "no network, a kernel comes: its packages are configured, its modules wait" {
  run apt_offline --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  echo "$output"
  ((status == 0))
  configured "linux-headers-$OLD_KREL"
  stock "$OLD_KREL"
  waits "$OLD_KREL"
  waits "$NEW_KREL"
}

@test "the source comes as a package: built in the same run of apt, offline" {
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
  alter_source "$ROOT/var/cache/ath-user-regd/$OLD_META"
  run apt --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  apt_is_done_but "$OLD_KREL" "0002-ath-regd-optional.patch does not apply to the source $OLD_META" '$'
  configured "linux-headers-$OLD_KREL"
  [[ ! -e $ROOT/var/lib/ath-user-regd/waiting/$OLD_KREL ]]
  ours "$NEW_KREL" "$NEW_VERSION"
}

@test "a release built again from a source that can't be had: what is there stays, and waits" {
  headers_again "$NEW_META+again1"
  run apt install /root/again.deb
  echo "$output"
  ((status == 0))
  grep -qF "ath-user-regd: $NEW_KREL: the modules of before stay until the source can be had" <<<"$output"
  waits "$NEW_KREL"
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ $(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F built_for ath) == "$NEW_META" ]]
}

@test "built again from a source that the series doesn't fit: what is there stays, and dkms knows it" {
  entry=$ROOT/var/cache/ath-user-regd/$NEW_META
  cp -r "$entry" "$entry+again1"
  alter_source "$entry+again1"
  run in_chroot "$ROOT" "/usr/src/ath-user-regd-$NEW_VERSION/scripts/catch-up"
  echo "$output"
  ((status == 1))
  grep -qF "ath-user-regd: $NEW_KREL: the modules of before stay" <<<"$output"
  ours "$NEW_KREL" "$NEW_VERSION"
}

@test "purged after a build that was killed half way: what dkms knows nothing of goes, too" {
  # As the pulled plug leaves it while a release built again is built.
  rm -r "$ROOT/var/lib/dkms/ath-user-regd/$NEW_VERSION/$NEW_KREL"
  ours_answers "$NEW_KREL"
  run apt purge ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  stock "$NEW_KREL"
  [[ ! -e $ROOT/lib/modules/$NEW_KREL/updates ]]
  no_trace
}
