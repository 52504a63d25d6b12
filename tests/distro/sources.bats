# Providers that need a package manager, in one bare Debian chroot: deb-src.
# SUITE says of which release (bookworm).

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  copy_checkout "$TOP" "$ROOT/root/checkout"
  quietly apt --no-install-recommends install linux-headers-amd64 xz-utils patch
  KREL=$(basename "$ROOT"/lib/modules/*)
  export KREL
  mkdir "$ROOT/var/cache/ath-user-regd"
  choose_version
  # The real source, by the provider that needs none of what is tested here.
  provider apt-download fetch "$KREL" linux "$VERSION" /root/real
}

setup() {
  rm -rf "$ROOT/root/tree" "$ROOT/var/cache/ath-user-regd"
  mkdir "$ROOT/var/cache/ath-user-regd"
}

# choose_version: the newest that the archive has both as linux-source and as a
# source package. A mirror's lists may name files that it doesn't have.
choose_version() {
  local version
  sed 's/^deb /deb-src /' "$ROOT/etc/apt/sources.list" >"$ROOT/etc/apt/sources.list.d/src.list"
  in_chroot "$ROOT" apt-get -qq update
  while read -r version; do
    # shellcheck disable=SC2016 # the inner shell expands it
    if in_chroot "$ROOT" sh -c 'cd /tmp && apt-get -qq --only-source --dsc-only --download-only source "linux=$1"' _ "$version" 2>/dev/null; then
      VERSION=$version
      break
    fi
  done < <(in_chroot "$ROOT" apt-cache madison "linux-source-$(grep -oE '^[0-9]+\.[0-9]+' <<<"$KREL")" |
    awk -F' *[|] *' '{ print $2 }' | sort -ruV)
  echo "# $SUITE: $KREL; the source package of ${VERSION:?no version is there as source}" >&3
  export VERSION
  rm "$ROOT/etc/apt/sources.list.d/src.list"
}

provider() { # NAME WORDS...
  local name=$1
  shift
  in_chroot "$ROOT" "/root/checkout/scripts/providers/$name" "$@"
}
kernel_source() { in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$1" /root/tree; }

clean_cache() { [[ -z $(find "$ROOT/var/cache/ath-user-regd" -mindepth 1 ! -path '*/ath-user-regd/.lock') ]]; }

# with_sources TEXT: apt has these, and nothing else.
with_sources() {
  [[ -e $ROOT/etc/apt/sources.list.away ]] || mv "$ROOT/etc/apt/sources.list" "$ROOT/etc/apt/sources.list.away"
  printf '%s\n' "$1" >"$ROOT/etc/apt/sources.list"
  in_chroot "$ROOT" apt-get -qq update
}

@test "apt-source: without deb-src it says so, and what to do" {
  run provider apt-source offers "$KREL" linux "$VERSION"
  echo "$output"
  ((status == 1))
  [[ $output == "ath-user-regd: error: $KREL: apt knows no source package linux; next: switch on deb-src, or do without" ]]
}

@test "apt-source: a kernel that no headers package has brought is none of its" {
  run provider apt-source offers 6.99.0-mine - 6.99.0-mine
  echo "$output"
  ((status == 3))
}

@test "apt-source: no linux-source, deb-src on: taken, as linux-source has it, and cached" {
  with_sources "$(sed -n 's/^deb /deb-src /p' "$ROOT/etc/apt/sources.list")"
  # Only dpkg's word for it: which kernel's source the archive has is its own affair.
  sed -i "/^Package: linux-headers-$KREL\$/,/^\$/s/^Version: .*/Version: $VERSION/" "$ROOT/var/lib/dpkg/status"
  run kernel_source "$KREL"
  echo "$output"
  ((status == 0))
  [[ $output == *"downloading the source package linux $VERSION"* && $output == *"source_version=$VERSION"*provider=apt-source*exact=yes ]]
  diff -r "$ROOT/root/real" "$ROOT/root/tree"
  [[ $(ls "$ROOT/var/cache/ath-user-regd") == "linux_$VERSION" ]]
}

@test "apt-source: no network: refused, saying so, nothing left lying" {
  run in_chroot_offline "$ROOT" /root/checkout/scripts/kernel-source "$KREL" /root/tree
  echo "$output"
  ((status == 3))
  grep -qF "$KREL: the source package linux $VERSION can't be downloaded; next: " <<<"$output"
  [[ ${lines[-1]} == *"no source of its version, linux $VERSION "*"apt-source: the source package linux $VERSION can't be downloaded"*"; next: "* ]]
  [[ ! -e $ROOT/root/tree ]]
  clean_cache
}

# make_archive VERSION FORMAT CHANGES: of a small kernel with the real ath, where
# apt finds it. CHANGES is what its series or its one large patch is.
make_archive() {
  local repo=$ROOT/srv/repo dir=$BATS_TEST_TMPDIR/linux-6.98 orig=linux_6.98.orig.tar.xz changes
  mkdir -p "$repo" "$dir/drivers/net/wireless" "$BATS_TEST_TMPDIR/debian/patches"
  cp -r "$ROOT/root/real" "$dir/drivers/net/wireless/ath"
  tar -C "$BATS_TEST_TMPDIR" -cJf "$repo/$orig" linux-6.98
  case $2 in
    1.0)
      changes=linux_$1.diff.gz
      gzip -n <<<"$3" >"$repo/$changes"
      ;;
    *)
      changes=linux_$1.debian.tar.xz
      printf '# ours\nfeatures/other.patch -p1\n\nregd.patch # last\n' >"$BATS_TEST_TMPDIR/debian/patches/series"
      mkdir "$BATS_TEST_TMPDIR/debian/patches/features"
      printf -- '--- a/other.c\n+++ b/other.c\n@@ -1 +1 @@\n-one\n+two\n' >"$BATS_TEST_TMPDIR/debian/patches/features/other.patch"
      printf '%s\n' "$3" >"$BATS_TEST_TMPDIR/debian/patches/regd.patch"
      tar -C "$BATS_TEST_TMPDIR" -cJf "$repo/$changes" debian
      ;;
  esac
  {
    printf 'Format: %s\nSource: linux\nVersion: %s\nChecksums-Sha256:\n' "$2" "$1"
    sums "$repo" "$orig" "$changes"
  } >"$repo/linux_$1.dsc"
  {
    printf 'Package: linux\nFormat: %s\nVersion: %s\nDirectory: .\nChecksums-Sha256:\n' "$2" "$1"
    sums "$repo" "$orig" "$changes" "linux_$1.dsc"
  } >"$repo/Sources"
  with_sources "deb-src [trusted=yes] file:/srv/repo ./"
}
sums() { # DIR FILES...
  local file dir=$1
  shift
  for file; do
    printf ' %s %s %s\n' "$(sha256sum <"$dir/$file" | cut -d' ' -f1)" "$(stat -c %s "$dir/$file")" "$file"
  done
}

