# make rpm: the packages themselves, and what their scriptlets do on a system that
# has dkms: a bare Debian chroot, by the real rpm, that calls itself Fedora, so that
# DKMS has Fedora's folder.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  export RPMS=$BATS_FILE_TMPDIR/rpms OLD=$BATS_FILE_TMPDIR/old
  VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  export VERSION RPM=ath-user-regd-dkms-$VERSION-1.noarch.rpm
  commit_checkout "$TOP" "$VERSION" "$BATS_FILE_TMPDIR/checkout"
  "$BATS_FILE_TMPDIR/checkout/packaging/make-rpm" "$RPMS"
  commit_checkout "$TOP" 0.9.0 "$BATS_FILE_TMPDIR/checkout.old"
  "$BATS_FILE_TMPDIR/checkout.old/packaging/make-rpm" "$OLD"

  quietly apt --no-install-recommends install linux-headers-amd64 dkms quilt xz-utils kmod rpm
  KREL=$(basename "$ROOT"/lib/modules/*)
  export KREL
  copy_checkout "$TOP" "$ROOT/root/checkout"
  lay_stock_modules "$ROOT" "$KREL"
  rm -r "$ROOT/root/checkout"
  cp "$RPMS/$RPM" "$OLD"/*.noarch.rpm "$ROOT/root/"
  rm "$ROOT/etc/os-release"
  echo ID=fedora >"$ROOT/etc/os-release"
  export DKMS_FOLDER=extra
  # As Fedora's kmod has it.
  mkdir -p "$ROOT/etc/depmod.d"
  echo "search updates extra built-in weak-updates" >"$ROOT/etc/depmod.d/dist.conf"
}

# Debian's rpm wants to be told twice, and knows none of Debian's packages.
rpm_in_chroot() { in_chroot "$ROOT" rpm --force-debian --nodeps "$@"; }

@test "built again, in another place, another way: the same bits" {
  mkdir -m 700 "$BATS_TEST_TMPDIR/far"
  commit_checkout "$TOP" "$VERSION" "$BATS_TEST_TMPDIR/far/checkout"
  (umask 077 && TMPDIR=$BATS_TEST_TMPDIR/far TZ=Asia/Tokyo LANG=sv_SE.UTF-8 HOME=$BATS_TEST_TMPDIR/far \
    "$BATS_TEST_TMPDIR/far/checkout/packaging/make-rpm" "$BATS_TEST_TMPDIR/far/rpms")
  cd "$RPMS"
  ls ./*.rpm
  sha256sum ./*.rpm >"$BATS_TEST_TMPDIR/sums"
  cd "$BATS_TEST_TMPDIR/far/rpms"
  sha256sum --check --quiet "$BATS_TEST_TMPDIR/sums"
}

@test "rpmlint finds nothing" {
  run rpmlint --config "$TOP/packaging/rpm/rpmlint.toml" "$RPMS"/*.rpm
  echo "$output"
  ((status == 0))
  grep -q ' 0 errors, 0 warnings' <<<"$output"
}

@test "in /usr/src is the same as in the Debian package's" {
  "$BATS_FILE_TMPDIR/checkout/packaging/make-deb" "$BATS_TEST_TMPDIR/debs" >/dev/null
  dpkg-deb --fsys-tarfile "$BATS_TEST_TMPDIR"/debs/*-dkms_*.deb | tar -tf - |
    sed -n 's,^\./\(usr/src/.*[^/]\)$,/\1,p' | sort >"$BATS_TEST_TMPDIR/deb"
  rpm -qp --qf '[%{FILEMODES:perms} %{FILENAMES}\n]' "$RPMS/$RPM" |
    sed -n 's,^-[^ ]* \(/usr/src/\),\1,p' | sort >"$BATS_TEST_TMPDIR/rpm"
  diff "$BATS_TEST_TMPDIR/deb" "$BATS_TEST_TMPDIR/rpm"
}

@test "installed: the modules are built by its scriptlets" {
  run rpm_in_chroot -i /root/ath-user-regd-dkms-0.9.0-1.noarch.rpm
  echo "$output"
  ((status == 0))
  ours "$KREL" 0.9.0
  grep -qF "$KREL: ath ath10k_core ath10k_pci ath10k_usb are in /lib/modules/$KREL/extra" <<<"$output"
  run ! grep -i 'scriptlet failed' <<<"$output"
}

@test "upgraded: the modules with it, nothing of the old one stays" {
  run rpm_in_chroot -U "/root/$RPM"
  echo "$output"
  ((status == 0))
  run ! grep -i 'scriptlet failed' <<<"$output"
  ours "$KREL" "$VERSION"
  [[ ! -e $ROOT/usr/src/ath-user-regd-0.9.0 && ! -e $ROOT/var/lib/dkms/ath-user-regd/0.9.0 ]]
}

@test "removed: the stock modules answer, nothing of ours is left" {
  run rpm_in_chroot -e ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  stock "$KREL"
  no_trace
}

@test "removed after an install that was killed half way: what dkms knows nothing of goes, too" {
  rpm_in_chroot -i "/root/$RPM" >/dev/null 2>&1
  rm -r "$ROOT/var/lib/dkms/ath-user-regd/$VERSION/$KREL"
  ours_answers "$KREL"
  run rpm_in_chroot -e ath-user-regd-dkms
  echo "$output"
  ((status == 0))
  stock "$KREL"
  no_trace
}

@test "no network, no source: installed all the same, it says what waits" {
  run in_chroot_offline "$ROOT" rpm --force-debian --nodeps -i "/root/$RPM"
  echo "$output"
  ((status == 0))
  grep -q "^ath-user-regd: $KREL: the stock modules stay until ours can be built" <<<"$output"
  stock "$KREL"
  grep -qx verdict=waiting "$ROOT/var/lib/ath-user-regd/kernels/$KREL"
  [[ -e $ROOT/var/lib/ath-user-regd/waiting ]]
}

@test "a package that touches a kernel: at the end of the transaction what waits is built" {
  # In small: what counts is where it has a file.
  cat >"$ROOT/root/kernel-devel.spec" <<'S'
Name: kernel-devel
Version: 6.99
Release: 1
Summary: What modules are built with
License: GPL-2.0-only
BuildArch: noarch
%description
Headers.
%install
mkdir -p %{buildroot}/usr/src/kernels/6.99
touch %{buildroot}/usr/src/kernels/6.99/Makefile
%files
/usr/src/kernels/6.99
S
  in_chroot "$ROOT" rpmbuild -bb --quiet --define '_rpmdir /root' /root/kernel-devel.spec
  run rpm_in_chroot -i /root/noarch/kernel-devel-6.99-1.noarch.rpm
  echo "$output"
  ((status == 0))
  ours "$KREL" "$VERSION"
  [[ ! -e $ROOT/var/lib/ath-user-regd/waiting ]]
}

@test "make install has dnf install this tree's packages, again and again; make uninstall removes them" {
  rpm_in_chroot -e ath-user-regd-dkms
  # Without apt the source has to be there.
  quietly apt --no-install-recommends install linux-source dnf createrepo-c gcc libc6-dev libnl-3-dev libnl-genl-3-dev libkmod-dev libcjson-dev pkgconf
  copy_checkout "$TOP" "$ROOT/root/tree"
  in_chroot "$ROOT" /root/tree/packaging/make-rpm --tree /root/made
  # What Fedora has packages for, and is there by Debian's.
  cat >"$ROOT/root/fedora.spec" <<'S'
Name: fedora
Version: 1
Release: 1
Summary: All of it
License: ISC
BuildArch: noarch
Provides: rpm-build make gcc dkms quilt tar xz cpio /usr/bin/rpmspec /bin/sh /bin/bash /usr/bin/bash bash
Provides: pkgconfig(libcjson) pkgconfig(libkmod) pkgconfig(libnl-3.0) pkgconfig(libnl-genl-3.0)
%description
All of it.
%files
S
  in_chroot "$ROOT" sh -c 'rpm -qp --requires /root/made/ath-user-regd-[0-9]*.x86_64.rpm' | sed -nE 's/^((lib|rtld).*)/Provides: \1/p' |
    sed -i '/^BuildArch/r /dev/stdin' "$ROOT/root/fedora.spec"
  in_chroot "$ROOT" rpmbuild -bb --quiet --define '_rpmdir /srv/fedora' /root/fedora.spec
  in_chroot "$ROOT" createrepo_c -q /srv/fedora
  mkdir -p "$ROOT/etc/yum.repos.d"
  printf '[fedora]\nname=fedora\nbaseurl=file:///srv/fedora\ngpgcheck=0\n' >"$ROOT/etc/yum.repos.d/fedora.repo"
  mv "$ROOT/usr/bin/apt-get" "$ROOT/root/"
  [[ $(in_chroot "$ROOT" /root/tree/scripts/advice manager) == dnf ]]

  run in_chroot "$ROOT" make -C /root/tree install
  echo "$output"
  ((status == 0))
  ours "$KREL" "$VERSION"
  grep -q "^ath-user-regd: what this brings: .*dkms" <<<"$output"
  run in_chroot "$ROOT" rpm -q ath-user-regd ath-user-regd-dkms
  ((status == 0))
  echo '# changed' >>"$ROOT/root/tree/scripts/providers/README"
  run in_chroot "$ROOT" make -C /root/tree install
  echo "$output"
  ((status == 0))
  ours "$KREL" "$VERSION"
  grep -qx '# changed' "$ROOT/usr/src/ath-user-regd-$VERSION/scripts/providers/README"

  run in_chroot "$ROOT" make -C /root/tree uninstall
  echo "$output"
  ((status == 0))
  stock "$KREL"
  no_trace
  mv "$ROOT/root/apt-get" "$ROOT/usr/bin/"
}
