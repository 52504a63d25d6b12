# What can befall a build on a user's machine: Secure Boot, two at once, the plug
# pulled, a disk that is all but full. SUITE says of which Debian release
# (bookworm); SEED is that of chance.

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_system --tree --modules
  thin_kernels
  SRC=/usr/src/ath-user-regd-$NEW_VERSION
  export SRC
  quietly apt --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL" \
    "linux-image-$NEW_KREL" "linux-headers-$NEW_KREL" dkms
  MOK=$ROOT/var/lib/dkms/mok.pub
  # dkms 2.8 makes no key, and signs when it is told with what.
  if in_chroot "$ROOT" dkms --version | grep -q '[: -]2\.'; then
    MOK=$ROOT/root/mok.der
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=tests -keyout "$ROOT/root/mok.priv" \
      -outform DER -out "$MOK" 2>"$BATS_FILE_TMPDIR/log"
    echo 'sign_tool=/etc/dkms/sign_helper.sh' >>"$ROOT/etc/dkms/framework.conf"
  fi
  export MOK
  quietly apt --no-install-recommends install "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
}

unbuild() { # KREL
  in_chroot "$ROOT" dkms remove "ath-user-regd/$NEW_VERSION" -k "$1" >/dev/null 2>&1 || true
  in_chroot "$ROOT" "$SRC/scripts/sweep"
  [[ -L $ROOT/var/lib/dkms/ath-user-regd/$NEW_VERSION/source ]] ||
    in_chroot "$ROOT" dkms add "ath-user-regd/$NEW_VERSION" >/dev/null
  stock "$1"
}

catch_up() { in_chroot "$ROOT" "$SRC/scripts/catch-up"; }

# kernel_is VERSION: the newest kernel and its headers, as dpkg knows them.
kernel_is() {
  sed -i "/^Package: linux-[a-z]*-$NEW_KREL\$/,/^\$/s/^Version: .*/Version: $1/" "$ROOT/var/lib/dpkg/status"
}
built_for() { in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F built_for ath; }

@test "the modules carry the signature of dkms's key (Secure Boot)" {
  ours "$NEW_KREL" "$NEW_VERSION"
  for name in ath ath10k_core; do
    file=$ROOT$(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -n "$name")
    case $file in
      *.xz) xz -dc "$file" ;;
      *) cat "$file" ;;
    esac >"$BATS_TEST_TMPDIR/$name.ko"
    # What include/linux/module_signature.h says: the module, the signature, 12
    # bytes with its length, the magic line.
    python3 - "$BATS_TEST_TMPDIR/$name" <<'P'
import struct, sys
name = sys.argv[1]
data = open(name + ".ko", "rb").read()
magic = b"~Module signature appended~\n"
assert data.endswith(magic), "no signature"
data = data[:-len(magic)]
length = struct.unpack(">I", data[-4:])[0]
open(name + ".sig", "wb").write(data[-12 - length:-12])
open(name + ".content", "wb").write(data[:-12 - length])
P
    openssl x509 -inform DER -in "$MOK" -out "$BATS_TEST_TMPDIR/mok.pem"
    verify() {
      openssl smime -verify -binary -inform DER -in "$BATS_TEST_TMPDIR/$name.sig" -content "$1" \
        -certfile "$BATS_TEST_TMPDIR/mok.pem" -nointern -noverify -out /dev/null
    }
    verify "$BATS_TEST_TMPDIR/$name.content"
    # It would not do for another module.
    echo >>"$BATS_TEST_TMPDIR/$name.content"
    run verify "$BATS_TEST_TMPDIR/$name.content"
    ((status != 0))
  done
}

