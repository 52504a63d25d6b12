# No initramfs has modules of ours, whoever makes it: a bare Debian chroot with a kernel
# and the package; what lies in the place of ours are the least that are modules.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  export VERSION CONF=$ROOT/usr/lib/dracut/dracut.conf.d/50-ath-user-regd.conf
  commit_checkout "$TOP" "$VERSION" "$BATS_FILE_TMPDIR/checkout"
  "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" --tree --modules "$BATS_FILE_TMPDIR/debs"
  cp "$BATS_FILE_TMPDIR"/debs/*-dkms_*.deb "$ROOT/root/ours.deb"
  mkdir -p "$ROOT/etc/initramfs-tools/conf.d"
  printf 'MODULES=list\nCOMPRESS=gzip\n' >"$ROOT/etc/initramfs-tools/conf.d/tests"
  quietly apt --no-install-recommends install linux-image-amd64 initramfs-tools dracut-core xz-utils gcc libc6-dev /root/ours.deb
  KREL=$(basename "$ROOT"/lib/modules/*)
  export KREL
  echo "# $SUITE: $KREL, dracut $(in_chroot "$ROOT" dpkg-query -W dracut-core | cut -f 2)" >&3
}

# ours_there: where DKMS puts them.
ours_there() {
  local dir=$ROOT/lib/modules/$KREL/updates/dkms module
  mkdir -p "$dir"
  for module in ath ath10k_core ath10k_pci; do
    printf 'static const char info[] __attribute__((section(".modinfo"), used)) = "license=GPL\\0name=%s\\0built_for=linux 1";\n' "$module" >"$ROOT/root/x.c"
    in_chroot "$ROOT" gcc -c -o "/lib/modules/$KREL/updates/dkms/$module.ko" /root/x.c
  done
  in_chroot "$ROOT" depmod "$KREL"
}

# holds_ours IMAGE: an initramfs, by dracut's own tool.
holds_ours() {
  in_chroot "$ROOT" lsinitrd "$1" >"$BATS_TEST_TMPDIR/list"
  grep -q 'lib/modules' "$BATS_TEST_TMPDIR/list"
  grep -E '/(updates|kernel)/.*/ath(10k_[a-z]*)?\.ko' "$BATS_TEST_TMPDIR/list"
}

# without_our_file COMMAND...
without_our_file() {
  mv "$CONF" "$BATS_TEST_TMPDIR/conf"
  "$@"
  mv "$BATS_TEST_TMPDIR/conf" "$CONF"
}

dracut() { quietly in_chroot "$ROOT" dracut --force --kver "$KREL" "$@"; }

@test "dracut takes none of ours, generic or for this host alone; without our file it does" {
  ours_there
  for kind in --no-hostonly --hostonly; do
    dracut "$kind" /boot/x.img
    run ! holds_ours /boot/x.img
  done
  without_our_file dracut --no-hostonly /boot/x.img
  holds_ours /boot/x.img
  rm "$ROOT/boot/x.img"
}

@test "initramfs-tools takes none of ours, so that no hook of ours is needed" {
  ours_there
  for kind in most dep; do
    echo "MODULES=$kind" >"$ROOT/etc/initramfs-tools/conf.d/zz"
    quietly in_chroot "$ROOT" mkinitramfs -o /boot/x.img "$KREL" || [[ $kind == dep ]]
    [[ ! -e $ROOT/boot/x.img ]] || run ! holds_ours /boot/x.img
    rm -f "$ROOT/boot/x.img"
  done
}

@test "images that have ours are made anew at removal, and only these" {
  ours_there
  # as it was made before our file was there
  rm -f "$ROOT/var/lib/initramfs-tools/$KREL"
  without_our_file dracut --no-hostonly "/boot/initrd.img-$KREL"
  holds_ours "/boot/initrd.img-$KREL"
  mkdir "$ROOT/lib/modules/6.99.0-other"
  echo other >"$ROOT/boot/initrd.img-6.99.0-other"
  run apt purge ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  [[ $output == *"initrd.img-$KREL has modules of ours: it is made anew"* ]]
  run ! holds_ours "/boot/initrd.img-$KREL"
  stock "$KREL"
  [[ $(cat "$ROOT/boot/initrd.img-6.99.0-other") == other && ! -e $CONF ]]
}
