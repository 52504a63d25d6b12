# The one road: make install and make uninstall on a bare system. SUITE says of which
# Debian release (bookworm). The tests follow one another in one chroot.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  share_compiled
  thin_kernels
  list_system >"$BATS_FILE_TMPDIR/before"
  pin_what_is_there
  # An initramfs as small as can be, where headers bring their kernel.
  mkdir -p "$ROOT/etc/initramfs-tools/conf.d"
  printf 'MODULES=list\nCOMPRESS=gzip\n' >"$ROOT/etc/initramfs-tools/conf.d/tests"
  # Somebody who owns the tree, in a home that nobody else can read.
  in_chroot "$ROOT" useradd --create-home --shell /bin/bash person
  chmod 700 "$ROOT/home/person"
  lay_tree "$ROOT/home/person/tree"
  export TREE=/home/person/tree
}

# What an uninstall has to restore: packages, and names, modes and contents of files.
list_system() {
  # shellcheck disable=SC2016 # dpkg's own variable
  in_chroot "$ROOT" dpkg-query -W -f='package ${db:Status-Status} ${Package}\n'
  (cd "$ROOT" && find lib/modules usr/lib/modules usr/src usr/local usr/lib/ath-user-regd usr/share/man/man8/ath-user-regd* usr/sbin \
    etc/modprobe.d etc/depmod.d etc/systemd/system var/lib/ath-user-regd var/lib/dkms/ath-user-regd var/cache/ath-user-regd \
    \( -type f -exec sha256sum {} + -o -printf '%y %m %p %l\n' \) 2>/dev/null | sort) || true
}

# lay_tree DIR: this tree without .git, as a release's tarball has it, the person's.
lay_tree() {
  copy_checkout "$TOP" "$1"
  in_chroot "$ROOT" chown -R person: "${1#"$ROOT"}"
}

make_in() { in_chroot "$ROOT" make -C "$TREE" "$@"; }
# As the person, who has to ask for root.
make_as_person() { in_chroot "$ROOT" setpriv --reuid=person --regid=person --init-groups env HOME=/home/person PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin make -C "$TREE" "$@"; }

kernel() { # the newest that there is
  find "$ROOT"/lib/modules/ -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -V | tail -n 1
}

# built KREL: ours are there for it, in front, and the state file says the same.
built() {
  ours_answers "$1"
  [[ -n $(in_chroot "$ROOT" modinfo -k "$1" -F built_for ath) ]]
  grep -qx verdict=installed "$ROOT/var/lib/ath-user-regd/kernels/$1"
}

# bare_again: as it was before the first test, but for the person, sudo, which takes
# libapparmor1 from trixie on, and the folder that a purged kernel's package leaves empty.
bare_again() {
  local left
  list_system >"$BATS_TEST_TMPDIR/after"
  left=$(diff "$BATS_FILE_TMPDIR/before" "$BATS_TEST_TMPDIR/after" | grep -vE ' (package (installed|config-files) (passwd|sudo|libapparmor1)|usr/sbin/(visudo|sudo_[a-z]+)|d 755 (usr/)?lib/modules *)$' | grep '^[<>]') || true
  echo "changed: $left"
  [[ -z $left ]]
}

audit() { # whatever has happened, dpkg has nothing to say
  local found
  found=$(in_chroot "$ROOT" dpkg --audit)
  echo "audit: $found"
  [[ -z $found ]]
}

# Nothing that frightens, nothing that draws over itself.
calm() {
  ! grep -iE "unsandboxed|warning: |_apt'|couldn't be accessed" <<<"$1" || return
  ! grep -q $'\r' <<<"$1"
}

@test "an ordinary user without sudo, su's terminal or pkexec: told what to type, nothing is fetched" {
  run make_as_person install
  echo "$output"
  ((status != 0))
  grep -q 'error: installing needs root.*; next: as root: ' <<<"$output"
  [[ ! -e $ROOT/var/lib/dpkg/info/dkms.list ]]
}

@test "a kernel release that doesn't exist, or is hostile: refused, nothing is run" {
  local krel
  # shellcheck disable=SC2016 # nothing is to expand
  for krel in 6.0.0-0-none ../x 'a b' '6.1;touch /pwned' '$(touch /pwned)' '-k'; do
    # shellcheck disable=SC2034 # in_chroot reads it
    CHROOT_ENV=("KREL=$krel")
    run make_in install
    echo "$krel: $output"
    ((status != 0))
    grep -q '^ath-user-regd: error: .*; next: ' <<<"$output"
  done
  [[ ! -e $ROOT/pwned && ! -e $ROOT/var/lib/dpkg/info/dkms.list ]]
}

