# make install, dkms and make uninstall on a bare system, and every way in which
# they can fail. SUITE says of which Debian release (bookworm).
# The tests follow one another in one chroot, from install to uninstall.

bats_require_minimum_version 1.5.0
load system.bash

# Variables for in_chroot's command.
CHROOT_ENV=()

setup_file() {
  export SUITE=${SUITE:-bookworm}
  export ROOT=$BATS_FILE_TMPDIR/root
  make_chroot "$SUITE" "$ROOT"
  copy_checkout "$BATS_TEST_DIRNAME/../.." "$ROOT/root/checkout"
  list_system >"$BATS_FILE_TMPDIR/before"
  in_chroot "$ROOT" make -C /root/checkout install >"$BATS_FILE_TMPDIR/install.log" 2>&1
  KREL=$(basename "$ROOT"/lib/modules/*)
  SERIES=$(grep -oE '^[0-9]+\.[0-9]+' <<<"$KREL")
  # shellcheck disable=SC2016 # dpkg's own variable
  VERSION=$(in_chroot "$ROOT" dpkg-query -W -f='${source:Version}' "linux-headers-$KREL")
  MODULE=ath-user-regd/$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' "$BATS_TEST_DIRNAME/../../dkms.conf")
  export KREL SERIES VERSION MODULE
  export SRC=$ROOT/usr/src/${MODULE/\//-}
  # The distribution's own modules, as its image package would bring them, to
  # see that they stay in place.
  lay_stock_modules "$ROOT" "$KREL"
  list_system | grep -F "/modules/$KREL/kernel/" >"$BATS_FILE_TMPDIR/stock"
}

# What uninstall has to restore: names, modes, contents.
list_system() {
  (cd "$ROOT" && find lib/modules usr/lib/modules usr/src etc \( -type f -exec sha256sum {} + -o -printf '%y %m %p %l\n' \) 2>/dev/null | sort)
}

# The state in which a failed build has to leave the system.
stock_in_place() {
  [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -n ath) == */kernel/drivers/* ]]
  in_chroot "$ROOT" modprobe -S "$KREL" -n --show-depends ath | grep -q /kernel/
  [[ ! -e $ROOT/lib/modules/$KREL/updates/dkms/ath.ko ]]
  [[ -z $(find "$ROOT/var/cache/ath-user-regd" -name '.ath-user-regd.*') ]]
  [[ ! $(in_chroot "$ROOT" dkms status "$MODULE" -k "$KREL") =~ installed|built ]]
}

ours_in_place() {
  [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -F version ath) == "${MODULE#*/}" ]]
}

remove_build() {
  in_chroot "$ROOT" dkms remove "$MODULE" -k "$KREL" >/dev/null 2>&1 || true
  in_chroot "$ROOT" dkms add "$MODULE" >/dev/null 2>&1 || true
}

dkms_install() { in_chroot "$ROOT" dkms install "$MODULE" -k "$KREL"; }
dkms_install_offline() { in_chroot_offline "$ROOT" dkms install "$MODULE" -k "$KREL"; }

# The source alone, as dkms has it prepared; the tree is thrown away again.
prepare() { # in_chroot or in_chroot_offline
  "$1" "$ROOT" rm -rf /tmp/tree
  "$1" "$ROOT" "/usr/src/${MODULE/\//-}/scripts/prepare" "$KREL" /tmp/tree
}

# What a user sees: dkms's own output (2.8, 3.0) or the log that it names.
reason() {
  printf '%s\n' "$output" "$(cat "$ROOT/var/lib/dkms/$MODULE/build/make.log" 2>/dev/null)" |
    grep -F "ath-user-regd: error: $KREL: " | grep '; next: '
}

