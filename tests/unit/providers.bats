# What providers share, and those that need no system of their own: what of a
# patch is ours, and upstream's tarball with its signed list of checksums, from a
# server that is started here.

# shellcheck disable=SC2030,SC2031 # each test has an environment of its own

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  KREL=$("$TOP/scripts/kernels" --default)
  export REAL=$BATS_FILE_TMPDIR/real
  "$TOP/scripts/kernel-source" "$KREL" "$REAL"
}

setup() {
  export ATH_USER_REGD_CACHE=$BATS_TEST_TMPDIR/cache
  mkdir "$ATH_USER_REGD_CACHE"
  dir=$BATS_TEST_TMPDIR/tree
}

teardown() {
  [[ ! -f $BATS_TEST_TMPDIR/server.pid ]] || kill "$(<"$BATS_TEST_TMPDIR/server.pid")"
}

refused() { # the reason, and the next step; nothing is there
  echo "status $status: $output"
  ((status == 4))
  [[ ${lines[-1]} == "ath-user-regd: error: 6.99.7: "*"$1"*"; next: "* ]]
  [[ ! -e $dir && $(ls -A "$ATH_USER_REGD_CACHE") == .lock ]]
}

@test "of a patch: what is for ath and ath10k, whatever its lines look like" {
  cat >"$BATS_TEST_TMPDIR/patch" <<'P'
From: somebody
--- this is no head

diff --git a/drivers/net/wireless/ath/ath9k/a.c b/drivers/net/wireless/ath/ath9k/a.c
--- a/drivers/net/wireless/ath/ath9k/a.c
+++ b/drivers/net/wireless/ath/ath9k/a.c
@@ -1,2 +1,2 @@
--- a/drivers/net/wireless/ath/regd.c
+++ b/drivers/net/wireless/ath/regd.c
 x
diff --git a/drivers/net/wireless/ath/regd.c b/drivers/net/wireless/ath/regd.c
--- a/drivers/net/wireless/ath/regd.c	2026-01-01
+++ b/drivers/net/wireless/ath/regd.c
@@ -1 +1 @@
-one
+two
@@ -3,2 +3,3 @@ context
 three
+-- four
 five
\ No newline at end of file
--- /dev/null
+++ b/drivers/net/wireless/ath/ath10k/new.c
@@ -0,0 +1 @@
+new
--- a/drivers/net/wireless/ath/ath10k/sub/other.c
+++ b/drivers/net/wireless/ath/ath10k/sub/other.c
@@ -1 +1 @@
-one
+two
P
  "$TOP/scripts/subset" hunks <"$BATS_TEST_TMPDIR/patch" >"$BATS_TEST_TMPDIR/part"
  cat "$BATS_TEST_TMPDIR/part"
  diff - "$BATS_TEST_TMPDIR/part" <<'P'
--- a/drivers/net/wireless/ath/regd.c	2026-01-01
+++ b/drivers/net/wireless/ath/regd.c
@@ -1 +1 @@
-one
+two
@@ -3,2 +3,3 @@ context
 three
+-- four
 five
\ No newline at end of file
--- /dev/null
+++ b/drivers/net/wireless/ath/ath10k/new.c
@@ -0,0 +1 @@
+new
P
}

@test "of a patch: it is applied, and one that doesn't fit fails" {
  cp -r "$REAL" "$dir"
  sed 's/regdomain/changed/' "$REAL/regd.c" >"$BATS_TEST_TMPDIR/regd.c"
  (cd "$BATS_TEST_TMPDIR" && diff -u --label a/drivers/net/wireless/ath/regd.c "$REAL/regd.c" \
    --label b/drivers/net/wireless/ath/regd.c regd.c) >"$BATS_TEST_TMPDIR/patch" || true
  [[ -s $BATS_TEST_TMPDIR/patch ]]
  "$TOP/scripts/subset" patch "$dir" 0 <"$BATS_TEST_TMPDIR/patch"
  cmp "$dir/regd.c" "$BATS_TEST_TMPDIR/regd.c"
  run "$TOP/scripts/subset" patch "$dir" 0 <"$BATS_TEST_TMPDIR/patch"
  ((status != 0))
  "$TOP/scripts/subset" patch "$dir" 0 </dev/null
}

# strange_files FOLDER: in it, what is no plain file.
strange_files() {
  echo secret >"$BATS_TEST_TMPDIR/secret"
  ln -s "$BATS_TEST_TMPDIR/secret" "$1/link.c"
  mkfifo "$1/fifo.h"
  ((EUID != 0)) || mknod "$1/ath10k/device.c" c 1 3
}

subset() { # STATUS WORD...
  run "-$1" timeout 60 "$TOP/scripts/subset" "${@:2}"
  echo "$output"
}

