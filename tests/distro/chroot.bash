# shellcheck shell=bash
# A bare system of a Debian suite in a folder, for tests. Sourced.
#
# What is mounted is mounted in a namespace of each command's own, so nothing
# can stay mounted, however a test ends.

test_cache=${ATH_USER_REGD_TEST_CACHE:-/var/cache/ath-user-regd-tests}

# make_chroot SUITE DIR: minbase and make, as README.md presumes.
make_chroot() {
  local base=$test_cache/$1.tar
  mkdir -p -- "$test_cache"
  if [[ ! -f $base ]]; then
    # Without a mirror it takes Debian's own, security updates included.
    mmdebstrap --quiet --mode=root --variant=minbase --include=make,ca-certificates \
      --aptopt='Acquire::Check-Valid-Until "false"' "$1" "$base.part.tar"
    mv -- "$base.part.tar" "$base"
  fi
  mkdir -p -- "$2"
  tar -C "$2" -xf "$base"
  cp --remove-destination /etc/resolv.conf "$2/etc/resolv.conf"
  # Nothing in a chroot starts services.
  printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
  chmod +x "$2/usr/sbin/policy-rc.d"
  # Nor need it outlive a power cut.
  echo force-unsafe-io >"$2/etc/dpkg/dpkg.cfg.d/tests"
  in_chroot "$2" apt-get -qq update
}

# copy_checkout CHECKOUT DIR: as it is, but nothing that was built.
copy_checkout() {
  mkdir -p -- "$2"
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

# CHROOT_ARCHIVES: a folder that stands for apt's of downloaded packages.
# CHROOT_CCACHE: a folder for ccache, with which Debian's kernels then compile.
enter_chroot() {
  local namespace=$1 root=$2
  shift 2
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --propagation private "$namespace" sh -c '
    root=$1; archives=$2; ccache=$3; shift 3
    # A mount of its own, so that namespaces can be made in there too.
    mount --rbind "$root" "$root" &&
    mount -t proc proc "$root/proc" &&
    mount --rbind /dev "$root/dev" &&
    { [ -z "$archives" ] || mount --bind "$archives" "$root/var/cache/apt/archives"; } &&
    { [ -z "$ccache" ] || mount --bind "$ccache" "$root/var/cache/ccache"; } &&
    exec chroot "$root" "$@"
  ' _ "$root" "${CHROOT_ARCHIVES:-}" "${CHROOT_CCACHE:-}" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C \
    ${CHROOT_CCACHE:+DEBIAN_KERNEL_USE_CCACHE=true CCACHE_DIR=/var/cache/ccache} \
    ${CHROOT_ENV:+"${CHROOT_ENV[@]}"} "$@"
}

# lay_stock_modules DIR KREL: the distribution's own modules, where its image
# package would put them. Installing the image itself would make an initramfs
# and a boot entry too.
lay_stock_modules() {
  local root=$1 krel=$2 image
  image=$1$(in_chroot "$root" /root/checkout/tests/vm/get-kernel "$krel" /tmp/image)
  cp -r -- "$image/lib/modules/$krel"/{kernel,modules.order,modules.builtin*} \
    "$root/lib/modules/$krel/"
  rm -rf -- "${image:?}"
  in_chroot "$root" depmod "$krel"
}

# alter_source ENTRY: the cached source in that folder, so that the series doesn't fit.
alter_source() {
  local tree=$BATS_TEST_TMPDIR/altered
  mkdir "$tree"
  tar -xzf "$1/ath.tar.gz" -C "$tree"
  sed -i 's/r = __ath_regd_init(reg);/r = __ath_regd_other(reg);/' "$tree/regd.c"
  tar -C "$tree" -czf "$1/ath.tar.gz" .
  (cd "$1" && sha256sum ath.tar.gz >ath.tar.gz.sha256)
}
