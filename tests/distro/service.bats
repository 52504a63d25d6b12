# What the service may do is enough for its work: a bare Debian chroot with the package
# and a kernel's headers, and what systemd would do by the unit's own words.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  export VERSION
  commit_checkout "$TOP" "$VERSION" "$BATS_FILE_TMPDIR/checkout"
  "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" --tree --modules "$BATS_FILE_TMPDIR/debs"
  cp "$BATS_FILE_TMPDIR"/debs/*-dkms_*.deb "$ROOT/root/ours.deb"
  # Nothing is built until the service does.
  mkdir "$ROOT/etc/dkms"
  touch "$ROOT/etc/dkms/no-autoinstall"
  quietly apt --no-install-recommends install linux-headers-amd64 xz-utils kmod util-linux /root/ours.deb
  KREL=$(basename "$ROOT"/lib/modules/*)
  export KREL
  copy_checkout "$TOP" "$ROOT/root/checkout"
  lay_stock_modules "$ROOT" "$KREL"
  rm "$ROOT/etc/dkms/no-autoinstall"
}

# confined COMMAND...: with the capabilities and the folders of the unit, and, as PATH
# is no part of it, systemd's.
confined() {
  local unit
  unit=$(find "$ROOT"/{lib,usr/lib}/systemd/system/ath-user-regd-dkms.service | head -n 1)
  grep -qx ProtectSystem=full "$unit"
  # shellcheck disable=SC2016 # the inner shell expands them
  in_chroot "$ROOT" bash -c '
    set -e
    value() { sed -n "s/^$1=//p" "$unit"; }
    unit=$1
    for path in /usr /etc /boot; do
      mount --bind "$path" "$path"
      mount -o remount,bind,ro "$path"
    done
    for path in $(value ReadWritePaths); do
      [[ -d ${path#-} ]] || continue
      mount --bind "${path#-}" "${path#-}"
      mount -o remount,bind,rw "${path#-}"
    done
    mount -t tmpfs none /root
    mount -t tmpfs none /tmp
    capabilities=$(value CapabilityBoundingSet | tr A-Z a-z)
    capabilities=" $capabilities"
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      setpriv --no-new-privs --bounding-set "-all${capabilities// cap_/,+}" "${@:2}"' _ "${unit#"$ROOT"}" "$@"
}

@test "confined as the service is, a line of it holds" {
  run ! confined touch /usr/x
  run ! confined touch /etc/x
  run ! confined mount -t tmpfs none /mnt
  run -0 confined touch "/lib/modules/$KREL/x"
}

@test "confined as the service is, it downloads, builds, signs and installs" {
  run confined "/usr/src/ath-user-regd-$VERSION/scripts/catch-up" --waiting
  echo "$output"
  ((status == 0))
  [[ $output == *"downloading linux-source-"* ]]
  ours "$KREL" "$VERSION"
  # dkms 2.8 makes no key
  in_chroot "$ROOT" dkms --version | grep -q '[: -]2\.' || [[ -n $(in_chroot "$ROOT" modinfo -k "$KREL" -F sig_key ath) ]]
}