@test "make install in a bare system ends with modules that are built, and says how much comes first" {
  quietly apt --no-install-recommends install sudo
  echo 'person ALL=(ALL) NOPASSWD: ALL' >"$ROOT/etc/sudoers.d/person"
  printf '#!/bin/sh\necho sudo >>/tmp/asked\nexec /usr/bin/sudo "$@"\n' >"$ROOT/usr/local/bin/sudo"
  chmod 755 "$ROOT/usr/local/bin/sudo"
  run make_as_person install
  echo "$output" | tee "$BATS_FILE_TMPDIR/install.log"
  ((status == 0))
  grep -qE '^ath-user-regd: what this brings: .*; in all [0-9]+ packages, [0-9]+ MB to download, [0-9]+ MB on the disk$' <<<"$output"
  # It says so, asks, and only then fetches.
  awk '/what this brings/ { said = NR } /needs root: asking/ { asked = NR } /^Get:|^Need to get/ && !got { got = NR }
    END { exit !(said && said < asked && asked < got) }' <<<"$output"
  calm "$output"
  audit
  krel=$(kernel)
  built "$krel"
  grep -q "^$krel .*updates/dkms/ath.ko" <<<"$output"
  in_chroot "$ROOT" ath-user-regd --version
}

@test "root was asked for once, and the next step is the reboot or the kernel that belongs to it" {
  [[ $(grep -c . "$ROOT/tmp/asked") == 1 ]]
  if [[ -d $ROOT/lib/modules/$(kernel)/kernel ]]; then
    grep -q "^ath-user-regd: $(uname -r), which runs now, has none of these modules; next: reboot into $(kernel)$" "$BATS_FILE_TMPDIR/install.log"
  else
    grep -q "^ath-user-regd: $(uname -r), which runs now, has none of these modules; next: sudo apt-get install linux-image-.* linux-headers-.*, then reboot$" "$BATS_FILE_TMPDIR/install.log"
  fi
}

@test "only the two packages are there for themselves, what made them has gone" {
  run in_chroot "$ROOT" apt-mark showmanual
  echo "$output"
  run ! grep -xE 'dkms|gcc|quilt|debhelper|linux-headers.*|lib.*-dev' <<<"$output"
  run in_chroot "$ROOT" apt-get -s autoremove
  run ! grep '^Remv' <<<"$output"
  [[ ! -e $ROOT/var/lib/dpkg/info/debhelper.list ]]
}

@test "twice in a row, with what is not committed: the same version, the new files" {
  # From here on what makes them stays: it is a matter of time.
  quietly apt --no-install-recommends install debhelper dpkg-dev gcc libc6-dev libnl-3-dev libnl-genl-3-dev libkmod-dev libcjson-dev pkgconf
  echo '# changed since' >>"$ROOT$TREE/scripts/providers/README"
  run make_in install
  echo "$output"
  ((status == 0))
  calm "$output"
  audit
  grep -q 'changed since' "$ROOT"/usr/src/ath-user-regd-*/scripts/providers/README
  built "$(kernel)"
}

@test "a git checkout's uncommitted work is in it, too; a file that git ignores is not" {
  quietly apt --no-install-recommends install git
  commit_checkout "$TOP" "$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")" "$ROOT/home/person/git"
  echo '# not committed' >>"$ROOT/home/person/git/scripts/providers/README"
  mkdir -p "$ROOT/home/person/git/build"
  in_chroot "$ROOT" chown -R person: /home/person/git
  TREE=/home/person/git run make_in install
  echo "$output"
  ((status == 0))
  grep -q 'not committed' "$ROOT"/usr/src/ath-user-regd-*/scripts/providers/README
  [[ ! -e "$(echo "$ROOT"/usr/src/ath-user-regd-*)/build" ]]
  quietly apt autoremove --purge git
}

@test "what ships is the folder: what DKMS has is what the tree has" {
  local folder
  folder=$(echo "$ROOT"/usr/src/ath-user-regd-*)
  for part in dkms.conf LICENSE patches scripts src/module; do
    diff -r "$ROOT/home/person/git/$part" "$folder/$part"
  done
  [[ $(find "$folder" -mindepth 1 -maxdepth 1 -printf '%f\n' | LC_ALL=C sort | paste -sd ' ') == "LICENSE dkms.conf package.conf patches scripts src" ]]
  [[ $(ls -A "$folder/src") == module ]]
  (($(bytes_in "$folder") <= 200 * 1024))
}