clear_cache() { rm -rf "$ROOT"/var/cache/ath-user-regd/*; }
keep_cache() { cp -a "$ROOT/var/cache/ath-user-regd" "$BATS_TEST_TMPDIR/cache"; }
restore_cache() { rm -rf "$ROOT/var/cache/ath-user-regd"; cp -a "$BATS_TEST_TMPDIR/cache" "$ROOT/var/cache/ath-user-regd"; }

@test "make install ends with our modules, installed by dkms, and a summary" {
  cat "$BATS_FILE_TMPDIR/install.log"
  in_chroot "$ROOT" dkms status "$MODULE" -k "$KREL" | grep -q installed
  ours_in_place
  awk -v krel="$KREL" -v version="$VERSION" '
    $1 == krel && $2 == version && /ath ath10k_core ath10k_pci ath10k_usb +\// { found = 1 }
    END { exit !found }' "$BATS_FILE_TMPDIR/install.log"
  grep -q "sudo ath-user-regd enable" "$BATS_FILE_TMPDIR/install.log"
}

@test "the command is there as well, and finds our modules" {
  grep -q 'the command is there as well' "$BATS_FILE_TMPDIR/install.log"
  run in_chroot "$ROOT" ath-user-regd doctor
  echo "$output"
  [[ $output == *"the newest kernel, $KREL, has our module, version ${MODULE#*/}"* ]]
  run in_chroot "$ROOT" ath-user-regd verify "$KREL"
  echo "$output"
  ((status == 0))
  [[ -e $ROOT/usr/share/man/man8/ath-user-regd.8 ]]
}

