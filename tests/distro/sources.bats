# Providers that need a package manager: deb-src, dnf, SUSE's kernel-source. In
# one bare Debian chroot, with Debian's own dnf, createrepo_c and rpmbuild; the
# packages there are made here, of the real source of a Debian kernel.

bats_require_minimum_version 1.5.0
load chroot.bash

setup_file() {
  export SUITE=${SUITE:-bookworm}
  export ROOT=$BATS_FILE_TMPDIR/root TOP=$BATS_TEST_DIRNAME/../..
  make_chroot "$SUITE" "$ROOT"
  copy_checkout "$TOP" "$ROOT/root/checkout"
  # shellcheck disable=SC2154 # chroot.bash's
  export CHROOT_ARCHIVES=$test_cache/archives/$SUITE
  mkdir -p "$CHROOT_ARCHIVES/partial"
  in_chroot "$ROOT" apt-get -qq -y --no-install-recommends -o APT::Keep-Downloaded-Packages=true install \
    linux-headers-amd64 xz-utils patch rpm rpm2cpio cpio dnf dnf-plugins-core createrepo-c gpg gpg-agent gpgconf \
    >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }
  KREL=$(basename "$ROOT"/lib/modules/*)
  export KREL
  # The real source, by the provider that needs none of what is tested here.
  in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$KREL" /root/real >"$BATS_FILE_TMPDIR/version"
  VERSION=$(<"$BATS_FILE_TMPDIR/version")
  export VERSION
  make_rpms
}

teardown_file() {
  [[ -z ${ROOT:-} ]] || rm -rf -- "$ROOT"
}

provider() { # NAME WORDS...
  local name=$1
  shift
  in_chroot "$ROOT" "/root/checkout/scripts/providers/$name" "$@"
}

# make_rpms: a kernel as Fedora packages it, another as SUSE does; signed.
make_rpms() {
  cp -r "$BATS_TEST_DIRNAME/rpm-kernels" "$ROOT/root/"
  in_chroot "$ROOT" /root/rpm-kernels/make /root/real /root/rpms >"$BATS_FILE_TMPDIR/rpms.log" 2>&1 ||
    { cat "$BATS_FILE_TMPDIR/rpms.log"; return 1; }
}

setup() {
  rm -rf "$ROOT/root/tree" "$ROOT/var/cache/ath-user-regd"
}

FEDORA=6.99.6-300.fc99.x86_64
SUSE=6.99.0-150600.21-default

kernel_source() { in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$1" /root/tree; }

refused() { # KREL REASON
  echo "status $status: $output"
  ((status == 1))
  [[ ${lines[-1]} == "ath-user-regd: error: $1: "*"$2"*"; next: "* ]]
  [[ ! -e $ROOT/root/tree && -z $(ls -A "$ROOT/var/cache/ath-user-regd") ]]
}

@test "apt-source: without deb-src it says so" {
  run provider apt-source offers "$KREL"
  echo "$output"
  ((status == 1))
  [[ $output == *"apt knows no source package linux; is deb-src on?" ]]
}

@test "apt-source: the source package, Debian's series applied, is what linux-source has" {
  sed 's/^deb /deb-src /' "$ROOT/etc/apt/sources.list" >"$ROOT/etc/apt/sources.list.d/src.list"
  in_chroot "$ROOT" apt-get -qq update
  run provider apt-source offers "$KREL"
  echo "$output"
  ((status == 0))
  grep -qxF "$VERSION" <<<"$output"
  mkdir -p "$ROOT/var/cache/ath-user-regd"
  run provider apt-source fetch "$KREL" "$VERSION" /root/tree
  echo "$output"
  ((status == 0))
  diff -r "$ROOT/root/real" "$ROOT/root/tree"
}

@test "apt-source: no network: refused, saying so" {
  mkdir -p "$ROOT/var/cache/ath-user-regd"
  run in_chroot_offline "$ROOT" /root/checkout/scripts/providers/apt-source fetch "$KREL" "$VERSION" /root/tree
  echo "$output"
  ((status == 1))
  [[ ${lines[-1]} == *"the source package linux $VERSION can't be downloaded; next: "* ]]
  [[ -z $(ls -A "$ROOT/var/cache/ath-user-regd") ]]
}

@test "dnf: the very kernel's source package, the spec's patches applied, no other" {
  run kernel_source "$FEDORA"
  echo "$output"
  ((status == 0))
  [[ ${lines[-1]} == 6.99.6-300.fc99 ]]
  # The first patch changed it, the second the same line again; the third is off.
  grep -q '^/\* patched twice \*/$' "$ROOT/root/tree/regd.c"
  sed '1{/^\/\* patched twice \*\/$/d}' "$ROOT/root/tree/regd.c" | cmp - "$ROOT/root/real/regd.c"
  diff -r -x regd.c "$ROOT/root/real" "$ROOT/root/tree"
  [[ $(ls -A "$ROOT/var/cache/ath-user-regd") == 6.99.6-300.fc99 ]]
}

@test "dnf: a source package that nobody signed, or whom rpm does not trust, is refused" {
  in_chroot "$ROOT" /root/rpm-kernels/repo unsigned
  run kernel_source "$FEDORA"
  refused "$FEDORA" "is not signed by a key that rpm trusts"
  in_chroot "$ROOT" /root/rpm-kernels/repo stranger
  run kernel_source "$FEDORA"
  refused "$FEDORA" "is not signed by a key that rpm trusts"
}

@test "dnf: a repository that has only another version is refused" {
  in_chroot "$ROOT" /root/rpm-kernels/repo other
  run kernel_source "$FEDORA"
  refused "$FEDORA" "kernel-6.99.6-300.fc99.src.rpm can't be downloaded"
}

@test "dnf: a patch that doesn't apply is refused" {
  in_chroot "$ROOT" /root/rpm-kernels/repo broken
  run kernel_source "$FEDORA"
  refused "$FEDORA" "does not apply"
  in_chroot "$ROOT" /root/rpm-kernels/repo good
}

@test "SUSE: the tree of kernel-source of the same version" {
  run kernel_source "$SUSE"
  echo "$output"
  ((status == 0))
  [[ ${lines[-1]} == 6.99.0-150600.21.1 ]]
  diff -r "$ROOT/root/real" "$ROOT/root/tree"
}

@test "SUSE: kernel-source of another version is refused, with both" {
  in_chroot "$ROOT" /root/rpm-kernels/suse-source 6.99.0 150600.22.1
  run kernel_source "$SUSE"
  refused "$SUSE" "suse-source: has 6.99.0-150600.22.1, the kernel is 6.99.0-150600.21.1"
}

@test "SUSE: without kernel-source it is named" {
  in_chroot "$ROOT" rpm -e kernel-source
  echo 'ID_LIKE="suse opensuse"' >>"$ROOT/etc/os-release"
  run kernel_source "$SUSE"
  refused "$SUSE" "suse-source: kernel-source is not installed"
}