@test "KREL= names one kernel; one that isn't there is an error with a next step" {
  krel=$(kernel)
  # shellcheck disable=SC2034 # in_chroot reads it
  CHROOT_ENV=("KREL=$krel")
  run make_in install
  echo "$output"
  ((status == 0))
  grep -q "^$krel .*updates/dkms/ath.ko" <<<"$output"
  built "$krel"
}

@test "a build of root's in the person's tree does not lock the person out of build" {
  run make_in deb
  echo "$output"
  ((status == 0))
  [[ -z $(find "$ROOT$TREE/build" ! -user "$(stat -c %u "$ROOT$TREE")") ]]
  run make_as_person deb
  echo "$output"
  ((status == 0))
  run make_in deb
  ((status == 0))
  run make_as_person uninstall
  echo "$output"
  ((status == 0))
}

@test "make uninstall, by the person too, takes all away again" {
  audit
  # No headers are left; a kernel that these have brought is apt's to keep.
  [[ -z $(find "$ROOT"/usr/src -name 'linux-headers-*') ]]
  quietly apt purge 'linux-image-[0-9]*'
  # What the tests themselves have brought.
  # shellcheck disable=SC2046 # words
  quietly apt purge $(in_chroot "$ROOT" apt-mark showmanual | grep -xE 'debhelper|dpkg-dev|gcc|libc6-dev|lib.*-dev|pkgconf')
  quietly apt -o APT::AutoRemove::SuggestsImportant=false -o APT::AutoRemove::RecommendsImportant=false -o APT::Protect-Kernels=false autoremove --purge
  rm -rf "$ROOT/usr/local/bin/sudo"
  bare_again
}