@test "where ours give way, the stock modules answer before ours are gone" {
  cp -a "$ROOT/lib/modules/$KREL/updates" "$BATS_TEST_TMPDIR/"
  # shellcheck disable=SC2016 # the inner shell expands them
  in_chroot "$ROOT" bash -c '. "/usr/src/${1/\//-}/scripts/common.sh"; rm() { :; }; give_way "$2"' _ "$MODULE" "$KREL"
  ls "$ROOT/lib/modules/$KREL/updates/dkms/ath.ko"*
  for name in ath ath10k_core ath10k_pci; do
    [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -n "$name") == */kernel/drivers/* ]]
  done
  # shellcheck disable=SC2016
  in_chroot "$ROOT" bash -c '. "/usr/src/${1/\//-}/scripts/common.sh"; give_way "$2"' _ "$MODULE" "$KREL"
  [[ -z $(ls -A "$ROOT/lib/modules/$KREL/updates/dkms") ]]
  cp -a "$BATS_TEST_TMPDIR/updates/." "$ROOT/lib/modules/$KREL/updates/"
  in_chroot "$ROOT" depmod "$KREL"
  ours_in_place
}

@test "stopped while it builds in place of what is installed: DKMS knows that still" {
  run in_chroot "$ROOT" timeout 8 /usr/src/"${MODULE/\//-}"/scripts/dkms-install "$KREL"
  echo "$output"
  ((status == 124))
  ours_in_place
  in_chroot "$ROOT" dkms status "$MODULE" -k "$KREL" | grep ': installed'
}

@test "without what the command is built with the modules are installed all the same, saying so" {
  mv "$ROOT/usr/include/cjson" "$BATS_TEST_TMPDIR/"
  run in_chroot_offline "$ROOT" make -C /root/checkout install
  mv "$BATS_TEST_TMPDIR/cjson" "$ROOT/usr/include/"
  echo "$output"
  ((status != 0))
  grep 'error: the command ath-user-regd was not built; the modules do without it; next: .*options ath user_regd=1' <<<"$output"
  ours_in_place
}

@test "it says that the running kernel is not the distribution's, and which it took" {
  grep -q "taking the distribution's default kernel, $KREL" "$BATS_FILE_TMPDIR/install.log"
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
  in_chroot "$ROOT" modprobe -S "$KREL" -n --show-depends ath10k_pci | tee /dev/stderr | grep -q 'updates/dkms/ath10k_core'
}

@test "/usr/src at most 200 KB, the cache at most 3 MB a source" {
  (($(du -sk "$SRC" | cut -f1) <= 200))
  for entry in "$ROOT"/var/cache/ath-user-regd/*; do
    (($(du -sk "$entry" | cut -f1) <= 3072))
  done
}

@test "a cloud kernel, which has no wireless, is skipped without an error, saying so" {
  in_chroot "$ROOT" apt-get -qq -y --no-install-recommends install "linux-headers-${KREL/-amd64/-cloud-amd64}" >"$BATS_TEST_TMPDIR/log" 2>&1
  cat "$BATS_TEST_TMPDIR/log"
  grep -q 'cloud-amd64: ath is no module of this kernel.*skipped' "$BATS_TEST_TMPDIR/log"
  cloud=$(basename "$ROOT"/lib/modules/*cloud*)
  run in_chroot "$ROOT" dkms autoinstall -k "$cloud"
  echo "$output"
  ((status == 0))
  run in_chroot "$ROOT" dkms build "$MODULE" -k "$cloud"
  echo "$output"
  ((status != 0))
  [[ ! -e $ROOT/var/lib/dkms/$MODULE/$cloud ]]
}

@test "make install again replaces what is there, from the cache, without a network" {
  run in_chroot_offline "$ROOT" make -C /root/checkout install
  echo "$output"
  ((status == 0))
  [[ $output == *"cloud-amd64: ath is no module of this kernel"*skipped* ]]
  ours_in_place
  # Also where the distribution's own lie beside them, with the same source.
  [[ $(modules_installed) == "$(modules_of_config)" ]]
  [[ $(in_chroot "$ROOT" dkms status "$MODULE" -k "$KREL" 2>&1) != *WARNING* ]]
  in_chroot "$ROOT" apt-get -qq -y autoremove --purge 'linux-headers*cloud*' >/dev/null 2>&1
  [[ ! -e $ROOT/lib/modules/${KREL/-amd64/-cloud-amd64} ]] || rm -r "$ROOT/lib/modules/${KREL/-amd64/-cloud-amd64}"
}

@test "no network, nothing cached: refused with the next step, stock stays" {
  remove_build
  keep_cache
  clear_cache
  run dkms_install_offline
  restore_cache
  echo "$output"
  ((status != 0))
  reason | grep -q "apt-download: .*can't be downloaded"
  stock_in_place
}

@test "make install names the reason in its last lines, and fails" {
  keep_cache
  clear_cache
  run in_chroot_offline "$ROOT" make -C /root/checkout install
  restore_cache
  echo "$output"
  ((status != 0))
  grep -F "ath-user-regd: error: $KREL: no source of its version, $VERSION " <<<"$output" | grep '; next: '
  stock_in_place
}

@test "a damaged cache entry is noticed and replaced" {
  remove_build
  entry=$ROOT/var/cache/ath-user-regd/$VERSION/ath.tar.gz
  dd if=/dev/zero of="$entry" bs=1 seek=2000 count=100 conv=notrunc 2>/dev/null
  run prepare in_chroot
  echo "$output"
  ((status == 0))
  [[ $output == *"the cached source $VERSION is damaged, getting it again"* ]]
  (cd "$ROOT/var/cache/ath-user-regd/$VERSION" && sha256sum -c ath.tar.gz.sha256)
}

@test "a damaged cache entry without a network: refused, stock stays" {
  remove_build
  keep_cache
  truncate -s 1000 "$ROOT/var/cache/ath-user-regd/$VERSION/ath.tar.gz"
  run dkms_install_offline
  restore_cache
  echo "$output"
  ((status != 0))
  reason
  stock_in_place
}

@test "an installed linux-source package is taken, without a network" {
  in_chroot "$ROOT" apt-get -qq -y --no-install-recommends install "linux-source-$SERIES" >/dev/null 2>&1
  clear_cache
  run prepare in_chroot_offline
  echo "$output"
  ((status == 0))
  [[ -f $ROOT/var/cache/ath-user-regd/$VERSION/ath.tar.gz ]]
}

@test "a truncated linux-source tarball: refused, nothing half-written" {
  remove_build
  keep_cache
  clear_cache
  tarball=$ROOT/usr/src/linux-source-$SERIES.tar.xz
  mv "$tarball" "$tarball.whole"
  head -c 100000000 "$tarball.whole" >"$tarball"
  run dkms_install_offline
  mv "$tarball.whole" "$tarball"
  [[ -z $(ls -A "$ROOT/var/cache/ath-user-regd") ]]
  restore_cache
  echo "$output"
  ((status != 0))
  reason | grep -q 'is damaged'
  stock_in_place
}

@test "linux-source of another version: refused with both versions and the switch" {
  remove_build
  keep_cache
  clear_cache
  sed -i "/^Package: linux-source-$SERIES\$/,/^\$/s/^Version: .*/Version: $SERIES.1-1/" "$ROOT/var/lib/dpkg/status"
  run dkms_install_offline
  restore_cache
  echo "$output"
  ((status != 0))
  reason | tee "$BATS_TEST_TMPDIR/reason"
  grep -qF "has $SERIES.1-1" "$BATS_TEST_TMPDIR/reason"
  grep -qF "$VERSION" "$BATS_TEST_TMPDIR/reason"
  grep -qF "ATH_USER_REGD_ANY_VERSION=1" "$BATS_TEST_TMPDIR/reason"
  stock_in_place
}

