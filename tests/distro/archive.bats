# What Debian's archive has each package go through, by its own tools: piuparts,
# this machine's, and autopkgtest, the release's. SUITE says of which Debian
# release (bookworm).

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_system
  cp "$BATS_FILE_TMPDIR/debs/$NEW_VERSION"/*.{dsc,tar.xz} "$ROOT/root/debs/"
  # An older version of ours is in the release's archive.
  mkdir "$ROOT/srv/archive"
  cp "$BATS_FILE_TMPDIR/debs/$OLD_VERSION"/*.deb "$ROOT/srv/archive/"
  (cd "$ROOT/srv/archive" && dpkg-scanpackages . >Packages 2>"$BATS_FILE_TMPDIR/log")
  echo 'deb [trusted=yes] file:/srv/archive ./' >"$ROOT/etc/apt/sources.list.d/archive.list"
  in_chroot "$ROOT" apt-get -qq update
}

# The command is built on this machine: bullseye's C library is too old for it.
our_debs() {
  ls "$BATS_FILE_TMPDIR/debs/$NEW_VERSION"/ath-user-regd-dkms_*.deb
  [[ $SUITE == bullseye ]] || ls "$BATS_FILE_TMPDIR/debs/$NEW_VERSION"/ath-user-regd_*.deb
}

# leaves_nothing [OPTION...]: of what is installed, upgraded and removed, says piuparts.
leaves_nothing() {
  mapfile -t debs < <(our_debs)
  # bullseye's lsb_release, which dkms runs, leaves what Python has compiled of it.
  local compiled='^/usr/lib/python3/(dist-packages/(__pycache__/(lsb_release[^/]*\.pyc)?)?)?$'
  # What it gives on to maintainer scripts is nothing of the tests' own.
  run unshare --mount --propagation private env -i PATH="$PATH" HOME=/root LC_ALL=C \
    piuparts --tmpdir "$BATS_TEST_TMPDIR" --distribution "$SUITE" --existing-chroot "$ROOT" \
    --keep-sources-list --no-check-valid-until --ignore-regex "$compiled" "$@" "${debs[@]}"
  grep -E ' (INFO|ERROR): ' -A 9 <<<"$output" | tail -n 60
  ((status == 0))
  grep -q 'PASS: Installation and purging test' <<<"$output"
  grep -q 'PASS: Installation, upgrade and purging tests' <<<"$output"
}

# passes NAME: says autopkgtest of that one of packaging/debian/tests, of the source package.
passes() {
  quietly apt --no-install-recommends install autopkgtest dpkg-dev
  run in_chroot "$ROOT" autopkgtest --test-name "$1" "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb" \
    "/root/debs/ath-user-regd_$NEW_VERSION.dsc" -- null
  echo "$output"
  ((status == 0))
  grep -qE "^$1 +PASS" <<<"$output"
}

@test "piuparts, no kernel there: installed, upgraded and purged without a trace" {
  leaves_nothing
}

@test "piuparts, a kernel there: built, upgraded and purged without a trace" {
  quietly apt --no-install-recommends install "linux-image-$NEW_KREL" "linux-headers-$NEW_KREL" dkms
  # dkms makes its keys when it first builds a module of whoever's.
  leaves_nothing --ignore /var/lib/dkms/mok.key --ignore /var/lib/dkms/mok.pub
}

@test "autopkgtest: the modules are built for the release's kernel" {
  passes modules
  ours "$NEW_KREL" "$NEW_VERSION"
}

@test "autopkgtest: they keep the contract in that kernel, booted in QEMU" {
  passes boot
  grep -q '^ok ' <<<"$output"
}