@test "of a tree and of an archive: plain files alone, and nothing is waited for" {
  tree=$BATS_TEST_TMPDIR/linux
  mkdir -p "$tree/drivers/net/wireless" "$tree/include/config"
  cp -r "$REAL" "$tree/drivers/net/wireless/ath"
  printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nEXTRAVERSION =\n' >"$tree/Makefile"
  strange_files "$tree/drivers/net/wireless/ath"
  mkfifo "$tree/include/config/kernel.release"
  tar -C "$BATS_TEST_TMPDIR" -cf "$BATS_TEST_TMPDIR/linux.tar" linux
  subset 0 tree "$tree" "$dir"
  diff -r "$REAL" "$dir"
  subset 0 tarball "$BATS_TEST_TMPDIR/linux.tar" "$dir.2"
  diff -r "$REAL" "$dir.2"
  [[ $output == *"left out, as it is no plain file: "*link.c* ]]
  # however it is packed, and whatever it is called
  for packer in gzip bzip2 xz 'zstd -q'; do
    $packer -c "$BATS_TEST_TMPDIR/linux.tar" >"$BATS_TEST_TMPDIR/packed"
    rm -r "$dir.2"
    subset 0 tarball "$BATS_TEST_TMPDIR/packed" "$dir.2"
    diff -r "$REAL" "$dir.2"
    rm -r "$dir.2"
    subset 0 tarball - "$dir.2" <"$BATS_TEST_TMPDIR/packed"
    diff -r "$REAL" "$dir.2"
    rm -r "$dir.2"
    truncate -s -40 "$BATS_TEST_TMPDIR/packed"
    run timeout 60 "$TOP/scripts/subset" tarball "$BATS_TEST_TMPDIR/packed" "$dir.2"
    ((status != 0))
  done
  subset 0 version "$tree" 6.1.9-mine
  [[ $output == 6.1.9 ]]
  # nor is a folder that is a link gone into
  mv "$tree/drivers/net/wireless/ath" "$BATS_TEST_TMPDIR/ath"
  ln -s "$BATS_TEST_TMPDIR/ath" "$tree/drivers/net/wireless/ath"
  subset 1 tree "$tree" "$dir.3"
  [[ -z $(ls "$dir.3") ]]
}

# new_key NAME EXPIRY [OPTION...]: in $GNUPGHOME, by gpg with these options.
new_key() {
  gpg --batch --quiet "${@:3}" --passphrase '' --quick-gen-key "$1 <$1@kernel.example>" ed25519 sign "$2" 2>/dev/null
}

# sign [OPTION...]: the list, by gpg with these options.
sign() {
  gpg --batch --yes --quiet "$@" --clearsign -o "$BATS_TEST_TMPDIR/site/v6.x/sha256sums.asc" "$BATS_TEST_TMPDIR/sums"
  gpgconf --kill all
}

