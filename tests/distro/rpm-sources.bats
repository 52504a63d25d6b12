# Providers of systems that have rpm, with Debian's own dnf, createrepo_c and
# rpmbuild in one bare chroot of $SUITE (bookworm). The packages there are made
# here, of the real ath source of a Debian kernel.

bats_require_minimum_version 1.5.0
load system.bash

FEDORA=6.99.6-300.fc99.x86_64
SUSE=6.99.0-150600.21-default

setup_file() {
  make_bare
  copy_checkout "$TOP" "$ROOT/root/checkout"
  quietly apt --no-install-recommends install \
    linux-headers-amd64 xz-utils patch rpm rpm2cpio cpio dnf dnf-plugins-core createrepo-c gpg gpg-agent gpgconf
  in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$(basename "$ROOT"/lib/modules/*)" /root/real
  cp -r "$BATS_TEST_DIRNAME/rpm-kernels" "$ROOT/root/"
  quietly in_chroot "$ROOT" /root/rpm-kernels/make /root/real /root/rpms
}

setup() {
  rm -rf "$ROOT/root/tree" "$ROOT/var/cache/ath-user-regd"
}

kernel_source() { in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$1" /root/tree; }
repository() { in_chroot "$ROOT" /root/rpm-kernels/repo "$1"; }

refused() { # KREL REASON
  echo "status $status: $output"
  ((status == 3))
  # shellcheck disable=SC2154 # run's
  [[ ${lines[-1]} == "ath-user-regd: error: $1: "*"$2"*"; next: "* ]]
  [[ ! -e $ROOT/root/tree && -z $(ls "$ROOT/var/cache/ath-user-regd") ]]
}

@test "dnf: the very kernel's source package, the spec's patches applied, no other" {
  run kernel_source "$FEDORA"
  echo "$output"
  ((status == 0))
  [[ $output == *$'source_package=kernel\nsource_version=6.99.6-300.fc99\nprovider=dnf-download\nverified=rpm\nexact=yes' ]]
  # The first patch put it there, the second changed it; the others are off.
  [[ $(head -n 1 "$ROOT/root/tree/regd.c") == '/* patched twice */' ]]
  sed 1d "$ROOT/root/tree/regd.c" | cmp - "$ROOT/root/real/regd.c"
  diff -r -x regd.c "$ROOT/root/real" "$ROOT/root/tree"
  [[ $(ls "$ROOT/var/cache/ath-user-regd") == kernel_6.99.6-300.fc99 ]]
}

@test "dnf: once it is cached, nothing is asked for" {
  kernel_source "$FEDORA"
  rm -r "$ROOT/root/tree"
  repository other
  run in_chroot_offline "$ROOT" /root/checkout/scripts/kernel-source "$FEDORA" /root/tree
  repository good
  echo "$output"
  ((status == 0))
  [[ $output == *source_version=6.99.6-300.fc99*exact=yes ]]
}

@test "dnf: a source package that nobody has signed is refused" {
  repository unsigned
  run kernel_source "$FEDORA"
  refused "$FEDORA" "dnf-download: kernel-6.99.6-300.fc99.src.rpm is not signed by a key that rpm trusts"
}

@test "dnf: one that a stranger has signed, too" {
  repository stranger
  run kernel_source "$FEDORA"
  refused "$FEDORA" "dnf-download: kernel-6.99.6-300.fc99.src.rpm is not signed by a key that rpm trusts"
}

@test "dnf: a repository that has only another version is refused" {
  repository other
  run kernel_source "$FEDORA"
  refused "$FEDORA" "dnf-download: kernel-6.99.6-300.fc99.src.rpm can't be downloaded"
}

@test "dnf: a patch that doesn't apply is refused, by its name" {
  repository broken
  run kernel_source "$FEDORA"
  refused "$FEDORA" "dnf-download: second.patch of kernel-6.99.6-300.fc99.src.rpm does not apply"
}

# Where rpm is all there is, the next step is not apt's.
kernel_source_without() { # KREL PROGRAMS...
  local krel=$1 program
  shift
  for program; do mv "$ROOT/usr/bin/$program" "$ROOT/usr/bin/$program.away"; done
  run kernel_source "$krel"
  for program; do mv "$ROOT/usr/bin/$program.away" "$ROOT/usr/bin/$program"; done
}

@test "dnf: what to do next is what dnf's users type" {
  repository other
  kernel_source_without "$FEDORA" apt-get
  repository good
  refused "$FEDORA" "can't be downloaded"
  [[ ${lines[-1]} == *"next: look at the network, df -h and dnf repolist, or "* ]]
  [[ ${lines[-1]} != *apt-get* ]]
}

@test "dnf: without its command download it is said what to install" {
  plugin=$(in_chroot "$ROOT" sh -c 'ls /usr/lib/python3/dist-packages/dnf-plugins/download.py')
  mv "$ROOT$plugin" "$BATS_TEST_TMPDIR/"
  kernel_source_without "$FEDORA" apt-get
  mv "$BATS_TEST_TMPDIR/download.py" "$ROOT$plugin"
  refused "$FEDORA" "dnf-download: dnf has no download"
  [[ ${lines[-1]} == *"next: dnf install 'dnf-command(download)', or "* ]]
}

@test "SUSE: the tree of kernel-source of the same version" {
  run kernel_source "$SUSE"
  echo "$output"
  ((status == 0))
  [[ $output == *source_version=6.99.0-150600.21.1*provider=suse-source*exact=yes ]]
  diff -r "$ROOT/root/real" "$ROOT/root/tree"
}

@test "SUSE: kernel-source of another version is refused, with both" {
  in_chroot "$ROOT" /root/rpm-kernels/suse-source 6.99.0 150600.22.1
  run kernel_source "$SUSE"
  refused "$SUSE" "suse-source: has kernel-default 6.99.0-150600.22.1, the kernel is kernel-default 6.99.0-150600.21.1"
}

@test "SUSE: without kernel-source it says what to install" {
  in_chroot "$ROOT" rpm -e kernel-source
  cp -L "$ROOT/etc/os-release" "$BATS_TEST_TMPDIR/"
  echo 'ID_LIKE="suse opensuse"' >>"$ROOT/etc/os-release"
  kernel_source_without "$SUSE" apt-get dnf
  cp "$BATS_TEST_TMPDIR/os-release" "$ROOT/etc/os-release"
  refused "$SUSE" "suse-source: kernel-source is not installed"
  [[ ${lines[-1]} == *"next: zypper install kernel-source=6.99.0-150600.21.1, or "* ]]
}