@test "DKMS's key is another since: what doctor says to type has them signed by that one" {
  before=$(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F sig_key ath)
  key=${MOK%.*}.key
  [[ -e $key ]] || key=${MOK%.*}.priv
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=another -keyout "$key" -outform DER -out "$MOK" 2>"$BATS_FILE_TMPDIR/log"
  next=$(in_chroot "$ROOT" "$SRC/scripts/advice" next_rebuild "$NEW_KREL")
  echo "$next"
  quietly in_chroot "$ROOT" env DEBIAN_FRONTEND=noninteractive sh -c "${next//sudo /}"
  ours "$NEW_KREL" "$NEW_VERSION"
  after=$(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F sig_key ath)
  echo "$before, then $after"
  [[ -n $after && $after != "$before" ]]
}

@test "two kernels, two at once: both are built, each once" {
  unbuild "$OLD_KREL"
  unbuild "$NEW_KREL"
  catch_up >"$BATS_TEST_TMPDIR/1" 2>&1 3>&- &
  one=$!
  catch_up >"$BATS_TEST_TMPDIR/2" 2>&1 3>&- &
  two=$!
  # Whoever has waited a minute for the other is done, with status 3.
  wait "$one" || (($? == 3))
  wait "$two" || (($? == 3))
  cat "$BATS_TEST_TMPDIR"/[12]
  ours "$OLD_KREL" "$NEW_VERSION"
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ $(cat "$BATS_TEST_TMPDIR"/[12] | grep -c 'prepared from the source') == 2 ]]
}

@test "the plug is pulled at points of a build by chance: stock or ours at each, ours in the end" {
  seed=$((${SEED:-$(date +%s)}))
  echo "# SEED=$seed" >&3
  RANDOM=$((seed & 0x7fffffff))
  unbuild "$NEW_KREL"
  start=$EPOCHREALTIME
  quietly catch_up
  took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
  ours=0
  for ((i = 0; i < ${POINTS:-20}; i++)); do
    version=$NEW_META
    case $((i % 4)) in
      # A quarter begins with the download.
      0)
        unbuild "$NEW_KREL"
        rm -rf "$ROOT"/var/cache/ath-user-regd/*
        ;;
      # A quarter is in place of ours, for a release that has been built again.
      3)
        quietly catch_up
        [[ $(built_for) == "linux $version" ]]
        cp -r "$ROOT/var/cache/ath-user-regd/linux_$version" "$ROOT/var/cache/ath-user-regd/linux_$version+again1"
        version+=+again1
        kernel_is "$version"
        ;;
      *) unbuild "$NEW_KREL" ;;
    esac
    delay=$(awk -v r="$RANDOM" -v t="$took" 'BEGIN { printf "%.2f", r / 32768 * t * 1.1 }')
    # Two fifths of the times only who leads dies, as when memory runs out: the rest goes on.
    leader=()
    ((i % 8 > 3)) || leader=(unshare --pid --fork --kill-child)
    in_chroot "$ROOT" timeout -s KILL "$delay" "${leader[@]}" "$SRC/scripts/catch-up" >/dev/null 2>&1 3>&- || true
    file=$(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -n ath)
    in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F depends ath | grep -q cfg80211
    for name in ath10k_core ath10k_pci ath9k; do
      in_chroot "$ROOT" modprobe -C /dev/null -S "$NEW_KREL" -n --show-depends "$name" >/dev/null
    done
    for entry in "$ROOT"/var/cache/ath-user-regd/linux_*; do
      [[ ! -d $entry ]] || (cd "$entry" && sha256sum -c --quiet sums)
    done
    [[ $file != */updates/* ]] || ours=$((ours + 1))
    # What goes on still has the lock of who led.
    flock --wait 300 "$ROOT/var/lib/ath-user-regd/lock" true
    # Each third time it has to do with what is left as it is.
    if ((i % 3 == 0)); then
      quietly catch_up
      ours "$NEW_KREL" "$NEW_VERSION"
      [[ $(built_for) == "linux $version" ]]
    fi
    kernel_is "$NEW_META"
    rm -rf "$ROOT/var/cache/ath-user-regd/linux_$NEW_META+again1"
  done
  echo "# ours already at $ours of ${POINTS:-20} points" >&3
  quietly catch_up
  ours "$NEW_KREL" "$NEW_VERSION"
  [[ -z $(find "$ROOT/var/cache/ath-user-regd" "$ROOT/var/lib/ath-user-regd" -name '.ath-user-regd.*') ]]
}

# with_free MEGABYTES COMMAND...: in the chroot, where that much more can be
# written. What is written is gone afterwards.
with_free() {
  local free=$1
  shift
  mkdir -p "$BATS_TEST_TMPDIR/small" "$BATS_TEST_TMPDIR/root"
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --propagation private bash -c '
    set -e
    small=$1 over=$2 free=$3
    shift 3
    mount -t tmpfs -o size="${free}m" none "$small"
    mkdir "$small/upper" "$small/work"
    mount -t overlay -o "lowerdir=$ROOT,upperdir=$small/upper,workdir=$small/work" overlay "$over"
    source "$0"
    CHROOT_ARCHIVES= in_chroot "$over" "$@"' \
    "$BATS_TEST_DIRNAME/chroot.bash" "$BATS_TEST_TMPDIR/small" "$BATS_TEST_TMPDIR/root" "$free" "$@"
}

@test "60 MB of free disk, the source cached: built" {
  unbuild "$NEW_KREL"
  run with_free 60 sh -c "$SRC/scripts/catch-up && modinfo -k $NEW_KREL -n ath"
  echo "$output"
  ((status == 0))
  [[ ${lines[-1]} == */updates/dkms/ath.ko* ]]
}