# upstream NUMBER: serves that kernel, from the real source, with a signed list.
upstream() {
  local site=$BATS_TEST_TMPDIR/site tree
  tree=$BATS_TEST_TMPDIR/linux-$1
  mkdir -p "$site/v6.x" "$tree/drivers/net/wireless" "$BATS_TEST_TMPDIR/gpg"
  chmod 700 "$BATS_TEST_TMPDIR/gpg"
  cp -r "$REAL" "$tree/drivers/net/wireless/ath"
  tar -C "$BATS_TEST_TMPDIR" -cJf "$site/v6.x/linux-$1.tar.xz" "linux-$1"
  export GNUPGHOME=$BATS_TEST_TMPDIR/gpg
  new_key checksums never
  gpg --batch --export >"$BATS_TEST_TMPDIR/keyring"
  (cd "$site/v6.x" && sha256sum ./*.tar.xz | sed 's,\./,,' >"$BATS_TEST_TMPDIR/sums")
  sign
  python3 -u -c '
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()' "$site" >"$BATS_TEST_TMPDIR/port" 2>/dev/null 3>&- &
  echo $! >"$BATS_TEST_TMPDIR/server.pid"
  for ((i = 0; i < 100; i++)); do
    [[ ! -s $BATS_TEST_TMPDIR/port ]] || break
    sleep 0.1
  done
  ATH_USER_REGD_KERNEL_ORG=http://127.0.0.1:$(<"$BATS_TEST_TMPDIR/port")
  export ATH_USER_REGD_KERNEL_ORG ATH_USER_REGD_KEYRING=$BATS_TEST_TMPDIR/keyring
}

@test "upstream's tarball, its checksum signed: taken for exactly that kernel, and cached" {
  upstream 6.99.7
  run --separate-stderr "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  # shellcheck disable=SC2154 # run sets it
  echo "$output $stderr"
  ((status == 0))
  [[ $output == $'source_package=-\nsource_version=6.99.7\nprovider=kernel-org\nverified=gpg\nexact=yes' ]]
  diff -r "$REAL" "$dir"
  [[ $(ls -A "$ATH_USER_REGD_CACHE") == $'.lock\nhandmade_6.99.7' ]]
}

@test "upstream's first of a series has no third number" {
  upstream 6.99
  run "$TOP/scripts/kernel-source" 6.99.0 "$dir"
  echo "$output"
  ((status == 0))
}

@test "upstream's tarball: a kernel that calls itself something more is of another source" {
  upstream 6.99.7
  for krel in 6.99.7-rc3 6.99.7-next-20261120 6.99.7-dirty 6.99.7-mine 6.99.7+ 6.99.7-00012-gabcdef; do
    run "$TOP/scripts/kernel-source" "$krel" "$dir"
    echo "status $status: $output"
    ((status == 4))
    [[ $output == *"kernel-org: it calls itself ${krel#6.99.7}: its source is not upstream's 6.99.7"*"; next: "* ]]
  done
  ATH_USER_REGD_ANY_VERSION=1 run "$TOP/scripts/kernel-source" 6.99.7-mine "$dir"
  ((status == 0))
  [[ $output == *source_version=6.99.7*exact=no ]]
}

# tarball_signed [OPTION...]: no keyring is named; the tarball's own signature, by gpg with
# these options, and the keys that gpg has now in place of the stable maintainers'.
tarball_signed() {
  unset ATH_USER_REGD_KEYRING
  mkdir -p "$BATS_TEST_TMPDIR/top"
  cp -r "$TOP/scripts" "$BATS_TEST_TMPDIR/top"
  { sed '/^-----BEGIN/,$d' "$TOP/scripts/kernel-org.asc"; gpg --batch --armor --export; } >"$BATS_TEST_TMPDIR/top/scripts/kernel-org.asc"
  xz -dc "$BATS_TEST_TMPDIR/site/v6.x/linux-6.99.7.tar.xz" |
    gpg --batch --yes --quiet --armor "$@" --detach-sign -o "$BATS_TEST_TMPDIR/site/v6.x/linux-6.99.7.tar.sign"
  gpgconf --kill all
}
unsigned() {
  run "$BATS_TEST_TMPDIR/top/scripts/kernel-source" 6.99.7 "$dir"
  refused "kernel-org: linux-6.99.7.tar.xz is not signed by a stable maintainer's key that is good"
}

@test "upstream's tarball: without a keyring its own signature counts" {
  upstream 6.99.7
  tarball_signed
  run --separate-stderr "$BATS_TEST_TMPDIR/top/scripts/kernel-source" 6.99.7 "$dir"
  echo "$output $stderr"
  ((status == 0))
  [[ $output == $'source_package=-\nsource_version=6.99.7\nprovider=kernel-org\nverified=gpg\nexact=yes' ]]
  diff -r "$REAL" "$dir"
}

@test "upstream's tarball: no signature of its own, another's, or one that is no signature of it" {
  upstream 6.99.7
  tarball_signed
  sign=$BATS_TEST_TMPDIR/site/v6.x/linux-6.99.7.tar.sign
  # those that we ship
  cp "$TOP/scripts/kernel-org.asc" "$BATS_TEST_TMPDIR/top/scripts/"
  unsigned
  tarball_signed
  # of other bytes; of others that it brings itself
  xz -dc "${sign%.sign}.xz" | sed 's/second/third/; $s/$/x/' | xz -c >"$BATS_TEST_TMPDIR/x"
  mv "$BATS_TEST_TMPDIR/x" "${sign%.sign}.xz"
  unsigned
  echo other | gpg --batch --yes --quiet --sign -o "$sign"
  gpgconf --kill all
  unsigned
  rm "$sign"
  run "$BATS_TEST_TMPDIR/top/scripts/kernel-source" 6.99.7 "$dir"
  refused "v6.x/linux-6.99.7.tar.sign can't be downloaded"
}

@test "upstream's tarball: its own signature by a key that is revoked or has expired, or by a second such key" {
  upstream 6.99.7
  first=$(ls "$GNUPGHOME"/openpgp-revocs.d/*)
  new_key second never
  tarball_signed -u checksums -u second
  sed 's/^:-/-/' "$first" | gpg --batch --quiet --import
  gpg --batch --armor --export >"$BATS_TEST_TMPDIR/top/scripts/kernel-org.asc"
  gpgconf --kill all
  unsigned
  new_key old 1d --faked-system-time 20200101T000000
  tarball_signed --faked-system-time 20200101T000100 -u old
  unsigned
}

@test "the keys that we ship are those whose fingerprints stand there" {
  export GNUPGHOME=$BATS_TEST_TMPDIR/gpg
  mkdir -m 700 "$GNUPGHOME"
  diff <(sed -nE 's/^  ([0-9A-F]{4}( +[0-9A-F]{4}){9})  .*/\1/p' "$TOP/scripts/kernel-org.asc" | tr -d ' ' | sort) \
    <(gpg --batch --quiet --with-colons --show-keys "$TOP/scripts/kernel-org.asc" | awk -F: '$1 == "pub" { pub = 1 } $1 == "fpr" && pub { print $10; pub = 0 }' | sort)
}

@test "upstream's tarball: a list that another key has signed is refused" {
  upstream 6.99.7
  export GNUPGHOME=$BATS_TEST_TMPDIR/other
  mkdir -m 700 "$GNUPGHOME"
  new_key other never
  gpg --batch --export >"$BATS_TEST_TMPDIR/keyring"
  gpgconf --kill all
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not signed by a key in"
}

@test "upstream's tarball: a list signed by a key that is revoked or has expired, or for a time that is over, is refused" {
  upstream 6.99.7
  new_key lasting never --faked-system-time 20200101T000000
  gpg --batch --export >"$BATS_TEST_TMPDIR/keyring"
  sign --faked-system-time 20200101T000100 --default-sig-expire 1d -u lasting
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not signed by a key in"
  grep -aq EXPSIG <(gpgv --status-fd 1 --keyring "$BATS_TEST_TMPDIR/keyring" "$BATS_TEST_TMPDIR/site/v6.x/sha256sums.asc" 2>/dev/null)
  sign -u checksums
  sed 's/^:-/-/' "$GNUPGHOME"/openpgp-revocs.d/*.rev | gpg --batch --quiet --import
  gpg --batch --export >"$BATS_TEST_TMPDIR/keyring"
  gpgconf --kill all
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not signed by a key in"
  new_key old 1d --faked-system-time 20200101T000000
  gpg --batch --export old >"$BATS_TEST_TMPDIR/keyring"
  sign --faked-system-time 20200101T000100 -u old
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not signed by a key in"
}

@test "upstream's tarball: a list with a second signature, of a revoked key, is refused" {
  upstream 6.99.7
  first=$(ls "$GNUPGHOME"/openpgp-revocs.d/*)
  new_key second never
  sign -u checksums -u second
  for file in "$GNUPGHOME"/openpgp-revocs.d/*; do
    [[ $file == "$first" ]] || sed 's/^:-/-/' "$file" | gpg --batch --quiet --import
  done
  gpg --batch --export >"$BATS_TEST_TMPDIR/keyring"
  gpgconf --kill all
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not signed by a key in"
}

@test "upstream's tarball: a line outside what is signed is not read" {
  upstream 6.99.7
  list=$BATS_TEST_TMPDIR/site/v6.x/sha256sums.asc
  printf 'x' >>"$BATS_TEST_TMPDIR/site/v6.x/linux-6.99.7.tar.xz"
  { (cd "$BATS_TEST_TMPDIR/site/v6.x" && sha256sum linux-6.99.7.tar.xz); cat "$list"; } >"$list.new"
  mv "$list.new" "$list"
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "is not what its signed checksum says"
}

@test "upstream's tarball: one that isn't in the list, or isn't there, is refused" {
  upstream 6.99.7
  rm "$BATS_TEST_TMPDIR/site/v6.x/linux-6.99.7.tar.xz"
  run "$TOP/scripts/kernel-source" 6.99.7 "$dir"
  refused "linux-6.99.7.tar.xz can't be downloaded"
  run "$TOP/scripts/kernel-source" 6.99.8 "$dir"
  ((status == 4))
  [[ $output == *"upstream has no linux-6.99.8.tar.xz"* ]]
}

@test "upstream's tarball: a distribution's own kernel is not taken from there" {
  upstream 6.99.7
  run "$TOP/scripts/providers/kernel-org" offers "$("$TOP/scripts/kernels" --default)" linux 6.1-1
  echo "$output"
  ((status == 3))
}

sum_of() { # FILE
  sha256sum <"$1" | cut -d' ' -f1
}

# source_deb DEB NAME VERSION SOURCE TARBALL: a package that is made of that source, with the
# tarball in /usr/src, packed as it is called; its regd.c says SOURCE VERSION.
source_deb() {
  local dir=$BATS_TEST_TMPDIR/deb
  local tree=$dir/linux-source/drivers/net/wireless/ath
  rm -rf "$dir"
  mkdir -p "$tree/ath10k" "$dir/root/DEBIAN" "$dir/root/usr/src/$2"
  touch "$tree"{,/ath10k}/{Makefile,a.c}
  echo "$4 $3" >"$tree/regd.c"
  tar -C "$dir" -caf "$dir/root/usr/src/$5" linux-source
  # Ubuntu's lies deeper, and beside it what of Ubuntu's builds it.
  [[ $5 != */* ]] || { ln -s "$5" "$dir/root/usr/src/" && mkdir "$dir/root/usr/src/$2/debian" && echo x >"$dir/root/usr/src/$2/debian/rules"; }
  (cd "$dir/root" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
  printf '%s\n' "Package: $2" "Source: $4" "Version: $3" 'Architecture: all' \
    'Maintainer: x <x@example.com>' 'Description: x' >"$dir/root/DEBIAN/control"
  dpkg-deb --root-owner-group -b "$dir/root" "$1" >/dev/null
}

