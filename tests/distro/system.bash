# shellcheck shell=bash
# A system of $SUITE in a chroot, with our packages at hand, and the questions
# that tests have for it. For bats to load.

load chroot.bash
load packages.bash

# make_bare: sets SUITE, ROOT and TOP; a system where nothing is installed yet.
make_bare() {
  export SUITE=${SUITE:-bookworm}
  export ROOT=$BATS_FILE_TMPDIR/root TOP=$BATS_TEST_DIRNAME/../..
  make_chroot "$SUITE" "$ROOT"
  share_archives "$SUITE" "$ROOT"
}

# share_compiled: what has been compiled for a kernel is kept: what is tested here is not the
# compiler.
share_compiled() {
  quietly apt --no-install-recommends install ccache
  # shellcheck disable=SC2154 # chroot.bash's
  export CHROOT_CCACHE=$test_cache/ccache/$SUITE
  mkdir -p "$CHROOT_CCACHE" "$ROOT/var/cache/ccache"
}

teardown_file() {
  leave_archives
  [[ -z ${ROOT:-} ]] || rm -rf -- "$ROOT"
}

# make_system [OPTION...]: a bare one; sets the versions, and the newest kernel and the one
# before as the suite's metapackage has them; installs no kernel. OPTION is make-deb's.
make_system() {
  local metas
  make_bare
  share_compiled
  # An initramfs as small as can be: it is not what is tested.
  mkdir -p "$ROOT/etc/initramfs-tools/conf.d"
  printf 'MODULES=list\nCOMPRESS=gzip\n' >"$ROOT/etc/initramfs-tools/conf.d/tests"

  NEW_VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  export NEW_VERSION OLD_VERSION=0.9.0
  if [[ ${ROAD:-} != plain ]]; then
    make_packages "$BATS_FILE_TMPDIR/debs" "$@"
    mkdir "$ROOT/root/debs"
    cp "$BATS_FILE_TMPDIR"/debs/*/*.deb "$ROOT/root/debs/"
  fi

  mapfile -t metas < <(kernel_versions)
  # sid has one kernel at a time: the one before is that of the last release.
  if ((${#metas[@]} == 1)); then
    sed -E "s/^(deb .*) $SUITE /\\1 trixie /" "$ROOT/etc/apt/sources.list" >"$ROOT/etc/apt/sources.list.d/before.list"
    in_chroot "$ROOT" apt-get -qq -o Acquire::Check-Valid-Until=false update
    mapfile -t metas < <(kernel_versions)
  fi
  ((${#metas[@]} >= 2))
  export NEW_META=${metas[0]} OLD_META=${metas[1]}
  NEW_KREL=$(kernel_of "$NEW_META")
  OLD_KREL=$(kernel_of "$OLD_META")
  [[ -n $OLD_KREL && $NEW_KREL != "$OLD_KREL" ]]
  export NEW_KREL OLD_KREL
  echo "# $SUITE: $OLD_KREL ($OLD_META), $NEW_KREL ($NEW_META)" >&3
}

# pin_what_is_there: a mirror can list what it has no more.
pin_what_is_there() {
  in_chroot "$ROOT" sh -c 'cd /tmp && apt-get -qq download libcjson-dev && rm libcjson-dev*' ||
    printf 'Package: libcjson*\nPin: release l=Debian-Security\nPin-Priority: -1\n' >"$ROOT/etc/apt/preferences.d/tests"
}

# thin_kernels: of the kernels that are installed from here on the modules are those of
# wifi_parts.
thin_kernels() {
  local part
  {
    printf 'path-exclude=/%slib/modules/*/kernel/*.ko*\n' '' usr/
    # shellcheck disable=SC2154 # chroot.bash's
    for part in "${wifi_parts[@]}"; do
      printf "path-include=/%slib/modules/*/kernel/$part/*\n" '' usr/
    done
  } >"$ROOT/etc/dpkg/dpkg.cfg.d/thin"
}

kernel_versions() {
  in_chroot "$ROOT" apt-cache madison linux-image-amd64 | awk -F' *[|] *' '{ print $2 }' | sort -ruV
}

# kernel_of VERSION: the release that the metapackage of that version is for.
kernel_of() {
  in_chroot "$ROOT" apt-cache show "linux-headers-amd64=$1" |
    sed -nE 's/^Depends: .*linux-headers-([0-9][^ ,]*).*/\1/p' | head -n 1
}

# make_packages DIR [OPTION...]: of this checkout as it is, and the same as an older version.
make_packages() {
  local version
  for version in "$NEW_VERSION" "$OLD_VERSION"; do
    commit_checkout "$TOP" "$version" "$1/checkout"
    "$1/checkout/packaging/make-deb" "${@:2}" "$1/$version"
    rm -rf "$1/checkout"
  done
}

# apt WORD...: its packages are given away at once, for suites that run beside this one.
apt() {
  take_archives
  in_chroot "$ROOT" env DEBIAN_FRONTEND=noninteractive apt-get -y -q "$@" && give_archives
}
apt_offline() { in_chroot_offline "$ROOT" env DEBIAN_FRONTEND=noninteractive apt-get -y -q "$@"; }
# quietly COMMAND...: what it says is only of interest when it fails.
quietly() { "$@" >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }; }