# change FROM TO: as a patch of regd.c's first line that has FROM.
change() {
  diff -u --label a/drivers/net/wireless/ath/regd.c "$ROOT/root/real/regd.c" \
    --label b/drivers/net/wireless/ath/regd.c <(sed "0,/$1/s/$1/$2/" "$ROOT/root/real/regd.c") || true
}

# takes_changes VERSION FORMAT: a source package whose changes are one line of regd.c.
takes_changes() {
  make_archive "$1" "$2" "$(change regdomain regdomain_patched)"
  provider apt-source fetch "$KREL" linux "$1" /root/tree
  diff -r "$ROOT/root/real" "$ROOT/root/tree" >"$BATS_TEST_TMPDIR/diff" || true
  [[ $(grep -c '^>' "$BATS_TEST_TMPDIR/diff") == 1 ]]
  grep -q regdomain_patched "$BATS_TEST_TMPDIR/diff"
  clean_cache
}

@test "apt-source: the series is applied, in a package of format 3.0" {
  takes_changes 6.98-1 '3.0 (quilt)'
}

@test "apt-source: the one large patch is applied, in a package of format 1.0" {
  takes_changes 6.98-2 1.0
}

@test "apt-source: a patch that doesn't apply exactly is refused, by its name" {
  # A word of the context is another: patch would take it with fuzz.
  make_archive 6.98-3 '3.0 (quilt)' "$(change regdomain regdomain_patched | sed '0,/^ .*[a-z]/s/^ .*[a-z].*/ other/')"
  run provider apt-source fetch "$KREL" linux 6.98-3 /root/tree
  echo "$output"
  ((status == 1))
  [[ ${lines[-1]} == *"error: $KREL: regd.patch of linux does not apply" ]]
  clean_cache
}

@test "apt-source: a file that isn't what the list of the archive says is refused" {
  make_archive 6.98-4 1.0 "$(change regdomain regdomain_patched)"
  gzip -n <<<"$(change regdomain regdomain_other)" >"$ROOT/srv/repo/linux_6.98-4.diff.gz"
  run provider apt-source fetch "$KREL" linux 6.98-4 /root/tree
  echo "$output"
  ((status == 1))
  [[ ${lines[-1]} == *"the source package linux 6.98-4 can't be downloaded; next: "* ]]
  [[ ! -e $ROOT/root/tree ]]
  clean_cache
}
