# shellcheck shell=bash disable=SC2016 # other shells expand them
# For tests of scripts that work on the system's own folders: a copy of them in $top, for
# programs made up here to stand in, and a mount namespace where /var/lib,
# /lib/modules and /etc/modprobe.d are empty. Sourced.

bats_require_minimum_version 1.5.0

setup() {
  ((EUID == 0)) || skip "needs root"
  TOP=$BATS_TEST_DIRNAME/../..
  top=$BATS_TEST_TMPDIR/top
  KREL=6.1.0-9-amd64
  mkdir -p "$top" "$BATS_TEST_TMPDIR/bin"
  cp -r "$TOP"/{dkms.conf,scripts} "$top"
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH here=$BATS_TEST_TMPDIR
  program "$top/scripts/kernel-identity" 'echo "linux 6.1.192-2"'
  program "$top/scripts/advice" 'echo "type: $*"'
}

program() { # FILE TEXT
  printf '#!/bin/bash\n%s\n' "$2" >"$1"
  chmod 755 "$1"
}

# alone TEXT: run in $top, after common.sh and state.sh, where there are one kernel's
# headers, and nobody's state or modules.
alone() {
  unshare --mount --propagation private bash -c '
    set -e
    mount -t tmpfs none /var/lib
    mount -t tmpfs none /lib/modules
    mount -t tmpfs none /etc/modprobe.d
    mkdir -p /var/lib/{ath-user-regd/kernels,dkms/ath-user-regd} "/lib/modules/$3/build"
    echo CONFIG_ATH_COMMON=m >"/lib/modules/$3/build/.config"
    touch "/lib/modules/$3/build/Makefile"
    cd "$1"
    . scripts/common.sh
    . scripts/state.sh
    eval "$2"' _ "$top" "$1" "$KREL"
}