@test "where DKMS has another module, make uninstall leaves dkms and the headers" {
  # On a system without lists, one of whose archives has gone.
  rm -rf "$ROOT"/var/lib/apt/lists/*
  echo 'deb file:/gone ./' >"$ROOT/etc/apt/sources.list.d/gone.list"
  make_in install >"$BATS_TEST_TMPDIR/log" 2>&1 || { cat "$BATS_TEST_TMPDIR/log"; false; }
  rm "$ROOT/etc/apt/sources.list.d/gone.list"
  mkdir "$ROOT/usr/src/other-1"
  printf 'PACKAGE_NAME=other\nPACKAGE_VERSION=1\nBUILT_MODULE_NAME=other\nDEST_MODULE_LOCATION=/updates/dkms\n' >"$ROOT/usr/src/other-1/dkms.conf"
  in_chroot "$ROOT" dkms add -m other -v 1
  # Who types it means the packages that they hold, too.
  in_chroot "$ROOT" apt-mark hold ath-user-regd-dkms
  run make_in uninstall
  echo "$output"
  ((status == 0))
  configured dkms
  configured linux-headers-amd64
  in_chroot "$ROOT" dkms status | grep other
  # And so does apt by itself.
  make_in install >"$BATS_TEST_TMPDIR/log" 2>&1 || { cat "$BATS_TEST_TMPDIR/log"; false; }
  in_chroot "$ROOT" apt-mark auto dkms
  quietly apt purge ath-user-regd-dkms ath-user-regd
  quietly apt autoremove --purge
  configured dkms
  in_chroot "$ROOT" dkms remove -m other -v 1 --all
  rm -r "$ROOT/usr/src/other-1"
}

@test "a stranger's half-configured package: make uninstall takes ours away all the same, and says what stays" {
  local deb=$ROOT/root/stranger
  make_in install >"$BATS_TEST_TMPDIR/log" 2>&1 || { cat "$BATS_TEST_TMPDIR/log"; false; }
  mkdir -p "$deb/DEBIAN"
  printf '%s\n' 'Package: stranger' 'Version: 1' 'Architecture: all' 'Maintainer: x <x@example.com>' 'Description: x' >"$deb/DEBIAN/control"
  printf '#!/bin/sh\ntest -e /root/mended\n' >"$deb/DEBIAN/postinst"
  chmod 755 "$deb/DEBIAN/postinst"
  in_chroot "$ROOT" dpkg-deb --root-owner-group -b /root/stranger /root/stranger.deb
  run ! in_chroot "$ROOT" dpkg -i /root/stranger.deb
  run make_in uninstall
  echo "$output"
  ((status != 0))
  [[ $output == *"error: ours are gone; what came with them stays, for another package fails apt; next: sudo dpkg --audit; then "* ]]
  run ! in_chroot "$ROOT" dpkg -s ath-user-regd-dkms
  no_trace
  touch "$ROOT/root/mended"
  in_chroot "$ROOT" dpkg --configure -a
  quietly apt purge stranger
  quietly apt autoremove --purge
  rm -r "$ROOT"/root/{mended,stranger,stranger.deb}
}

@test "what 1.0.0's make install has laid down is taken over, once and completely" {
  local version folder prefix
  version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  quietly apt --no-install-recommends install quilt
  # As it lay there, with a file that later versions don't have, and the one before it.
  for folder in "$version" 0.9.9; do
    # shellcheck disable=SC2016 # the inner shell expands them
    in_chroot "$ROOT" bash -c '. "$0/scripts/common.sh"; lay_down "/usr/src/$name-$1"' "$TREE" "$folder"
    sed -i "s/^PACKAGE_VERSION=.*/PACKAGE_VERSION=\"$folder\"/" "$ROOT/usr/src/ath-user-regd-$folder/dkms.conf"
    touch "$ROOT/usr/src/ath-user-regd-$folder/scripts/kernel-version"
    in_chroot "$ROOT" dkms add -m ath-user-regd -v "$folder"
  done
  in_chroot "$ROOT" dkms install -m ath-user-regd -v 0.9.9 -k "$(kernel)" --force
  for prefix in usr usr/local; do
    mkdir -p "$ROOT/$prefix"/{sbin,lib/ath-user-regd,share/man/man8,share/bash-completion/completions}
    touch "$ROOT/$prefix"/{sbin/ath-user-regd,lib/ath-user-regd/compare-functions,share/man/man8/ath-user-regd.8,share/bash-completion/completions/ath-user-regd}
  done
  mkdir -p "$ROOT/var/lib/ath-user-regd/waiting"
  printf '%s\n' dkms quilt gcc no-such-package >"$ROOT/var/lib/ath-user-regd/packages"

  run make_in install
  echo "$output"
  ((status == 0))
  grep -q "^ath-user-regd: /usr/src/ath-user-regd-0.9.9, which no package has brought, goes" <<<"$output"
  audit
  built "$(kernel)"
  [[ $(in_chroot "$ROOT" modinfo -k "$(kernel)" -F version ath) == "$version" ]]
  [[ ! -e $ROOT/usr/src/ath-user-regd-0.9.9 && ! -e $ROOT/var/lib/dkms/ath-user-regd/0.9.9 ]]
  [[ ! -e $ROOT/usr/src/ath-user-regd-$version/scripts/kernel-version ]]
  [[ ! -e $ROOT/var/lib/ath-user-regd/packages && ! -e $ROOT/var/lib/ath-user-regd/waiting ]]
  run find "$ROOT/usr/local" -name '*ath-user-regd*'
  echo "$output"
  [[ -z $output ]]
  # Each file of the command is the package's now.
  for file in sbin/ath-user-regd share/bash-completion/completions/ath-user-regd lib/ath-user-regd/compare-functions; do
    in_chroot "$ROOT" dpkg -S "/usr/$file" | grep '^ath-user-regd: '
    [[ -s $ROOT/usr/$file ]]
  done
  [[ ! -e $ROOT/usr/share/man/man8/ath-user-regd.8 ]]
  run make_in uninstall
  echo "$output"
  ((status == 0))
  run ! in_chroot "$ROOT" dpkg -s quilt
  no_trace
}

@test "no package manager at home: it says what is needed; with that there the tree is DKMS's" {
  local krel
  mkdir "$ROOT/away"
  mv "$ROOT"/usr/bin/apt-get "$ROOT/away/"
  run make_in install
  echo "$output"
  ((status != 0))
  grep -qE 'error: needed and not there: .*quilt.*; next: install .*quilt.* with this system' <<<"$output"
  [[ ! -e $ROOT/var/lib/dkms/ath-user-regd ]]
  mv "$ROOT"/away/apt-get "$ROOT/usr/bin/"
  quietly apt --no-install-recommends install dkms quilt gcc make patch xz-utils kmod linux-headers-amd64
  krel=$(kernel)
  mv "$ROOT"/usr/bin/apt-get "$ROOT/away/"
  # Nobody's package manager can fetch the source either.
  mkdir -p "$ROOT/var/cache"
  run make_in install
  mv "$ROOT"/away/apt-get "$ROOT/usr/bin/"
  echo "$output"
  grep -q '^ath-user-regd[/,]' <<<"$(in_chroot "$ROOT" dkms status)"
  [[ -e $ROOT/var/lib/ath-user-regd/kernels/$krel ]]
  [[ ! -e $(echo "$ROOT"/usr/src/ath-user-regd-*)/package.conf ]]
  run make_in uninstall
  echo "$output"
  ((status == 0))
  no_trace
}
