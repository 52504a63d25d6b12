# The provider apt-source with Debian's own archive, in one bare chroot. What else the apt
# family has is in apt-sources.bats.
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

clean_cache() { [[ -z $(ls "$ROOT/var/cache/ath-user-regd") ]]; }

# with_sources TEXT: apt has these, and nothing else.
with_sources() {
  [[ -e $ROOT/etc/apt/sources.list.away ]] || mv "$ROOT/etc/apt/sources.list" "$ROOT/etc/apt/sources.list.away"
  printf '%s\n' "$1" >"$ROOT/etc/apt/sources.list"
  in_chroot "$ROOT" apt-get -qq update
}

@test "apt-source: without deb-src it has lists of its own" {
  run --separate-stderr provider apt-source offers "$KREL" linux "$VERSION"
  # shellcheck disable=SC2154 # run sets it
  echo "$output $stderr"
  ((status == 0))
  grep -qxF "linux $VERSION apt" <<<"$output"
  run in_chroot "$ROOT" apt-cache showsrc linux
  ((status != 0))
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
