# shellcheck shell=bash
# Packages of others that use DKMS. Sourced, after system.bash.

# make_stranger NAME MODULE: the package NAME-dkms in /root, with one module, MODULE,
# that does nothing. Its postinst builds by dkms's own script, as Debian's packages do.
# The module "broken" doesn't compile; it is only given to DKMS.
make_stranger() {
  local deb=$BATS_TEST_TMPDIR/$1 src
  src=$deb/usr/src/$1-1.0
  mkdir -p "$src" "$deb/DEBIAN"
  cat >"$deb/DEBIAN/control" <<C
Package: $1-dkms
Version: 1.0
Architecture: all
Maintainer: Nobody <nobody@nobody.example>
Depends: dkms
Description: a module of somebody else's
C
  cat >"$src/dkms.conf" <<C
PACKAGE_NAME="$1"
PACKAGE_VERSION="1.0"
BUILT_MODULE_NAME[0]="$2"
DEST_MODULE_LOCATION[0]="/updates/dkms"
MAKE[0]="make -C \$kernel_source_dir M=\$dkms_tree/$1/1.0/build modules"
CLEAN="true"
AUTOINSTALL="yes"
C
  echo "obj-m := $2.o" >"$src/Makefile"
  if [[ $2 == broken ]]; then
    echo '#error it does not compile' >"$src/$2.c"
  else
    printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_VERSION("stranger");' >"$src/$2.c"
  fi
  {
    printf '#!/bin/sh\nset -e\n'
    if [[ $2 == broken ]]; then
      echo "dkms add -m $1 -v 1.0"
    else
      echo "/usr/lib/dkms/common.postinst $1 1.0 /usr/share/$1 '' \"\$2\""
    fi
  } >"$deb/DEBIAN/postinst"
  cat >"$deb/DEBIAN/prerm" <<C
#!/bin/sh
set -e
dkms remove -m $1 -v 1.0 --all >/dev/null || true
C
  chmod 755 "$deb/DEBIAN"/p*
  dpkg-deb --root-owner-group -b "$deb" "$ROOT/root/$1.deb" >/dev/null
}