# apt_knows DEB...: a line of Packages for each.
apt_knows() {
  local deb
  for deb; do
    [[ -f $deb ]] || continue
    dpkg-deb -f "$deb"
    printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "${deb##*/}" "$(stat -c %s "$deb")" "$(sum_of "$deb")"
  done
}

# apt_has REPOSITORY VERSION [TRUSTED]: apt, with a system of its own, has linux-source-6.99
# and its source package of that version in that repository; it says so in its regd.c.
# With "ready" for VERSION the repository's folder has its packages already.
apt_has() {
  local repo=$BATS_TEST_TMPDIR/$1 system=$BATS_TEST_TMPDIR/apt file
  mkdir -p "$repo" "$system"/{lists/partial,cache/archives/partial,etc/apt.conf.d}
  touch "$system/status" "$repo/Sources"
  if [[ $2 != ready ]]; then
    source_deb "$repo/linux-source-6.99_$2_all.deb" linux-source-6.99 "$2" linux linux-source-6.99.tar.xz
    file=linux_${2%-*}.orig.tar.xz
    tar -C "$BATS_TEST_TMPDIR/deb" -cJf "$repo/$file" linux-source
    source_package "$repo" "$2" "$file"
  fi
  apt_knows "$repo"/*.deb >"$repo/Packages"
  {
    printf 'Origin: %s\nSuite: s\nDate: %s\nSHA256:\n' "$1" "$(date -Ru)"
    for file in Packages Sources; do
      printf ' %s %s %s\n' "$(sum_of "$repo/$file")" "$(stat -c %s "$repo/$file")" "$file"
    done
  } >"$repo/Release"
  printf 'deb [trusted=%s] file:%s ./\ndeb-src [trusted=%s] file:%s ./\n' "${3:-yes}" "$repo" "${3:-yes}" "$repo" >>"$system/sources.list"
  # as careless as there can be
  cat >"$system/apt.conf" <<P
Dir "$system"; Dir::State "$system"; Dir::State::status "$system/status"; Dir::Cache "$system/cache";
Dir::Etc "$system/etc"; Dir::Etc::sourcelist "$system/sources.list"; Dir::Etc::preferences "$system/preferences";
Acquire::AllowInsecureRepositories "true"; APT::Get::AllowUnauthenticated "true"; APT::Sandbox::User "root";
P
  export APT_CONFIG=$system/apt.conf
  apt-get -qq update 2>/dev/null
}

# source_package REPOSITORY VERSION FILE...: linux of that version, of these files.
source_package() {
  local dsc=linux_${2#*:}.dsc file
  {
    printf '%s\n' 'Format: 1.0' 'Source: linux' "Version: $2" 'Checksums-Sha256:'
    for file in "${@:3}"; do
      printf ' %s %s %s\n' "$(sum_of "$1/$file")" "$(stat -c %s "$1/$file")" "$file"
    done
  } >"$1/$dsc"
  in_sources "$@" "$dsc"
}
in_sources() { # REPOSITORY VERSION FILE...
  {
    printf '%s\n' 'Package: linux' 'Format: 1.0' "Version: $2" 'Directory: .' 'Checksums-Sha256:'
    for file in "${@:3}"; do
      printf ' %s %s %s\n' "$(sum_of "$1/$file")" "$(stat -c %s "$1/$file")" "$file"
    done
    echo
  } >>"$1/Sources"
}

# ubuntus_and_debians DIR: the packages of a release that has more than one.
ubuntus_and_debians() {
  mkdir "$1"
  source_deb "$1/a.deb" linux-source-6.99.0 6.99.0-49.49 linux linux-source-6.99.0/linux-source-6.99.0.tar.bz2
  source_deb "$1/b.deb" linux-source-6.99 6.99.0-49.49+1 'linux-hwe-6.99 (6.99.0-49.49)' linux-source-6.99.tar.xz
  source_deb "$1/c.deb" linux-source-6.99.0.1 9 'linux-other (6.99.0-49.49)' linux-source-6.99.0.1.tar.gz
  source_deb "$1/d.deb" linux-source-6.990 6.990-1 linux linux-source-6.990.tar.xz
}

# has_both PROVIDER WHO: that provider has each of these, whatever its name, and no other; run
# in $within.
within=()
has_both() {
  local package file=$dir.$1
  run -0 "${within[@]}" "$TOP/scripts/providers/$1" offers 6.99.0-49-generic linux 6.99.0-49.49
  echo "$output"
  [[ $(sort <<<"$output") == "linux 6.99.0-49.49 $2"$'\n'"linux-hwe-6.99 6.99.0-49.49 $2"$'\n'"linux-other 6.99.0-49.49 $2" ]]
  for package in linux linux-hwe-6.99 linux-other; do
    run -0 "${within[@]}" "$TOP/scripts/providers/$1" fetch 6.99.0-49-generic "$package" 6.99.0-49.49 "$file.$package"
    echo "$output"
    [[ $(cat "$file.$package/regd.c") == "$package "* && -e $file.$package/ath10k/a.c ]]
  done
  run -1 "${within[@]}" "$TOP/scripts/providers/$1" fetch 6.99.0-49-generic linux 6.99.0-49.50 "$file"
  [[ ! -e $file ]]
}

@test "linux-source by apt, as Debian and as Ubuntu pack it: what it was made of decides, not its name" {
  ubuntus_and_debians "$BATS_TEST_TMPDIR/repo"
  apt_has repo ready
  has_both apt-download apt
}

@test "linux-source as installed, as Debian and as Ubuntu pack it: what it was made of decides, not its name" {
  ((EUID == 0)) || skip "needs root"
  ubuntus_and_debians "$BATS_TEST_TMPDIR/repo"
  cat >"$BATS_TEST_TMPDIR/within" <<'P'
mount -t tmpfs none /var/lib && mount -t tmpfs none /usr/src && mkdir -p /var/lib/dpkg/{info,updates,triggers} || exit
: >/var/lib/dpkg/status
dpkg --log=/dev/null -i "${0%/*}"/repo/*.deb >/dev/null || exit
exec "$@"
P
  within=(unshare --mount --propagation private bash "$BATS_TEST_TMPDIR/within")
  has_both linux-source dpkg
  echo 'truncate -s -1 /usr/src/linux-source-6.99.0/linux-source-6.99.0.tar.bz2' >"$BATS_TEST_TMPDIR/cut"
  sed -i "\$e cat $BATS_TEST_TMPDIR/cut" "$BATS_TEST_TMPDIR/within"
  run -1 "${within[@]}" \
    "$TOP/scripts/providers/linux-source" fetch 6.99.0-49-generic linux 6.99.0-49.49 "$dir"
  echo "$output"
  [[ $output == *"linux-source-6.99.0.tar.bz2 is damaged or the disk is full; next: "*"apt-get install --reinstall linux-source-6.99.0" ]]
  [[ ! -e $dir ]]
}

@test "apt: what comes from a repository that is pinned below 0 is not used" {
  apt_has good 6.99.1-1
  apt_has bad 6.99.7-1
  for provider in apt-download apt-source; do
    run -0 --separate-stderr "$TOP/scripts/providers/$provider" offers 6.99.0-9-amd64 linux 6.99.7-1
    [[ $output == $'linux 6.99.7-1 apt\nlinux 6.99.1-1 apt' ]]
    run -0 "$TOP/scripts/providers/$provider" fetch 6.99.0-9-amd64 linux 6.99.7-1 "$dir.$provider"
    [[ $(cat "$dir.$provider/regd.c") == 'linux 6.99.7-1' ]]
  done
  printf 'Package: *\nPin: release o=bad\nPin-Priority: -1\n' >"$BATS_TEST_TMPDIR/apt/preferences"
  for provider in apt-download apt-source; do
    run -0 --separate-stderr "$TOP/scripts/providers/$provider" offers 6.99.0-9-amd64 linux 6.99.7-1
    echo "$provider: $output"
    [[ $output == 'linux 6.99.1-1 apt' ]]
    run -1 "$TOP/scripts/providers/$provider" fetch 6.99.0-9-amd64 linux 6.99.7-1 "$dir"
    [[ ! -e $dir ]]
  done
}

@test "apt: what nobody has signed is not used, though apt.conf would" {
  apt_has unsigned 6.99.7-1 no
  for provider in apt-download apt-source; do
    run "$TOP/scripts/providers/$provider" fetch 6.99.0-9-amd64 linux 6.99.7-1 "$dir"
    echo "$provider: $status: $output"
    ((status == 1))
    [[ ! -e $dir && $output == *"can't be downloaded; next: "* ]]
  done
}

# deb_alone: the user has no deb-src, and apt's lists are of that.
deb_alone() {
  sed -i '/^deb-src/d' "$BATS_TEST_TMPDIR/apt/sources.list"
  apt-get -qq update
}

# system_sums: of all that is the system's of apt's own.
system_sums() {
  find "$BATS_TEST_TMPDIR/apt" -type f -exec sha256sum {} + | sort
}

# apt_source STATUS WORD...
apt_source() {
  run "-$1" --separate-stderr "$TOP/scripts/providers/apt-source" "${@:2}"
  echo "$output$stderr"
}

@test "apt-source: without deb-src it has lists of its own, once a run; nothing of apt's changes, and no lock is taken" {
  apt_has repo 6.99.7-1
  deb_alone
  printf '%s\n' "APT::Update::Pre-Invoke {\"touch $BATS_TEST_TMPDIR/hook\";};" "APT::Update::Post-Invoke {\"touch $BATS_TEST_TMPDIR/hook\";};" >>"$APT_CONFIG"
  cat >"$BATS_TEST_TMPDIR/hold" <<'P'
import fcntl, sys, time
held = [open(name, "a") for name in sys.argv[1:]]
for file in held: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("held", flush=True)
time.sleep(60)
P
  apt-cache policy >/dev/null
  (cd "$BATS_TEST_TMPDIR/apt" && exec python3 "$BATS_TEST_TMPDIR/hold" lists/lock cache/archives/lock lock lock-frontend >"$BATS_TEST_TMPDIR/held" 3>&-) &
  echo $! >"$BATS_TEST_TMPDIR/server.pid"
  for _ in {1..300}; do
    ! grep -q held "$BATS_TEST_TMPDIR/held" || break
    sleep 0.1
  done
  # apt itself can't now
  run ! apt-get -qq update
  before=$(system_sums)
  export ATH_USER_REGD_UNTIL=$((EPOCHSECONDS + 600))
  for lists in 1 0; do
    apt_source 0 offers 6.99.0-9-amd64 linux 6.99.7-1
    [[ $output == 'linux 6.99.7-1 apt' && $(grep -c 'downloading the lists' <<<"$stderr") == "$lists" ]]
  done
  # a version that isn't there makes nobody ask again
  apt_source 0 offers 6.99.0-9-amd64 linux 6.99.8-1
  [[ $output == 'linux 6.99.7-1 apt' && $stderr != *lists* ]]
  apt_source 0 fetch 6.99.0-9-amd64 linux 6.99.7-1 "$dir"
  [[ $(cat "$dir/regd.c") == 'linux 6.99.7-1' ]]
  # the next run does
  ATH_USER_REGD_UNTIL="${ATH_USER_REGD_UNTIL}1" apt_source 0 offers 6.99.0-9-amd64 linux 6.99.7-2
  [[ $output == 'linux 6.99.7-1 apt' && $stderr == *'downloading the lists'* ]]
  [[ ! -s $ATH_USER_REGD_CACHE/.deb-src/log ]]
  diff <(echo "$before") <(system_sums)
  [[ ! -e $BATS_TEST_TMPDIR/hook ]]
}

@test "apt-source: what apt's own lists have is not asked for once more" {
  apt_has repo 6.99.7-1
  apt_source 0 offers 6.99.0-9-amd64 linux 6.99.7-1
  [[ $output == 'linux 6.99.7-1 apt' && -z $stderr && ! -e $ATH_USER_REGD_CACHE/.deb-src ]]
}

@test "apt-source: sources of one line and of deb822, with all that the user says of them" {
  apt_has repo 6.99.7-1
  parts=$BATS_TEST_TMPDIR/apt/parts
  mkdir "$parts"
  echo "Dir::Etc::sourceparts \"$parts\";" >>"$APT_CONFIG"
  cat >"$BATS_TEST_TMPDIR/apt/sources.list" <<'P'
# deb file:/gone bookworm main
deb file:/gone bookworm main contrib # more
deb-src file:/gone bookworm main
 deb	[ arch=amd64,arm64 target=Packages signed-by=/k.gpg ] file:/u.example/ noble restricted
deb cdrom:[Debian GNU/Linux 12]/ bookworm main
P
  cat >"$parts/a.sources" <<'P'
# Debian's
Types: deb deb-src
URIs: file:/deb822
Suites: bookworm bookworm-updates
Components: main contrib
 non-free
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 # none of this is a comment
 -----END PGP PUBLIC KEY BLOCK-----
# one is here
Targets: Packages
Trusted: yes

Enabled: no
types: deb
URIs: file:/off
Suites: ./
P
  printf 'Types: deb\nURIs: file:/flat\nSuites: ./\n\n\nTypes: deb-src\nURIs: file:/flat\nSuites: ./' >"$parts/b.sources"
  for file in c.list.save 'd e.list' f.sources~ g; do
    echo 'deb file:/nobodys bookworm main' >"$parts/$file"
  done
  export ATH_USER_REGD_UNTIL=$((EPOCHSECONDS + 600))
  apt_source 1 offers 6.99.0-9-amd64 linux 6.99.8-1
  # the next kernel of the run is told the same
  apt_source 1 offers 6.99.0-9-amd64 linux 6.99.8-1
  [[ $stderr == "ath-user-regd: error: 6.99.0-9-amd64: apt can't get all lists of source packages: The repository 'file:/gone bookworm Release' does not have a Release file; next: "* ]]
  parts=$ATH_USER_REGD_CACHE/.deb-src/apt/parts
  [[ $(stat -c %a "${parts%/*}") == 700 ]]
  diff - <(tr -s ' ' <"$parts/all.list") <<'P'
deb-src [target=Sources ] file:/gone bookworm main
deb-src [target=Sources ] file:/gone bookworm contrib
deb-src [target=Sources arch=amd64,arm64 signed-by=/k.gpg ] file:/u.example/ noble restricted
P
  diff - "$parts/all.sources" <<'P'
Types: deb-src
Targets: Sources
URIs: file:/deb822
Suites: bookworm bookworm-updates
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 # none of this is a comment
 -----END PGP PUBLIC KEY BLOCK-----
Trusted: yes
Components: main contrib non-free

Types: deb-src
Targets: Sources
Enabled: no
URIs: file:/off
Suites: ./

Types: deb-src
Targets: Sources
URIs: file:/flat
Suites: ./

P
}

@test "apt-source: of components only those that can hold the package, where apt knows the kernel's headers" {
  apt_has repo 6.99.7-1
  cat >"$BATS_TEST_TMPDIR/apt/sources.list" <<'P'
deb file:/u noble main restricted
deb file:/u noble universe multiverse verse
deb file:/u noble-updates multiverse
P
  printf 'Types: deb\nURIs: file:/d\nSuites: x\nComponents: contrib universe\n\nTypes: deb\nURIs: file:/d\nSuites: y\nComponents: contrib' >"$BATS_TEST_TMPDIR/apt/d.sources"
  echo "Dir::Etc::sourceparts \"$BATS_TEST_TMPDIR/apt\";" >>"$APT_CONFIG"
  mkdir "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/apt-cache" <<'P'
#!/bin/sh
[ "$*" != "policy linux-headers-6.99.0-9-amd64" ] || printf '  Version table:\n     6.99.7-1 500\n        500 file:/u noble-updates/universe amd64 Packages\n'
P
  chmod 755 "$BATS_TEST_TMPDIR/bin/apt-cache"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH apt_source 1 offers 6.99.0-9-amd64 linux 6.99.8-1
  diff - <(cut -d' ' -f3- "$ATH_USER_REGD_CACHE/.deb-src/apt/parts/all.list") <<'P'
] file:/u noble main
] file:/u noble universe
P
  grep -A 1 '^Suites' "$ATH_USER_REGD_CACHE/.deb-src/apt/parts/all.sources" | diff - <(printf 'Suites: x\nComponents: universe\n')
}

# series VERSION CHANGE: of a series with one orig, which says so in its regd.c; the
# distribution's diff makes it CHANGE.
series() {
  local repo=$BATS_TEST_TMPDIR/repo orig=linux_6.99.0.orig.tar.${ORIG:-gz} tree=$BATS_TEST_TMPDIR/series/linux-6.99
  mkdir -p "$repo" "$tree/drivers/net/wireless/ath/ath10k"
  touch "$tree/drivers/net/wireless/ath/"{,ath10k/}{Makefile,a.c}
  echo orig >"$tree/drivers/net/wireless/ath/regd.c"
  [[ -e $repo/$orig ]] || tar -C "${tree%/*}" -caf "$repo/$orig" linux-6.99
  printf -- '--- linux-6.99.orig/drivers/net/wireless/ath/regd.c\n+++ linux-6.99/drivers/net/wireless/ath/regd.c\n@@ -1 +1 @@\n-orig\n+%s\n' "$2" |
    gzip -n >"$repo/linux_$1.diff.gz"
  source_package "$repo" "$1" "$orig" "linux_$1.diff.gz"
}

@test "apt-source: of a series the orig is downloaded once, its next kernel's diff alone" {
  series 6.99.0-1.1 one
  series 6.99.0-2.2 two
  apt_has repo ready
  deb_alone
  orig=$BATS_TEST_TMPDIR/repo/linux_6.99.0.orig.tar.gz
  for n in 1.1:one 2.2:two; do
    apt_source 0 offers 6.99.0-9-amd64 linux 6.99.0-1.1
    apt_source 0 fetch 6.99.0-9-amd64 linux "6.99.0-${n%:*}" "$dir.$n"
    [[ $(cat "$dir.$n/regd.c") == "${n#*:}" && -e $dir.$n/ath10k/a.c ]]
    [[ ! -e $orig ]] || mv "$orig" "$orig.away"
  done
  # what a disk has spoilt is got again
  kept=$ATH_USER_REGD_CACHE/.deb-src/$(sum_of "$orig.away").tar.gz
  truncate -s -20 "$kept"
  apt_source 1 fetch 6.99.0-9-amd64 linux 6.99.0-2.2 "$dir"
  [[ $stderr == *"can't be downloaded; next: "* && ! -e $dir ]]
  mv "$orig.away" "$orig"
  apt_source 0 fetch 6.99.0-9-amd64 linux 6.99.0-2.2 "$dir"
  gzip -t "$kept"
  [[ $(cat "$dir/regd.c") == two ]]
}

@test "apt-source: another orig of the same name is another" {
  series 6.99.0-1.1 one
  apt_has repo ready
  apt_source 0 fetch 6.99.0-9-amd64 linux 6.99.0-1.1 "$dir.1"
  tree=$BATS_TEST_TMPDIR/series/linux-6.99/drivers/net/wireless/ath
  echo other >"$tree/ath10k/a.c"
  rm "$BATS_TEST_TMPDIR/repo/"*
  tar -C "$BATS_TEST_TMPDIR/series" -czf "$BATS_TEST_TMPDIR/repo/linux_6.99.0.orig.tar.gz" linux-6.99
  series 6.99.0-2.2 two
  apt_has repo ready
  apt_source 0 fetch 6.99.0-9-amd64 linux 6.99.0-2.2 "$dir.2"
  [[ $(cat "$dir.2/regd.c" "$dir.2/ath10k/a.c") == $'two\nother' ]]
}

@test "apt-source: a file that isn't what the signed .dsc says is refused, whatever apt's list says" {
  series 6.99.0-1.1 one
  series 6.99.0-2.2 two
  # The list is right for apt; the .dsc speaks of another diff, and of another orig.
  : >"$BATS_TEST_TMPDIR/repo/Sources"
  for n in 1.1:diff 2.2:orig; do
    dsc=linux_6.99.0-${n%:*}.dsc
    sed -i "s/^ [0-9a-f]\{64\} \(.*${n#*:}\)/ $(sum_of /dev/null) \1/" "$BATS_TEST_TMPDIR/repo/$dsc"
    in_sources "$BATS_TEST_TMPDIR/repo" "6.99.0-${n%:*}" linux_6.99.0.orig.tar.gz "linux_6.99.0-${n%:*}.diff.gz" "$dsc"
  done
  apt_has repo ready
  apt_source 1 fetch 6.99.0-9-amd64 linux 6.99.0-2.2 "$dir"
  [[ $stderr == *"error: 6.99.0-9-amd64: linux_6.99.0.orig.tar.gz is not what the .dsc of linux 6.99.0-2.2 says; next: "* && ! -e $dir ]]
  apt_source 1 fetch 6.99.0-9-amd64 linux 6.99.0-1.1 "$dir"
  [[ $stderr == *"error: 6.99.0-9-amd64: linux_6.99.0-1.1.diff.gz is not what the .dsc of linux 6.99.0-1.1 says; next: "* ]]
}

@test "apt-source: tarballs of gz, bz2, xz and zst" {
  for ORIG in gz bz2 xz zst; do
    series "6.99.0-$ORIG" "$ORIG"
  done
  apt_has repo ready
  for ORIG in gz bz2 xz zst; do
    apt_source 0 fetch 6.99.0-9-amd64 linux "6.99.0-$ORIG" "$dir.$ORIG"
    [[ $(cat "$dir.$ORIG/regd.c") == "$ORIG" ]]
  done
}
