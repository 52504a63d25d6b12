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

@test "in /usr/src is the folder that ships, whole, and the package's word" {
  dpkg-deb --fsys-tarfile "$DEB" | tar -tf - | sed -n "s,^\./usr/src/ath-user-regd-$VERSION/\(.*[^/]\)$,\1,p" | sort >"$BATS_TEST_TMPDIR/is"
  (cd "$TOP" && tests/files | grep -E '^(dkms.conf$|LICENSE$|patches/|src/module/|scripts/)'; echo package.conf) | sort >"$BATS_TEST_TMPDIR/shall"
  diff "$BATS_TEST_TMPDIR/shall" "$BATS_TEST_TMPDIR/is"
}

# headers_chosen ARCHITECTURE AVAILABLE [INSTALLED]: which packages of kernels' headers apt
# brings with ours, in a system of that architecture. Words: NAME, or NAME/WHAT it provides.
headers_chosen() {
  local root=$BATS_TEST_TMPDIR/apt arch=$1 word apt status=$BATS_TEST_TMPDIR/apt/status
  rm -rf "$root"
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/repo"
  stanza() { # NAME/PROVIDES LINE...
    printf 'Package: %s\nVersion: 1\nMaintainer: x\nArchitecture: %s\n' "${1%/*}" "$arch"
    [[ $1 != */* ]] || printf 'Provides: %s\n' "${1#*/}"
    printf '%s\n' "${@:2}" "Description: x" ""
  }
  # shellcheck disable=SC2046 # words
  for word in $(dpkg-deb -f "$DEB" Depends | sed 's/([^)]*)//g; s/,/ /g') $3; do stanza "$word" "Status: install ok installed"; done |
    sed 's/^\(Version: \)1$/\13/' >"$status"
  { for word in $2; do stanza "$word" "Filename: x.deb" "Size: 1" "SHA256: $(printf '%064d' 1)"; done
    dpkg-deb -f "$DEB" | sed "s/^Description/Filename: y.deb\nSize: 1\nSHA256: $(printf '%064d' 2)\nDescription/"; } >"$root/repo/Packages"
  echo "deb [trusted=yes] file:$root/repo ./" >"$root/sources"
  apt=(-o "Dir::State=$root" -o "Dir::State::status=$status" -o "Dir::Cache=$root/cache" -o "Dir::Etc::sourcelist=$root/sources"
    -o Dir::Etc::sourceparts=- -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o Debug::NoLocking=1 -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" -qq update >&2
  apt-get "${apt[@]}" -s install ath-user-regd-dkms | sed -n 's/^Inst \([^ ]*\) .*/\1/p' | grep -v '^ath-user-regd' | paste -sd ' '
}

@test "apt brings the headers of the kernel that the system has, and none where it has some" {
  local debian_amd64="linux-headers-amd64/linux-headers-generic linux-headers-cloud-amd64 linux-headers-rt-amd64"
  local debian_arm64="linux-headers-arm64/linux-headers-generic linux-headers-cloud-arm64 linux-headers-rt-arm64"
  local ubuntu="linux-headers-6.8.0-49-generic/linux-headers linux-headers-generic linux-headers-generic-hwe-24.04 linux-headers-raspi"
  chosen() { # WANTED ARGUMENT...
    local is
    is=$(headers_chosen "${@:2}")
    echo "${*:2}: $is, not $1"
    [[ $is == "$1" ]]
  }
  chosen linux-headers-amd64 amd64 "$debian_amd64"
  chosen "" amd64 "$debian_amd64" linux-headers-amd64
  chosen "" amd64 "$debian_amd64" linux-headers-rt-amd64
  chosen linux-headers-arm64 arm64 "$debian_arm64"
  chosen "" arm64 "$debian_arm64" linux-headers-arm64
  chosen linux-headers-generic amd64 "$ubuntu"
  chosen "" amd64 "$ubuntu" linux-headers-6.8.0-49-generic/linux-headers
  chosen linux-headers-rpi-v8 arm64 "$debian_arm64 linux-headers-rpi-v8 linux-headers-rpi-2712"
  chosen "" arm64 "$debian_arm64 linux-headers-rpi-v8 linux-headers-rpi-2712" linux-headers-rpi-2712
  chosen proxmox-default-headers amd64 "$debian_amd64 proxmox-default-headers"
  # Raspberry Pi OS of 32 bits and the like: none is better than a wrong one.
  chosen "" armhf "linux-headers-armmp linux-headers-rpi-v7"
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

@test "--tree takes what is not committed, too, and says of what it is" {
  echo '# no such thing' >>"$BATS_FILE_TMPDIR/checkout/scripts/providers/README"
  run "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" --tree "$BATS_TEST_TMPDIR/debs"
  git -C "$BATS_FILE_TMPDIR/checkout" checkout -q scripts
  echo "$output"
  ((status == 0))
  dpkg-deb -x "$BATS_TEST_TMPDIR/debs/ath-user-regd-dkms_${VERSION}_all.deb" "$BATS_TEST_TMPDIR/deb"
  grep -qx '# no such thing' "$BATS_TEST_TMPDIR/deb/usr/src/ath-user-regd-$VERSION/scripts/providers/README"
  zcat "$BATS_TEST_TMPDIR/deb/usr/share/doc/ath-user-regd-dkms/changelog.gz" | grep 'of the commit [0-9a-f]* and what was changed since'
}

@test "a tree without .git is taken as it is; no version is refused, what was there stays" {
  copy_checkout "$TOP" "$BATS_TEST_TMPDIR/none"
  mkdir "$BATS_TEST_TMPDIR/debs"
  touch "$BATS_TEST_TMPDIR/debs/mine"
  sed -i 's/^PACKAGE_VERSION=.*/PACKAGE_VERSION="1.0 beta"/' "$BATS_TEST_TMPDIR/none/dkms.conf"
  run "$BATS_TEST_TMPDIR/none/packaging/make-deb" "$BATS_TEST_TMPDIR/debs"
  echo "$output"
  ((status == 1))
  [[ $output == *"error: dkms.conf has no version of numbers and dots: 1.0 beta"* ]]
  [[ $(ls "$BATS_TEST_TMPDIR/debs") == mine ]]
  sed -i "s/^PACKAGE_VERSION=.*/PACKAGE_VERSION=\"$VERSION\"/" "$BATS_TEST_TMPDIR/none/dkms.conf"
  run "$BATS_TEST_TMPDIR/none/packaging/make-deb" "$BATS_TEST_TMPDIR/debs"
  echo "$output"
  ((status == 0))
  [[ -e $BATS_TEST_TMPDIR/debs/ath-user-regd-dkms_${VERSION}_all.deb ]]
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
