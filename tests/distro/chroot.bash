# shellcheck shell=bash
# A bare system of a Debian suite in a folder, for tests. Sourced.
#
# What is mounted is mounted in a namespace of each command's own, so nothing
# can stay mounted, however a test ends.

test_cache=${ATH_USER_REGD_TEST_CACHE:-/var/cache/ath-user-regd-tests}

# make_base SUITE: the tar of its minbase and make, as README.md presumes, is in $base.
# Suites that start at once make it once.
make_base() {
  local lock
  base=$test_cache/$1.tar
  mkdir -p -- "$test_cache"
  [[ ! -f $base ]] || return 0
  (umask 077 && : >>"$base.lock")
  exec {lock}<>"$base.lock"
  flock --wait 1200 "$lock" || { echo "another run has been making $base for 20 minutes" >&2; return 1; }
  # Without a mirror it takes Debian's own, security updates included.
  [[ -f $base ]] || {
    mmdebstrap --quiet --mode=root --variant=minbase --include=make,ca-certificates --skip=cleanup/apt/lists \
      --aptopt='Acquire::Check-Valid-Until "false"' "$1" "$base.part.tar" {lock}>&- &&
      mv -- "$base.part.tar" "$base"
  } || return
  exec {lock}>&-
}

# make_chroot SUITE DIR: a bare system in the folder DIR.
make_chroot() {
  local base
  make_base "$1"
  mkdir -p -- "$2"
  tar -C "$2" -xf "$base"
  cp --remove-destination /etc/resolv.conf "$2/etc/resolv.conf"
  # Nothing in a chroot starts services.
  printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
  chmod +x "$2/usr/sbin/policy-rc.d"
  # Nor need it outlive a power cut.
  echo force-unsafe-io >"$2/etc/dpkg/dpkg.cfg.d/tests"
  # In CI it has just been made.
  [[ -n $(find "$base" -mmin -60) ]] || in_chroot "$2" apt-get -qq update
}

# copy_checkout CHECKOUT DIR: as it is, but nothing that was built.
copy_checkout() {
  mkdir -p -- "$2" &&
    "$1/tests/files" | tar -C "$1" -T - -cf - | tar -C "$2" -xf - --no-same-owner
}

# in_chroot DIR COMMAND...
in_chroot() {
  enter_chroot --mount "$@"
}

# in_chroot_offline DIR COMMAND...: with no network at all.
in_chroot_offline() {
  enter_chroot --net "$@"
}