@test "ATH_USER_REGD_ANY_VERSION=1 takes the other version, says so, and caches it as what it is" {
  keep_cache
  clear_cache
  CHROOT_ENV=(ATH_USER_REGD_ANY_VERSION=1)
  run prepare in_chroot_offline
  CHROOT_ENV=()
  entries=$(ls "$ROOT/var/cache/ath-user-regd")
  in_chroot "$ROOT" apt-get -qq -y purge "linux-source-$SERIES" >/dev/null 2>&1
  restore_cache
  echo "$output"
  ((status == 0))
  [[ $output == *"taking the source $SERIES.1-1 for the kernel $VERSION, as told"* ]]
  [[ $entries == "$SERIES.1-1" ]]
}

@test "a full disk under the cache: refused, nothing half-written" {
  remove_build
  keep_cache
  clear_cache
  # shellcheck disable=SC2016 # the inner shell expands them
  run unshare --mount --propagation private bash -c '
    mount -t tmpfs -o size=1m none "$ROOT/var/cache/ath-user-regd"
    source "$0"
    in_chroot "$ROOT" dkms install "$MODULE" -k "$KREL"
    status=$?
    echo "left: $(ls -A "$ROOT/var/cache/ath-user-regd")"
    exit $status' "$BATS_TEST_DIRNAME/chroot.bash"
  restore_cache
  echo "$output"
  ((status != 0))
  reason | grep -q 'df -h'
  grep -qx 'left: ' <<<"$output"
  stock_in_place
}

@test "a full disk where dkms builds: refused" {
  remove_build
  # shellcheck disable=SC2016 # the inner shell expands them
  run unshare --mount --propagation private bash -ec '
    mount -t tmpfs -o size=6m none "$ROOT/var/lib/dkms/$MODULE/build"
    mkdir "$ROOT/var/lib/dkms/$MODULE/build/x"
    source "$0"
    in_chroot "$ROOT" /usr/src/"${MODULE/\//-}"/scripts/build "$KREL" "/var/lib/dkms/$MODULE/build/x/tree"' \
    "$BATS_TEST_DIRNAME/chroot.bash"
  echo "$output"
  ((status != 0))
  reason | grep -E 'No space left|df -h'
  stock_in_place
}

@test "a patch that doesn't apply: refused with the patch and the source" {
  remove_build
  keep_cache
  alter_source "$ROOT/var/cache/ath-user-regd/$VERSION"
  run dkms_install_offline
  restore_cache
  echo "$output"
  ((status != 0))
  reason | grep -q "0002-ath-regd-optional.patch does not apply to the source $VERSION"
  stock_in_place
}

@test "a compiler error: refused with the first error, stock stays" {
  remove_build
  sed -i '1i #error no such luck' "$SRC/src/module/user_regd.c"
  run dkms_install_offline
  sed -i 1d "$SRC/src/module/user_regd.c"
  echo "$output"
  ((status != 0))
  reason | grep -q 'the build failed: .*user_regd.c:1:2: error: #error no such luck'
  stock_in_place
}

@test "no headers: refused with the package to install" {
  mv "$ROOT/lib/modules/$KREL/build" "$ROOT/lib/modules/$KREL/build.away"
  run in_chroot "$ROOT" /root/checkout/scripts/build "$KREL" /tmp/none
  mv "$ROOT/lib/modules/$KREL/build.away" "$ROOT/lib/modules/$KREL/build"
  echo "$output"
  ((status == 1))
  [[ $output == *"$KREL: no kernel headers in /lib/modules/$KREL/build; next: apt-get install linux-headers-$KREL"* ]]
  [[ ! -e $ROOT/tmp/none ]]
}