# headers_again VERSION: /root/again.deb, the newest kernel's headers as the
# distribution has them when it builds the same release again as VERSION.
headers_again() {
  local deb=$BATS_TEST_TMPDIR/again
  rm -rf "$deb"
  dpkg-deb -R "$CHROOT_ARCHIVES/linux-headers-${NEW_KREL}_${NEW_META}_amd64.deb" "$deb"
  sed -i -E "s/^Version: .*/Version: $1/; /^Depends: /s/(linux-image-[^ ]+) \(= [^)]*\)/\1/g" "$deb/DEBIAN/control"
  dpkg-deb -b "$deb" "$ROOT/root/again.deb" >/dev/null
}

# image_again VERSION [another]: sets images, the same of the packages with its image and its
# modules, with an ath.ko of another source, and without what makes an initramfs.
image_again() {
  local deb package file packages=("linux-image-$NEW_KREL")
  package=$(owner_of_modules "$NEW_KREL")
  [[ $package == "${packages[0]}" ]] || packages+=("$package")
  images=()
  for package in "${packages[@]}"; do
    deb=$BATS_TEST_TMPDIR/image
    rm -rf "$deb"
    mkdir -p "$deb/DEBIAN"
    in_chroot "$ROOT" dpkg -L "$package" | while read -r file; do
      [[ ! -f $ROOT$file ]] || echo ".$file"
    done | tar -C "$ROOT" -cf - -T - | tar -C "$deb" -xf -
    file=$(find "$deb" -name 'ath.ko*')
    if [[ $file && ${2:-} == another ]]; then
      [[ $file != *.xz ]] || xz -d "$file"
      grep -q 'Country alpha2' "${file%.xz}"
      sed -i 's/Country alpha2/County alpha23/' "${file%.xz}"
      [[ $file != *.xz ]] || xz --check=crc32 "${file%.xz}"
    fi
    # shellcheck disable=SC2016 # dpkg's own variables
    in_chroot "$ROOT" dpkg-query -W -f='Package: ${Package}\nArchitecture: ${Architecture}\nMaintainer: ${Maintainer}\nDescription: x\n' \
      "$package" >"$deb/DEBIAN/control"
    echo "Version: $1" >>"$deb/DEBIAN/control"
    images+=("/root/$package.deb")
    dpkg-deb -Znone --root-owner-group -b "$deb" "$ROOT/root/$package.deb" >/dev/null
  done
}

owner_of_modules() { # KREL
  in_chroot "$ROOT" dpkg -S "*/lib/modules/$1/kernel/drivers/net/wireless/ath/ath.ko*" | cut -d : -f 1
}

# bytes_in FOLDER: what its files hold; a folder's own size is the file system's.
bytes_in() { find "$1" -type f -printf '%s\n' | awk '{ size += $1 } END { print size }'; }

configured() { # PACKAGE
  # shellcheck disable=SC2016 # dpkg's own variable
  [[ $(in_chroot "$ROOT" dpkg-query -W -f='${db:Status-Status}' "$1") == installed ]]
}

# ours_answers KREL: where DKMS installs, $DKMS_FOLDER.
ours_answers() {
  [[ $(in_chroot "$ROOT" modinfo -k "$1" -n ath10k_core) == */"${DKMS_FOLDER:-updates/dkms}"/* ]]
}

# ours: and stock's beside them, for the day that ours go.
ours() { # KREL VERSION
  [[ -n $(find "$ROOT/lib/modules/$1/kernel/drivers/net/wireless/ath/" -name 'ath.ko*') ]]
  [[ $(in_chroot "$ROOT" modinfo -k "$1" -F version ath) == "$2" ]]
  ours_answers "$1"
  in_chroot "$ROOT" dkms status ath-user-regd/"$2" -k "$1" | grep -q ': installed'
}

stock() { # KREL
  local left
  [[ $(in_chroot "$ROOT" modinfo -k "$1" -n ath) == */kernel/drivers/* ]]
  left=$(find "$ROOT/lib/modules/$1/" -regex '.*/\(updates\|extra\)/.*' -name 'ath*')
  echo "left in $1: $left"
  [[ -z $left ]]
}

# no_trace: nothing of ours is left.
no_trace() {
  local left
  left=$(find "$ROOT" -xdev -name '*ath-user-regd*' ! -path "$ROOT/root/*" ! -path "$ROOT/home/*" ! -path "$ROOT/var/log/*" ! -path "$ROOT/var/cache/apt/*")
  echo "left: $left"
  [[ -z $left ]]
}

# clean: what apt, dkms and the kernel's hooks printed has nothing that went wrong.
# shellcheck disable=SC2154 # run's
clean() {
  local found
  echo "$output"
  ((status == 0))
  # Less what apt and initramfs-tools say of a chroot, and names of packages.
  found=$(grep -vE "^(W|N): |debconf: |update-initramfs|policy-rc.d|/etc/fstab|couldn't identify type|lib(gpg-)?error" <<<"$output" |
    grep -iE 'error|bad exit|fail|warning|unable|cannot|consult') || true
  echo "unclean: $found"
  [[ -z $found ]]
}
