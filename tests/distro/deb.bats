# make deb: the packages themselves.

bats_require_minimum_version 1.5.0
load chroot.bash
load packages.bash

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../.. DEBS=$BATS_FILE_TMPDIR/debs
  VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  export VERSION DEB=$DEBS/ath-user-regd-dkms_${VERSION}_all.deb
  commit_checkout "$TOP" "$VERSION" "$BATS_FILE_TMPDIR/checkout"
  "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" "$DEBS"
}

# units DIR: the folder of our units in an unpacked package. It is the one where this
# release's systemd package has its own units: in /lib up to bookworm, in /usr/lib later.
units() {
  dpkg-query -L systemd | sed -n "s,^\(.*/system\)/systemd-journald\.service$,$1\1,p"
}

@test "built again, in another place, another way: the same bits" {
  mkdir -m 700 "$BATS_TEST_TMPDIR/far"
  commit_checkout "$TOP" "$VERSION" "$BATS_TEST_TMPDIR/far/checkout"
  (umask 077 && TMPDIR=$BATS_TEST_TMPDIR/far TZ=Asia/Tokyo LANG=sv_SE.UTF-8 HOME=/nonexistent \
    DEB_BUILD_OPTIONS=parallel=7 "$BATS_TEST_TMPDIR/far/checkout/packaging/make-deb" "$BATS_TEST_TMPDIR/far/debs")
  cd "$DEBS"
  ls ./*.deb ./*.dsc ./*.tar.*
  sha256sum ./*.deb ./*.dsc ./*.tar.* >"$BATS_TEST_TMPDIR/sums"
  cd "$BATS_TEST_TMPDIR/far/debs"
  sha256sum --check --quiet "$BATS_TEST_TMPDIR/sums"
}

@test "an archive's machine builds the command alone, from the source package" {
  dpkg-source -x "$DEBS"/*.dsc "$BATS_TEST_TMPDIR/tree"
  (cd "$BATS_TEST_TMPDIR/tree" && dpkg-buildpackage -us -uc -B)
  run basename -a "$BATS_TEST_TMPDIR"/*.deb
  echo "$output"
  grep -q '^ath-user-regd_' <<<"$output"
  run ! grep -q dkms <<<"$output"
}

# The packages are made on every release from bullseye on, so they keep what a later one
# no longer needs: debhelper 14 is sid's alone, and dpkg before 1.22.13 has other defaults
# for Priority and Rules-Requires-Root. An older lintian knows no Standards-Version but its own.
@test "lintian finds nothing, not even when pedantic" {
  local sparse='newer-standards-version|package-uses-old-debhelper-compat-version'
  sparse+='|redundant-priority-optional-field|redundant-rules-requires-root-no-field'
  run lintian --allow-root --pedantic --display-info --tag-display-limit 0 \
    --fail-on none "$DEBS"/*.changes
  echo "$output"
  ((status == 0))
  run grep -vE "^[A-Z]: ath-user-regd source: ($sparse)( |\$)" <<<"$output"
  [[ -z $output ]]
}

@test "in /usr/src is what a build needs, as dkms wants it, and nothing else" {
  dpkg-deb --fsys-tarfile "$DEB" | tar -tf - | sed -n "s,^\./usr/src/ath-user-regd-$VERSION/\(.*[^/]\)$,\1,p" | sort >"$BATS_TEST_TMPDIR/is"
  (cd "$TOP" && tests/files | grep -E '^(dkms.conf|patches/|src/module/|scripts/)' |
    grep -vE '^scripts/(install|uninstall|setup|ath-tables|providers/README|install-cli)$'; echo package.conf) | sort >"$BATS_TEST_TMPDIR/shall"
  diff "$BATS_TEST_TMPDIR/shall" "$BATS_TEST_TMPDIR/is"
}

@test "the version is dkms.conf's, in each place" {
  [[ $(dpkg-deb -f "$DEB" Version) == "$VERSION" ]]
  mkdir "$BATS_TEST_TMPDIR/deb"
  dpkg-deb -R "$DEB" "$BATS_TEST_TMPDIR/deb"
  run grep -rhoE '#[A-Z]+#' "$BATS_TEST_TMPDIR/deb"
  echo "$output"
  [[ -z $output ]]
  grep -qx "source=/usr/src/ath-user-regd-$VERSION" "$BATS_TEST_TMPDIR/deb/DEBIAN/postinst"
  script=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$(units "$BATS_TEST_TMPDIR/deb")"/*.service)
  [[ -n $script && -x $BATS_TEST_TMPDIR/deb$script ]]
}

@test "the command is a package of its own, with its page" {
  mkdir "$BATS_TEST_TMPDIR/deb"
  dpkg-deb -x "$DEBS/ath-user-regd_${VERSION}_$(dpkg --print-architecture).deb" "$BATS_TEST_TMPDIR/deb"
  cd "$BATS_TEST_TMPDIR/deb/usr"
  run sbin/ath-user-regd --version
  echo "$output"
  [[ $output == *"$VERSION"* ]]
  zcat share/man/man8/ath-user-regd.8.gz | grep -q 'user_regd'
  [[ -f share/bash-completion/completions/ath-user-regd ]]
  [[ -x lib/ath-user-regd/compare-functions ]]
}

@test "what is not committed is said and is not in the package" {
  echo 'no such thing' >"$BATS_FILE_TMPDIR/checkout/patches/9999-other.patch"
  run "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" "$BATS_TEST_TMPDIR/debs"
  rm "$BATS_FILE_TMPDIR/checkout/patches/9999-other.patch"
  echo "$output"
  ((status == 0))
  [[ $output == *"what is not committed is not in the package"* ]]
  cmp "$DEB" "$BATS_TEST_TMPDIR/debs/ath-user-regd-dkms_${VERSION}_all.deb"
}

@test "what is no git checkout, or has no version, is refused; what was there stays" {
  copy_checkout "$TOP" "$BATS_TEST_TMPDIR/none"
  mkdir "$BATS_TEST_TMPDIR/debs"
  touch "$BATS_TEST_TMPDIR/debs/mine"
  run "$BATS_TEST_TMPDIR/none/packaging/make-deb" "$BATS_TEST_TMPDIR/debs"
  echo "$output"
  ((status == 1))
  grep '^ath-user-regd: error: .*; next: ' <<<"$output"
  commit_checkout "$TOP" "1.0 beta" "$BATS_TEST_TMPDIR/beta"
  run "$BATS_TEST_TMPDIR/beta/packaging/make-deb" "$BATS_TEST_TMPDIR/debs"
  echo "$output"
  ((status == 1))
  [[ $output == *"error: dkms.conf has no version of numbers and dots: 1.0 beta"* ]]
  [[ $(ls "$BATS_TEST_TMPDIR/debs") == mine ]]
}

@test "the units are as systemd wants them" {
  mkdir "$BATS_TEST_TMPDIR/deb"
  dpkg-deb -x "$DEB" "$BATS_TEST_TMPDIR/deb"
  # Where they are, what they start is not installed.
  cd "$(units "$BATS_TEST_TMPDIR/deb")"
  sed -i "s,^ExecStart=/,ExecStart=$BATS_TEST_TMPDIR/deb/," ./*.service
  run systemd-analyze verify "$PWD"/*
  echo "$output"
  ((status == 0))
  run grep ath-user-regd <<<"$output"
  [[ -z $output ]]
}