@test "a kernel release that doesn't exist, or is hostile: refused, nothing run" {
  # shellcheck disable=SC2016 # nothing is to expand
  for krel in 6.0.0-0-none ../x 'a b' '6.1;touch /pwned' '$(touch /pwned)' '6.1`touch /pwned`' '-k' ''; do
    # shellcheck disable=SC2034 # in_chroot reads it
    CHROOT_ENV=("KREL=$krel")
    run in_chroot "$ROOT" make -C /root/checkout modules
    [[ -n $krel ]] || continue
    echo "$krel: $output"
    ((status != 0))
    grep -q '^ath-user-regd: error: .*; next: ' <<<"$output"
    run in_chroot_offline "$ROOT" make -C /root/checkout install
    echo "$krel: $output"
    ((status != 0))
    grep -q '^ath-user-regd: error: .*; next: ' <<<"$output"
  done
  [[ ! -e $ROOT/pwned ]]
}

@test "killed at any point, a build leaves the stock modules, and the next one works" {
  remove_build
  clear_cache
  for delay in 0.4 0.8 1.5 3 6 10; do
    in_chroot "$ROOT" timeout -s KILL "$delay" dkms install "$MODULE" -k "$KREL" >/dev/null 2>&1 || true
    # Done before that, it is ours, and whole.
    if [[ $(in_chroot "$ROOT" modinfo -k "$KREL" -n ath) != */kernel/drivers/* ]]; then
      ours_in_place
      [[ $(modules_installed) == "$(modules_of_config)" ]]
      break
    fi
    for entry in "$ROOT"/var/cache/ath-user-regd/[0-9]*; do
      [[ ! -d $entry ]] || (cd "$entry" && sha256sum -c --quiet ath.tar.gz.sha256)
    done
    sleep 1
  done
  remove_build
  run dkms_install
  echo "$output"
  ((status == 0))
  ours_in_place
  [[ -z $(find "$ROOT/var/cache/ath-user-regd" -name '.ath-user-regd.*') ]]
}

@test "make uninstall brings /lib/modules, /usr/src and /etc back as they were" {
  # A kernel without modules, one elsewhere, and a package that no archive has now.
  mkdir -p "$ROOT/lib/modules/0.0-none"
  touch "$ROOT/lib/modules/0.0-none/modules."{order,builtin.bin}
  cp -r "$ROOT/lib/modules/0.0-none" "$ROOT/root/elsewhere"
  rm "$ROOT/root/elsewhere/modules.order"
  ln -s /root/elsewhere "$ROOT/lib/modules/0.0-link"
  echo no-such-package >>"$ROOT/var/lib/ath-user-regd/packages"
  run in_chroot "$ROOT" make -C /root/checkout uninstall
  tail -n 20 <<<"$output"
  ((status == 0))
  rm "$ROOT/lib/modules/0.0-none/modules.builtin.bin" "$ROOT/root/elsewhere/modules.builtin.bin"
  rm -r "$ROOT/lib/modules/0.0-"{none,link} "$ROOT/root/elsewhere"
  # The stock modules were laid in later than the list was made.
  list_system >"$BATS_TEST_TMPDIR/after"
  diff "$BATS_FILE_TMPDIR/before" \
    <(grep -vF "/modules/$KREL" "$BATS_TEST_TMPDIR/after" | grep -v '^d [0-9]* .*lib/modules $')
  diff "$BATS_FILE_TMPDIR/stock" <(grep -F "/modules/$KREL/kernel/" "$BATS_TEST_TMPDIR/after")
  run grep -E "/modules/${KREL//+/.}/(build|source|updates)( |/|\$)" "$BATS_TEST_TMPDIR/after"
  [[ -z $output ]]
  # modinfo has gone with its package; this is the index it would read.
  grep -qE '^kernel/.*/ath\.ko' "$ROOT/lib/modules/$KREL/modules.dep"
  run grep updates/ "$ROOT/lib/modules/$KREL/modules.dep"
  [[ -z $output ]]
  [[ ! -e $ROOT/var/cache/ath-user-regd && ! -e $ROOT/var/lib/ath-user-regd ]]
  run find "$ROOT/usr/sbin" "$ROOT/usr/lib" "$ROOT/usr/share" -name 'ath-user-regd*'
  [[ -z $output ]]
}