# share_archives SUITE DIR: what apt downloads in the chroot DIR of SUITE is kept for the
# next run. apt locks its folder, so each chroot has its own, CHROOT_ARCHIVES, of hard
# links from and to the shared one. apt writes a package under partial/ and renames it, so
# a link is there whole or not at all.
share_archives() {
  local shared=$test_cache/archives/$1
  mkdir -p -- "$shared"
  # Runs that were killed have left theirs.
  find "$test_cache/archives" -mindepth 1 -maxdepth 1 -name '.own.*' -mmin +1440 -exec rm -rf {} +
  CHROOT_ARCHIVES=$(mktemp -d "$test_cache/archives/.own.XXXXXXXX")
  export CHROOT_ARCHIVES SHARED_ARCHIVES=$shared
  chmod 755 -- "$CHROOT_ARCHIVES"
  mkdir -- "$CHROOT_ARCHIVES/partial"
  take_archives
  cat >"$2/etc/apt/apt.conf.d/90tests" <<'C'
APT::Keep-Downloaded-Packages "true";
Binary::apt::APT::Keep-Downloaded-Packages "true";
Dpkg::Use-Pty "0";
C
}
# leave_archives: gives the packages away and removes the chroot's own folder.
leave_archives() {
  [[ -n ${CHROOT_ARCHIVES:-} ]] || return 0
  give_archives && rm -rf -- "$CHROOT_ARCHIVES"
}
take_archives() { link_packages "$SHARED_ARCHIVES" "$CHROOT_ARCHIVES"; }
give_archives() { link_packages "$CHROOT_ARCHIVES" "$SHARED_ARCHIVES"; }
# What is there is left alone: ln never replaces.
link_packages() { # FROM TO
  local deb
  for deb in "$1"/*.deb; do
    [[ ! -f $deb || -e $2/${deb##*/} ]] || ln -- "$deb" "$2/" 2>/dev/null || [[ -e $2/${deb##*/} ]] || return
  done
}

# in_chroot_without_proc DIR COMMAND...
in_chroot_without_proc() {
  CHROOT_PROC=no enter_chroot --mount "$@"
}

# CHROOT_ARCHIVES: a folder that stands for apt's of downloaded packages.
# CHROOT_CCACHE: a folder for ccache, with which Debian's kernels then compile.
enter_chroot() {
  local namespace=$1 root=$2
  shift 2
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --propagation private "$namespace" sh -c '
    root=$1; archives=$2; ccache=$3; proc=$4; shift 4
    # A mount of its own, so that namespaces can be made in there too.
    mount --rbind "$root" "$root" &&
    { [ "$proc" = no ] || mount -t proc proc "$root/proc"; } &&
    mount --rbind /dev "$root/dev" &&
    { [ -z "$archives" ] || mount --bind "$archives" "$root/var/cache/apt/archives"; } &&
    { [ -z "$ccache" ] || mount --bind "$ccache" "$root/var/cache/ccache"; } &&
    exec chroot "$root" "$@"
  ' _ "$root" "${CHROOT_ARCHIVES:-}" "${CHROOT_CCACHE:-}" "${CHROOT_PROC:-}" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C \
    ${CHROOT_CCACHE:+DEBIAN_KERNEL_USE_CCACHE=true CCACHE_DIR=/var/cache/ccache} \
    ${CHROOT_ENV:+"${CHROOT_ENV[@]}"} "$@"
}

# What Wi-Fi takes of a kernel's modules: each depmod goes through all that there are.
readonly wifi_parts=(drivers/net/wireless net lib crypto)

# lay_stock_modules DIR KREL: the distribution's own modules, those of wifi_parts, where its
# headers have not brought its image. Installing that would make an initramfs and a boot entry
# too.
lay_stock_modules() {
  local root=$1 krel=$2 image part folder=$1/tmp/modules
  # shellcheck disable=SC2016 # the inner shell expands it
  ! in_chroot "$root" sh -c 'dpkg -s "linux-image-$1" >/dev/null 2>&1' _ "$krel" || return 0
  image=$1$(in_chroot "$root" /root/checkout/tests/vm/get-kernel "$krel" /tmp/image)
  mkdir -p -- "$folder"
  cp -- "$image/lib/modules/$krel"/modules.{order,builtin*} "$folder/"
  for part in "${wifi_parts[@]}"; do
    mkdir -p -- "$folder/kernel/$part"
    cp -r -- "$image/lib/modules/$krel/kernel/$part/." "$folder/kernel/$part/"
  done
  package_modules "$root" "$krel" "$folder"
  rm -r -- "${image:?}" "$folder"
}

# package_modules DIR KREL FOLDER: what is in the folder comes with a package that has the name
# of that kernel's, and the version of its headers.
package_modules() {
  local root=$1 krel=$2 deb=$1/tmp/deb
  mkdir -p -- "$deb/DEBIAN" "$deb/lib/modules"
  cp -r -T -- "$3" "$deb/lib/modules/$krel"
  {
    printf '%s\n' "Package: linux-image-$krel" 'Maintainer: x <x@example.com>' 'Description: x'
    # shellcheck disable=SC2016 # dpkg's own variables
    in_chroot "$root" dpkg-query -W -f='Version: ${Version}\nArchitecture: ${Architecture}\n' "linux-headers-$krel"
  } >"$deb/DEBIAN/control"
  dpkg-deb -Znone --root-owner-group -b "$deb" "$root/tmp/image.deb" >/dev/null
  in_chroot "$root" dpkg -i /tmp/image.deb >/dev/null
  in_chroot "$root" depmod "$krel"
  rm -r -- "$deb" "$root/tmp/image.deb"
}

# alter_source ENTRY: the cached source in that folder, so that the series doesn't fit.
alter_source() {
  local tree=$BATS_TEST_TMPDIR/altered
  mkdir "$tree"
  tar -xzf "$1/ath.tar.gz" -C "$tree"
  sed -i 's/r = __ath_regd_init(reg);/r = __ath_regd_other(reg);/' "$tree/regd.c"
  tar -C "$tree" -czf "$1/ath.tar.gz" .
  (cd "$1" && sha256sum ath.tar.gz verified >sums)
}
