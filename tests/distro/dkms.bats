# Plain DKMS, by hand, as its own manual has it (dkms add, dkms install), and every way in
# which a build can fail: the stock modules stay, and what became of the kernel is written
# down. SUITE says of which Debian release (bookworm). The tests follow one another in one
# chroot, from dkms add to dkms remove.

bats_require_minimum_version 1.5.0
load roads.bash

# shellcheck disable=SC2034 # roads.bash's
ROAD=plain

setup_file() {
  make_bare
  share_compiled
  NEW_VERSION=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  MODULE=ath-user-regd/$NEW_VERSION
  export NEW_VERSION MODULE SRC=$ROOT/usr/src/ath-user-regd-$NEW_VERSION
  export scripts_there=/usr/src/ath-user-regd-$NEW_VERSION/scripts
  copy_checkout "$TOP" "$ROOT/root/checkout"
  quietly apt --no-install-recommends install linux-headers-amd64 dkms quilt xz-utils kmod
  KREL=$(basename "$ROOT"/lib/modules/*)
  SERIES=$(grep -oE '^[0-9]+\.[0-9]+' <<<"$KREL")
  # shellcheck disable=SC2016 # dpkg's own variable
  VERSION=$(in_chroot "$ROOT" dpkg-query -W -f='${source:Version}' "linux-headers-$KREL")
  export KREL SERIES VERSION ENTRY=$ROOT/var/cache/ath-user-regd/linux_$VERSION
  # The distribution's own modules, as its image package would bring them, to
  # see that they stay in place.
  lay_stock_modules "$ROOT" "$KREL"
  list_system >"$BATS_FILE_TMPDIR/before"
}

# What removal has to restore: names, modes, contents; not when depmod last ran.
list_system() {
  (cd "$ROOT" && find lib/modules usr/src etc \( -type f -exec sha256sum {} + -o -printf '%y %m %p %l\n' \) 2>/dev/null | grep -v ' modules\.[a-z.]*$' | sort)
}

# Each test begins with the source cached, and nothing of ours built; also one that runs
# alone.
setup() {
  if [[ ! -e $SRC && $BATS_TEST_DESCRIPTION != "dkms add"* ]]; then
    we_come
    cp -a "$ROOT/var/cache/ath-user-regd" "$BATS_FILE_TMPDIR/cache"
  fi
  [[ -e $BATS_FILE_TMPDIR/cache ]] || return 0
  # What the test of a compiler's error has left.
  [[ ! -e $SRC ]] || sed -i '1{/^#error/d}' "$SRC/src/module/user_regd.c"
  remove_build
  rm -rf "$ROOT/var/cache/ath-user-regd"
  cp -a "$BATS_FILE_TMPDIR/cache" "$ROOT/var/cache/ath-user-regd"
}

remove_build() {
  in_dkms remove "$MODULE" -k "$KREL" >/dev/null 2>&1 || true
  in_dkms add "$MODULE" >/dev/null 2>&1 || true
}

by_hand() { "$1" "$ROOT" dkms install "$MODULE" -k "$KREL"; }
# As the kernel's own packages do.
by_hook() { "${1:-in_chroot}" "$ROOT" dkms autoinstall -k "$KREL"; }

# The source alone, as dkms has it prepared; the tree is thrown away again.
prepare() { # in_chroot or in_chroot_offline
  "$1" "$ROOT" rm -rf /tmp/tree
  "$1" "$ROOT" "$scripts_there/prepare" "$KREL" /tmp/tree
}

# What a user sees: dkms's own output (2.8, 3.0) or the log that it names.
reason() {
  printf '%s\n' "$output" "$(cat "$ROOT/var/lib/dkms/$MODULE/build/make.log" 2>/dev/null)" |
    grep -F "ath-user-regd: error: $KREL: " | grep '; next: '
}

clear_cache() { rm -rf "$ROOT"/var/cache/ath-user-regd/*; }
cached() { find "$ROOT/var/cache/ath-user-regd" -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%f\n'; }

# is_left_alone: the stock modules answer, and nothing is half written.
is_left_alone() {
  [[ $(who_answers "$KREL") == stock ]]
  [[ ! -e $ROOT/lib/modules/$KREL/updates/dkms/ath.ko ]]
  nothing_half_written
  [[ ! $(in_dkms status "$MODULE" -k "$KREL") =~ installed|built ]]
}
nothing_half_written() {
  local left
  left=$(find "$ROOT/var/cache/ath-user-regd" "$ROOT/var/lib/ath-user-regd" -name '.ath-user-regd.*' -o -path '*/kernels/.*')
  echo "left: $left"
  [[ -z $left ]]
}

# fails IN VERDICT REASON: by hand, that is dkms's error, and ours says why; by the hook of
# a kernel's package it is none, and the reason is written down.
fails() {
  run by_hand "$1"
  echo "$output"
  ((status != 0))
  reason | grep -- "$3"
  is_left_alone
  state_is "$KREL" "$2" "$3"
  rm "$ROOT/var/lib/ath-user-regd/kernels/$KREL"
  run by_hook "$1"
  echo "$output"
  ((status == 0))
  is_left_alone
  state_is "$KREL" "$2" "$3"
}

@test "dkms add, dkms install: ours, and written down" {
  run we_come
  echo "$output"
  ((status == 0))
  in_dkms status "$MODULE" -k "$KREL" | grep -q installed
  settled "$KREL" ours installed
}

@test "where ours give way, the stock modules answer before ours are gone" {
  cp -a "$ROOT/lib/modules/$KREL/updates" "$BATS_TEST_TMPDIR/"
  cp -a "$ROOT/var/lib/ath-user-regd/kernels/$KREL" "$BATS_TEST_TMPDIR/state"
  cp -a "$ROOT"/var/lib/dkms/ath-user-regd/kernel-* "$ROOT/etc/modprobe.d/ath-user-regd-stock.conf" "$BATS_TEST_TMPDIR/"
  # The moment before they go.
  mkdir "$ROOT/root/no-rm"
  ln -s /bin/true "$ROOT/root/no-rm/rm"
  in_chroot "$ROOT" env PATH="/root/no-rm:$PATH" "/usr/src/${MODULE/\//-}/scripts/give-way" "$KREL"
  ls "$ROOT/lib/modules/$KREL/updates/dkms/ath.ko"*
  for name in ath ath10k_core ath10k_pci; do
    [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -n "$name") == */kernel/drivers/* ]]
  done
  in_chroot "$ROOT" "/usr/src/${MODULE/\//-}/scripts/give-way" "$KREL"
  [[ -z $(ls -A "$ROOT/lib/modules/$KREL/updates/dkms") ]]
  # What is written down is true, whatever ends what comes next.
  [[ ! -e $ROOT/var/lib/ath-user-regd/kernels/$KREL ]]
  cp -a "$BATS_TEST_TMPDIR/state" "$ROOT/var/lib/ath-user-regd/kernels/$KREL"
  cp -a "$BATS_TEST_TMPDIR/updates/." "$ROOT/lib/modules/$KREL/updates/"
  cp -a "$BATS_TEST_TMPDIR"/kernel-* "$ROOT/var/lib/dkms/ath-user-regd/"
  cp -a "$BATS_TEST_TMPDIR/ath-user-regd-stock.conf" "$ROOT/etc/modprobe.d/"
  in_chroot "$ROOT" depmod "$KREL"
  settled "$KREL" ours installed
}

@test "stopped while it builds in place of what is installed: ours answer all the while, and DKMS knows that still" {
  # What modprobe takes are links into DKMS's record then.
  echo 'symlink_modules="1"' >>"$ROOT/etc/dkms/framework.conf"
  in_chroot "$ROOT" dkms install --force "$MODULE" -k "$KREL"
  [[ $(find "$ROOT/lib/modules/$KREL/updates/dkms" -type l) ]]
  settled "$KREL" ours installed
  # shellcheck disable=SC2016 # the shell in the chroot expands them
  run in_chroot "$ROOT" bash -c '
    "$1/dkms-install" "$2" & SECONDS=0
    until [[ $(find "/var/lib/dkms/$3/build" -name "*.o" 2>/dev/null) ]] || ((SECONDS > 120)); do sleep 0.05; done
    modinfo -k "$2" -F built_for ath ath10k_core ath10k_pci | paste -sd ,
    kill "$!" && wait "$!"' bash "$scripts_there" "$KREL" "$MODULE"
  echo "$output"
  ((status == 143))
  [[ $'\n'$output$'\n' == *$'\n'"linux $VERSION,linux $VERSION,linux $VERSION"$'\n'* ]]
  sed -i '/^symlink_modules/d' "$ROOT/etc/dkms/framework.conf"
  settled "$KREL" ours waiting "stopped by the signal"
  # The timer's.
  [[ -e $ROOT/var/lib/ath-user-regd/waiting ]]
  nothing_half_written
  in_chroot "$ROOT" dkms status "$MODULE" -k "$KREL" | grep ': installed'
}

# The modules that the kernel's configuration has as m, by name.
modules_of_config() {
  sed -n 's/^CONFIG_\(ATH_COMMON\|ATH10K\|ATH10K_PCI\|ATH10K_USB\|ATH10K_SDIO\|ATH10K_SNOC\)=m$/\L\1/p' \
    "$ROOT/usr/src/linux-headers-$KREL/.config" |
    sed 's/^ath_common$/ath/; s/^ath10k$/ath10k_core/' | sort
}
modules_installed() {
  find "$ROOT/lib/modules/$KREL/updates/dkms/" -type f -printf '%f\n' | sed 's/\.ko.*//' | sort
}

@test "just the modules that the kernel's configuration has as m are there" {
  expected=$(modules_of_config)
  found=$(modules_installed)
  echo "expected: $expected; found: $found"
  [[ -n $expected && $found == "$expected" ]]
}

@test "depmod and modprobe take ours before the distribution's" {
  in_chroot "$ROOT" modprobe -C /dev/null -S "$KREL" -n --show-depends ath10k_pci | tee /dev/stderr | grep -q 'updates/dkms/ath10k_core'
}

@test "/usr/src at most 200 KB, the cache at most 3 MB a source" {
  (($(bytes_in "$SRC") <= 200 * 1024))
  for entry in "$ROOT"/var/cache/ath-user-regd/*; do
    (($(du -sk "$entry" | cut -f1) <= 3072))
  done
}

@test "a cloud kernel, which has no wireless, is skipped without an error, saying so" {
  in_chroot "$ROOT" apt-get -qq -y --no-install-recommends install "linux-headers-${KREL/-amd64/-cloud-amd64}" >"$BATS_TEST_TMPDIR/log" 2>&1
  cat "$BATS_TEST_TMPDIR/log"
  # Once a run of DKMS's.
  [[ $(grep -c 'cloud-amd64: ath is no module of this kernel.*skipped' "$BATS_TEST_TMPDIR/log") == "$(grep -c '^/etc/kernel/.*/dkms:' "$BATS_TEST_TMPDIR/log")" ]]
  cloud=$(basename "$ROOT"/lib/modules/*cloud*)
  [[ $(state_of "$cloud" verdict) == nothing-to-replace ]]
  run in_chroot "$ROOT" dkms autoinstall -k "$cloud"
  echo "$output"
  ((status == 0))
  run in_chroot "$ROOT" dkms build "$MODULE" -k "$cloud"
  echo "$output"
  ((status != 0))
  [[ ! -e $ROOT/var/lib/dkms/$MODULE/$cloud ]]
  quietly apt purge "linux-headers-$cloud"
  rm -rf "${ROOT:?}/lib/modules/$cloud"
}

@test "dkms install --force replaces what is there, from the cache, without a network" {
  run in_chroot_offline "$ROOT" dkms install --force "$MODULE" -k "$KREL"
  echo "$output"
  ((status == 0))
  settled "$KREL" ours installed
  # Also where the distribution's own lie beside them, with the same source.
  [[ $(modules_installed) == "$(modules_of_config)" ]]
  [[ $(in_dkms status "$MODULE" -k "$KREL" 2>&1) != *WARNING* ]]
  cp -a "$ROOT/var/cache/ath-user-regd" "$BATS_FILE_TMPDIR/cache"
}

@test "no network, nothing cached: it waits, stock stays" {
  clear_cache
  fails in_chroot_offline waiting "apt-download: .*can't be downloaded"
  # Nothing of ours comes by itself on this road.
  [[ $(state_of "$KREL" next) == *", then sudo $scripts_there/catch-up, or set ATH_USER_REGD_SOURCE"* ]]
}

@test "a damaged cache entry is noticed and replaced" {
  dd if=/dev/zero of="$ENTRY/ath.tar.gz" bs=1 seek=2000 count=100 conv=notrunc 2>/dev/null
  run prepare in_chroot
  echo "$output"
  ((status == 0))
  [[ $output == *"the cached source linux $VERSION is damaged, getting it again"* ]]
  (cd "$ENTRY" && sha256sum -c sums)
}

@test "a damaged cache entry without a network: it waits, stock stays" {
  truncate -s 1000 "$ENTRY/ath.tar.gz"
  fails in_chroot_offline waiting "no source of its version, linux $VERSION"
}

# linux_source [VERSION]: is installed, and dpkg says that it is of that version.
linux_source() {
  [[ -e $ROOT/usr/src/linux-source-$SERIES.tar.xz ]] || quietly apt --no-install-recommends install "linux-source-$SERIES"
  [[ -z ${1:-} ]] || sed -i "/^Package: linux-source-$SERIES\$/,/^\$/s/^Version: .*/Version: $1/" "$ROOT/var/lib/dpkg/status"
}

@test "an installed linux-source package is taken, without a network" {
  linux_source
  clear_cache
  run prepare in_chroot_offline
  echo "$output"
  ((status == 0))
  [[ $(cached) == "linux_$VERSION" ]]
}

@test "a truncated linux-source tarball: it waits, nothing half-written" {
  clear_cache
  tarball=$ROOT/usr/src/linux-source-$SERIES.tar.xz
  mv "$tarball" "$tarball.whole"
  head -c 100000000 "$tarball.whole" >"$tarball"
  fails in_chroot_offline waiting 'is damaged'
  [[ -z $(cached) ]]
}

@test "linux-source of another version: it waits, with both versions and the switch" {
  tarball=$ROOT/usr/src/linux-source-$SERIES.tar.xz
  [[ ! -e $tarball.whole ]] || mv "$tarball.whole" "$tarball"
  clear_cache
  linux_source "$SERIES.1-1"
  # By another compiler than the kernel's nothing is proven.
  config=$(in_chroot "$ROOT" readlink -f "/lib/modules/$KREL/build")/.config
  cp -a "$ROOT$config" "$BATS_TEST_TMPDIR/config"
  sed -i 's/^CONFIG_CC_VERSION_TEXT=.*/CONFIG_CC_VERSION_TEXT="gcc-9 (Debian 9.3.0-22) 9.3.0"/' "$ROOT$config"
  fails in_chroot_offline waiting "has linux $SERIES.1-1, the kernel is linux $VERSION"
  cp -a "$BATS_TEST_TMPDIR/config" "$ROOT$config"
  [[ $(state_of "$KREL" next) == *ATH_USER_REGD_ANY_VERSION=1* ]]
}

# differ: the distribution's ath10k_usb is of another source.
differ() {
  local ath=lib/modules/$KREL/kernel/drivers/net/wireless/ath file
  cp -a "$ROOT/$ath" "$BATS_FILE_TMPDIR/stock"
  file=$(find "$ROOT/$ath/" -name 'ath10k_usb.ko*')
  [[ $file != *.xz ]] || xz -d "$file"
  grep -q v13B1p0042 "${file%.xz}"
  sed -i 's/v13B1p0042/v13B1p0043/' "${file%.xz}"
  [[ $file != *.xz ]] || xz --check=crc32 "${file%.xz}"
  in_chroot "$ROOT" depmod "$KREL"
}
differ_no_more() {
  local ath=$ROOT/lib/modules/$KREL/kernel/drivers/net/wireless/ath
  rm -r "$ath"
  mv "$BATS_FILE_TMPDIR/stock" "$ath"
  in_chroot "$ROOT" depmod "$KREL"
}
image_is() { # VERSION: that of the package with the modules
  local owner
  owner=$(owner_of_modules "$KREL")
  sed -i "/^Package: $owner\$/,/^\$/s/^Version: .*/Version: $1/" "$ROOT/var/lib/dpkg/status"
}

set_source() { # OLD NEW: the source package of the kernel's headers
  sed -i "/^Package: linux-headers-$KREL\$/,/^\$/s/^Source: $1\b/Source: $2/" "$ROOT/var/lib/dpkg/status"
  # shellcheck disable=SC2016 # dpkg's own variable
  [[ $(in_chroot "$ROOT" dpkg-query -W -f='${source:Package}' "linux-headers-$KREL") == "$2" ]]
}

# is_proven: ours, all but ath10k_usb, of a source that is not exact.
is_proven() {
  local proven
  proven=$(modules_of_config | grep -vx ath10k_usb)
  [[ $(modules_installed) == "$proven" && $(who_answers "$KREL") == ours ]]
  [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -n ath10k_usb) == */kernel/drivers/* ]]
  [[ $(state_of "$KREL" verdict) == installed && $(state_of "$KREL" exact) == no && $(state_of "$KREL" proven) == "${proven//$'\n'/ }" ]]
  [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -F proven ath10k_core) == "${proven//$'\n'/ }" ]]
  in_dkms status "$MODULE" -k "$KREL" 2>&1 | grep ': installed'
  [[ $(in_dkms status "$MODULE" -k "$KREL" 2>&1) != *WARNING* ]]
}

@test "linux-source of another version, which the kernel's own package proves to be the same: ours, but for a module that differs" {
  clear_cache
  linux_source "$SERIES.1-1"
  differ
  run by_hand in_chroot_offline
  echo "$output"
  ((status != 0))
  reason | grep "its source is proven for ath ath10k_core ath10k_pci .*alone, and DKMS waits for ath10k_usb, too"
  is_left_alone
  run in_chroot_offline "$ROOT" "$scripts_there/catch-up"
  echo "$output"
  ((status == 0))
  is_proven
  [[ $output == *"$KREL: ath10k_usb differs in "*alias*": it stays the distribution's"* ]]
  [[ $(cached) == "linux_$SERIES.1-1" ]]
  run in_chroot_offline "$ROOT" dkms install --force "$MODULE" -k "$KREL"
  echo "$output"
  ((status == 0))
  is_proven
  # A kernel of another source package, which no archive has, such as Proxmox's; nor has apt a
  # nearer one.
  remove_build
  set_source linux proxmox-kernel-6.1
  mv "$ROOT/var/lib/apt/lists" "$BATS_TEST_TMPDIR/"
  run prepare in_chroot_offline
  mv "$BATS_TEST_TMPDIR/lists" "$ROOT/var/lib/apt/"
  set_source proxmox-kernel-6.1 linux
  echo "$output"
  ((status == 0))
  [[ $output == *"linux $SERIES.1-1 is not its exact source, but proven to be the same for ath ath10k_core ath10k_pci"* ]]
  differ_no_more
}

@test "image and headers are of two builds of one release: no source is exact, ours wait; those that are there stay, and are no longer called installed" {
  # shellcheck disable=SC2016 # dpkg's own variable
  headers=$(in_chroot "$ROOT" dpkg-query -W -f='${Version}' "linux-headers-$KREL")
  reason="its modules are of version 0.1, its headers of $headers"
  image_is 0.1
  fails in_chroot waiting "$reason"
  image_is "$headers"
  by_hand in_chroot
  settled "$KREL" ours installed
  image_is 0.1
  run in_chroot "$ROOT" "$scripts_there/catch-up"
  image_is "$headers"
  echo "$output"
  ((status == 3))
  [[ $(grep -c "$reason; next: sudo apt-get install linux-.*-$KREL linux-headers-$KREL\$" <<<"$output") == 1 ]]
  settled "$KREL" ours waiting "$reason"
  [[ $(state_of "$KREL" version) == "$VERSION" && -z $(state_of "$KREL" exact) ]]
}

@test "ATH_USER_REGD_ANY_VERSION=1 takes the other version, says so, and caches it as what it is" {
  clear_cache
  run in_chroot_offline "$ROOT" env ATH_USER_REGD_ANY_VERSION=1 dkms install "$MODULE" -k "$KREL"
  echo "$output"
  quietly apt purge "linux-source-$SERIES"
  ((status == 0))
  [[ $(cached) == "linux_$SERIES.1-1" ]]
  [[ $(who_answers "$KREL") == ours ]]
  [[ $(state_of "$KREL" exact) == no && $(state_of "$KREL" source_version) == "$SERIES.1-1" ]]
  [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -F exact ath) == no ]]
}

# on_full FOLDER SIZE COMMAND...: with a small disk there.
on_full() {
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --propagation private bash -c '
    mkdir -p "$1" && mount -t tmpfs -o "size=$2" none "$1" || exit
    source "$0"
    in_chroot "$ROOT" "${@:3}"
    status=$?
    # apt-source may keep what it knows by now, but nothing half.
    echo "left: $(find "$1" -mindepth 1 ! -name .lock ! -name partial \( ! -path "*/.deb-src*" -o -path "*/partial/*" \) -printf "%P ")"
    exit $status' "$BATS_TEST_DIRNAME/chroot.bash" "$ROOT$1" "$2" "${@:3}"
}

@test "a full disk under the cache: it waits, nothing half-written" {
  clear_cache
  run on_full /var/cache/ath-user-regd 1m dkms install "$MODULE" -k "$KREL"
  echo "$output"
  ((status != 0))
  reason | grep 'df -h'
  grep -qx 'left: ' <<<"$output"
  is_left_alone
  run on_full /var/cache/ath-user-regd 1m dkms autoinstall -k "$KREL"
  echo "$output"
  ((status == 0))
  grep -qx 'left: ' <<<"$output"
  is_left_alone
  state_is "$KREL" waiting
  [[ $(state_of "$KREL" next) == *'df -h'* ]]
}

@test "a full disk where it is built: it waits, saying so" {
  run on_full /var/lib/ath-user-regd 6m dkms autoinstall -k "$KREL"
  echo "$output"
  ((status == 0))
  reason | grep -E 'No space left|df -h'
  is_left_alone
}

@test "a patch that doesn't apply: refused with the patch and the source" {
  alter_source "$ENTRY"
  fails in_chroot_offline failed "0002-ath-regd-optional.patch does not apply to the source $VERSION"
}

@test "a compiler error: refused with the first error, stock stays" {
  sed -i '1i #error no such luck' "$SRC/src/module/user_regd.c"
  fails in_chroot_offline failed 'the build failed: .*user_regd.c:1:2: error: #error no such luck'
}

@test "somebody's depmod.d puts the distribution's modules first: refused, naming that file" {
  mkdir "$ROOT/run/depmod.d"
  echo 'search built-in updates' >"$ROOT/run/depmod.d/mine.conf"
  run in_chroot_offline "$ROOT" "$scripts_there/catch-up"
  rm -r "$ROOT/run/depmod.d"
  echo "$output"
  ((status == 1))
  [[ $output == *"error: $KREL: modprobe doesn't take ours, but /lib/modules/$KREL/kernel/"*"/ath.ko"*", as /run/depmod.d/mine.conf has it; next: sudoedit /run/depmod.d/mine.conf && sudo "*catch-up* ]]
  is_left_alone
  state_is "$KREL" refused 'as /run/depmod.d/mine.conf has it'
}

@test "no headers: it waits, with the package to install" {
  mv "$ROOT/lib/modules/$KREL/build" "$ROOT/lib/modules/$KREL/build.away"
  run in_chroot "$ROOT" "$scripts_there/ready" "$KREL"
  mv "$ROOT/lib/modules/$KREL/build.away" "$ROOT/lib/modules/$KREL/build"
  echo "$output"
  ((status == 3))
  is_left_alone
  # The second where headers bring their image, which then is a package without headers.
  state_is "$KREL" waiting "no kernel headers in /lib/modules/$KREL/build\|has brought it, and none .*/$KREL/build/.config"
  [[ $(state_of "$KREL" next) == "sudo apt-get install linux-headers-$KREL" ]]
}

@test "a kernel release that doesn't exist, or is hostile: refused, nothing run" {
  # shellcheck disable=SC2016 # nothing is to expand
  for krel in 6.0.0-0-none ../x 'a b' '6.1;touch /pwned' '$(touch /pwned)' '6.1`touch /pwned`' '-k'; do
    for script in ready dkms-install 'prepare /tmp/none' 'build /tmp/none' 'kernel-source /tmp/none'; do
      read -ra words <<<"$script"
      run in_chroot_offline "$ROOT" "$scripts_there/${words[0]}" "$krel" "${words[@]:1}"
      echo "$script $krel: $status: $output"
      ((status != 0))
      grep -qE '^ath-user-regd: error: .*; (next|see): ' <<<"$output"
    done
    run in_chroot "$ROOT" env "KREL=$krel" make -C /root/checkout modules
    echo "make modules $krel: $status: $output"
    ((status != 0))
    grep -qE '^ath-user-regd: error: .*; (next|see): ' <<<"$output"
  done
  [[ ! -e $ROOT/pwned && ! -e $ROOT/tmp/none ]]
}

@test "killed at any point, a build leaves the stock modules, and the next one works" {
  clear_cache
  for delay in 0.4 0.8 1.5 3 6 10; do
    in_chroot "$ROOT" timeout -s KILL "$delay" dkms install "$MODULE" -k "$KREL" >/dev/null 2>&1 3>&- || true
    # Done before that, it is ours, and whole.
    if [[ $(who_answers "$KREL") != stock ]]; then
      settled "$KREL" ours installed
      [[ $(modules_installed) == "$(modules_of_config)" ]]
      break
    fi
    while read -r entry; do
      [[ $entry == .* ]] || (cd "$ROOT/var/cache/ath-user-regd/$entry" && sha256sum -c --quiet sums)
    done < <(cached)
    # Only who led has died.
    sleep 1
  done
  remove_build
  run by_hand in_chroot
  echo "$output"
  ((status == 0))
  settled "$KREL" ours installed
  nothing_half_written
}

@test "dkms remove brings /lib/modules, /usr/src and /etc back as they were" {
  run we_go
  echo "$output"
  ((status == 0))
  list_system >"$BATS_TEST_TMPDIR/after"
  diff "$BATS_FILE_TMPDIR/before" "$BATS_TEST_TMPDIR/after" >"$BATS_TEST_TMPDIR/diff" || {
    head -n 20 "$BATS_TEST_TMPDIR/diff"
    false
  }
  [[ $(who_answers "$KREL") == stock ]]
  [[ ! -e $ROOT/var/lib/ath-user-regd/kernels/$KREL ]]
}

@test "where DKMS's folder is elsewhere: ours, and gone again" {
  mkdir "$ROOT/srv/dkms"
  echo 'dkms_tree="/srv/dkms"' >>"$ROOT/etc/dkms/framework.conf"
  run we_come
  echo "$output"
  ((status == 0))
  settled "$KREL" ours installed
  in_chroot "$ROOT" "$scripts_there/is-done" "$KREL"
  run we_go
  echo "$output"
  ((status == 0))
  [[ $(who_answers "$KREL") == stock && ! -e $ROOT/srv/dkms/ath-user-regd ]]
}