@test "60 MB of free disk, a source to download: it waits, stock stays, nothing is left lying" {
  unbuild "$NEW_KREL"
  # Of what was killed before, /tmp is the system's to clear.
  rm -rf "$ROOT"/tmp/.ath-user-regd.*
  mv "$ROOT/var/cache/ath-user-regd" "$BATS_TEST_TMPDIR/cache"
  run with_free 60 sh -c "$SRC/scripts/catch-up; echo status \$?; modinfo -k $NEW_KREL -n ath
    find /var/cache/ath-user-regd /var/lib/ath-user-regd /tmp -name '.ath-user-regd.*' | grep -c ."
  mv "$BATS_TEST_TMPDIR/cache" "$ROOT/var/cache/ath-user-regd"
  echo "$output"
  grep -q "^ath-user-regd: error: $NEW_KREL: .*; next: .*df -h" <<<"$output" || grep -q "can't be downloaded" <<<"$output"
  grep -qx 'status 3' <<<"$output"
  [[ ${lines[-2]} == */kernel/drivers/* && ${lines[-1]} == 0 ]]
}

@test "6 MB of free disk: it waits, stock stays, and both are said" {
  unbuild "$NEW_KREL"
  run with_free 6 sh -c "$SRC/scripts/catch-up; echo status \$?; ls /var/lib/ath-user-regd/waiting; modinfo -k $NEW_KREL -n ath"
  echo "$output"
  grep -q "^ath-user-regd: error: $NEW_KREL: " <<<"$output"
  grep -qx 'status 3' <<<"$output"
  [[ ${lines[-2]} == /var/lib/ath-user-regd/waiting && ${lines[-1]} == */kernel/drivers/* ]]
}

# with_updates KB COMMAND...: in the chroot, where the folder of the newest kernel that
# DKMS installs in is a file system of its own, of that size.
with_updates() {
  mkdir -p "$ROOT/lib/modules/$NEW_KREL/updates"
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --propagation private bash -c '
    set -e
    mount -t tmpfs -o size="$1k" none "$ROOT/lib/modules/$NEW_KREL/updates"
    shift
    source "$0"
    in_chroot "$ROOT" "$@"' "$BATS_TEST_DIRNAME/chroot.bash" "$@"
}

@test "60, 300 and 700 KB where DKMS installs: it waits, stock's answer whole; with more room ours do" {
  for kb in 60 300 700; do
    unbuild "$NEW_KREL"
    run with_updates "$kb" sh -c "$SRC/scripts/catch-up; echo status \$?; sed -n 's/^verdict=//p; s/^next=//p' /var/lib/ath-user-regd/kernels/$NEW_KREL
      depmod $NEW_KREL; modinfo -k $NEW_KREL -n ath; modinfo -k $NEW_KREL -n ath10k_core; find /lib/modules/$NEW_KREL/updates -type f | wc -l
      mount -o remount,size=20m /lib/modules/$NEW_KREL/updates
      $SRC/scripts/catch-up; echo status \$?; modinfo -k $NEW_KREL -n ath; modinfo -k $NEW_KREL -F built_for ath10k_core"
    echo "$kb: $output"
    # Not -E: a release can have a plus sign in it.
    grep -q "^ath-user-regd: error: $NEW_KREL: .* has [0-9]* KB free, and ours take [0-9]*; next: df -h /lib/modules/$NEW_KREL/updates$" <<<"$output"
    mapfile -t said < <(grep -vE '^(ath-user-regd: |$)' <<<"$output")
    [[ ${said[*]:0:3} == "status 3 waiting df -h /lib/modules/$NEW_KREL/updates" ]]
    [[ ${said[3]} == */kernel/drivers/* && ${said[4]} == */kernel/drivers/* && ${said[5]} == 0 ]]
    [[ ${said[6]} == "status 0" && ${said[7]} == */updates/dkms/* && ${said[8]} == "linux $NEW_META" ]]
  done
}

@test "a module that DKMS has cut: stock's answer at once, it is said, and it heals by itself" {
  for module in ath ath10k_core; do
    unbuild "$NEW_KREL"
    # shellcheck disable=SC2016 # the inner shell expands it
    cp=$ROOT$(in_chroot "$ROOT" sh -c 'readlink -f "$(command -v cp)"')
    mv "$cp" "$cp.whole"
    cat >"$cp" <<WRAPPER
#!/bin/sh
cp.whole "\$@" || exit
for last; do :; done
case \$last in /lib/modules/*/updates/dkms/$module.ko*) truncate -s -1000 "\$last" ;; esac
WRAPPER
    chmod +x "$cp"
    run catch_up
    mv "$cp.whole" "$cp"
    echo "$output"
    ((status == 3))
    grep -q "^ath-user-regd: error: $NEW_KREL: what DKMS has installed is not what was built: /lib/modules/$NEW_KREL/updates/dkms/$module.ko.*; next: df -h /lib/modules/$NEW_KREL/updates/dkms$" <<<"$output"
    stock "$NEW_KREL"
    ! in_chroot "$ROOT" dkms status ath-user-regd/"$NEW_VERSION" -k "$NEW_KREL" | grep ': installed'
    grep -qx verdict=waiting "$ROOT/var/lib/ath-user-regd/kernels/$NEW_KREL"
    quietly catch_up
    ours "$NEW_KREL" "$NEW_VERSION"
    grep -qx verdict=installed "$ROOT/var/lib/ath-user-regd/kernels/$NEW_KREL"
  done
}

@test "ours that somebody has damaged since: the next run makes them whole" {
  for module in ath ath10k_pci; do
    file=$ROOT$(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -n "$module")
    truncate -s -1 "$file"
    quietly catch_up
    ours "$NEW_KREL" "$NEW_VERSION"
    in_chroot "$ROOT" "$SRC/scripts/whole" "$NEW_KREL" "/lib/modules/$NEW_KREL/updates/dkms"
  done
}

@test "what modprobe is told goes with the last of our modules" {
  conf=$ROOT/etc/modprobe.d/ath-user-regd-stock.conf
  cmp "$conf" <(in_chroot "$ROOT" "$SRC/scripts/stock-conf")
  unbuild "$OLD_KREL"
  [[ -e $conf ]]
  unbuild "$NEW_KREL"
  [[ ! -e $conf ]]
}
