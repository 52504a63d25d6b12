# Exact, or not at all: which source is a kernel's own, with providers and a kernel that
# are made up here; and patches, which apply without fuzz.
# shellcheck disable=SC2030,SC2031 # each test has an environment of its own

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  KREL=$("$TOP/scripts/kernels" --default)
  export KREL REAL=$BATS_FILE_TMPDIR/real
  "$TOP/scripts/kernel-source" "$KREL" "$REAL"
}

setup() {
  export ATH_USER_REGD_CACHE=$BATS_TEST_TMPDIR/cache
  dir=$BATS_TEST_TMPDIR/tree
  cp -r "$TOP"/{dkms.conf,patches,scripts,src} "$BATS_TEST_TMPDIR"
  scripts=$BATS_TEST_TMPDIR/scripts
  # Of the providers one has something, $BATS_TEST_TMPDIR/source.
  cp -r "$REAL" "$BATS_TEST_TMPDIR/source"
  for provider in "$scripts"/providers/*; do
    printf '#!/bin/sh\nexit 3\n' >"$provider"
  done
  cat >"$scripts/providers/linux-source" <<'P'
#!/bin/sh
case $1 in
  offers) printf '%s dpkg\n' "$OFFER" ;;
  fetch)
    echo "$3 $4" >>"${0%/scripts/*}/fetched"
    cp -r "${0%/scripts/*}/source" "$5"
    ;;
esac
P
  is_kernel 'linux 6.1.192-2'
}

# is_kernel IDENTITY: what kernel-identity answers.
is_kernel() {
  printf '#!/bin/sh\necho "%s"\n' "$1" >"$scripts/kernel-identity"
}

# kernel_source STATUS [SCRIPT]
kernel_source() {
  run "-$1" --separate-stderr "$scripts/${2:-kernel-source}" "$KREL" "$dir"
  # shellcheck disable=SC2154 # run sets it
  echo "$output$stderr"
}

@test "exact is the same source package and the same version, to the last letter" {
  for OFFER in 'linux 6.1.192-1' 'linux 6.1.192-20' 'linux 6.1.192' 'linux 6.1.192-2~bpo12+1' 'linux 1:6.1.192-2' \
    'linux-6.1 6.1.192-2' 'proxmox-kernel-6.1 6.1.192-2' '- 6.1.192-2'; do
    export OFFER
    kernel_source 3
    [[ $stderr == *"has ${OFFER#- }, the kernel is linux 6.1.192-2"* ]]
    [[ ! -e $dir && -z $(ls "$ATH_USER_REGD_CACHE") && ! -e $BATS_TEST_TMPDIR/fetched ]]
  done
  OFFER='linux 6.1.192-2' kernel_source 0
  [[ $output == *source_package=linux$'\n'source_version=6.1.192-2$'\n'*exact=yes ]]
  diff -r "$REAL" "$dir"
}

@test "of several that are offered the exact one is taken, wherever it stands" {
  export OFFER=$'linux 6.1.200-1 dpkg\nlinux 6.1.192-2'
  kernel_source 0
  [[ $output == *exact=yes ]]
  [[ $(cat "$BATS_TEST_TMPDIR/fetched") == 'linux 6.1.192-2' ]]
}

@test "what was taken upon the user's word is never exact, and stands in for nothing later" {
  export OFFER='linux 6.1.192-1'
  ATH_USER_REGD_ANY_VERSION=1 kernel_source 0
  [[ $output == *source_version=6.1.192-1$'\n'*exact=no ]]
  rm -r "$dir"
  kernel_source 3
  # it is in the cache, for the kernel that it is the source of
  is_kernel 'linux 6.1.192-1'
  kernel_source 0
  [[ $output == *exact=yes && $(wc -l <"$BATS_TEST_TMPDIR/fetched") == 1 ]]
}

@test "a cached source that is another than was put there is got again" {
  export OFFER='linux 6.1.192-2'
  kernel_source 0
  rm -r "$dir"
  mkdir "$BATS_TEST_TMPDIR/x"
  cp -r "$REAL/." "$BATS_TEST_TMPDIR/x"
  echo '/* another */' >>"$BATS_TEST_TMPDIR/x/regd.c"
  tar -C "$BATS_TEST_TMPDIR/x" -czf "$ATH_USER_REGD_CACHE/linux_6.1.192-2/ath.tar.gz" .
  kernel_source 0
  [[ $stderr == *"is damaged, getting it again"* ]]
  diff -r "$REAL" "$dir"
}

@test "prepare: a hook whose surroundings have changed is refused, however far from it" {
  export OFFER='linux 6.1.192-2'
  # the last line of the hunk's context, which fuzz would not look at
  sed -i 's/^\tath_reg_apply_radar_flags(wiphy, reg);/\tath_reg_apply_radar_flags(reg);/' "$BATS_TEST_TMPDIR/source/regd.c"
  run ! cmp "$REAL/regd.c" "$BATS_TEST_TMPDIR/source/regd.c"
  kernel_source 1 prepare
  [[ $stderr == *"0002-ath-regd-optional.patch does not apply to the source 6.1.192-2"* ]]
  [[ ! -e $dir ]]
}

# subset_of FILE: what of that patch is for ours.
subset_of() {
  "$TOP/scripts/subset" hunks <"$1"
}

@test "of a patch: a file that it takes away, or makes, is part of it" {
  cat >"$BATS_TEST_TMPDIR/patch" <<'P'
--- a/drivers/net/wireless/ath/gone.c
+++ /dev/null
@@ -1,2 +0,0 @@
-one
-two
--- /dev/null
+++ b/drivers/net/wireless/ath/new.c
@@ -0,0 +1 @@
+new
P
  diff "$BATS_TEST_TMPDIR/patch" <(subset_of "$BATS_TEST_TMPDIR/patch")
  printf 'one\ntwo\n' >"$BATS_TEST_TMPDIR/source/gone.c"
  "$TOP/scripts/subset" patch "$BATS_TEST_TMPDIR/source" 0 <"$BATS_TEST_TMPDIR/patch"
  [[ ! -e $BATS_TEST_TMPDIR/source/gone.c && $(cat "$BATS_TEST_TMPDIR/source/new.c") == new ]]
}

@test "upstream's tarball is refused to a kernel that calls itself something else, by name" {
  provider=$TOP/scripts/providers/kernel-org
  export ATH_USER_REGD_KEYRING=/dev/null
  for krel in 6.17.0-rc7 6.17.0-next-20260101 6.17.2-dirty 6.17.2-mine 6.17.2+; do
    run -4 "$provider" offers "$krel" - "$krel"
    [[ $output == *"$krel: it calls itself "*"; next: "* ]]
  done
  run -0 "$provider" offers 6.17.2 - 6.17.2
  [[ $output == '- 6.17.2 gpg' ]]
  run -3 "$provider" offers 6.17.2 linux 6.17.2-1
}

# apt_has VERSION...: apt-cache knows these of linux-source-6.1, and apt-get downloads
# each, which says so in its regd.c; what apt-get was told is in the file asked.
apt_has() {
  mkdir -p "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/apt-cache" <<P
#!/bin/sh
[ "\$1" != pkgnames ] || echo linux-source-6.1
[ "\$1" = show ] || exit 0
for version in $*; do
  printf 'Package: linux-source-6.1\nSource: linux\nVersion: %s\n\n' "\$version"
done
P
  cat >"$BATS_TEST_TMPDIR/bin/apt-get" <<'P'
#!/bin/bash
set -e
here=${0%/bin/*}
echo "$*" >>"$here/asked"
while [[ $1 != linux-source-* ]]; do shift; done
version=$1
[[ $version == *=* ]] && version=${version#*=} || version=newest
deb=$(mktemp -d "$here/deb.XXXXXX")
tree=$deb/linux-source-6.1/drivers/net/wireless/ath
mkdir -p "$tree/ath10k" "$deb/root/DEBIAN" "$deb/root/usr/src"
touch "$tree"{,/ath10k}/{Makefile,a.c}
echo "$version" >"$tree/regd.c"
tar -C "$deb" -cJf "$deb/root/usr/src/linux-source-6.1.tar.xz" linux-source-6.1
printf '%s\n' 'Package: linux-source-6.1' 'Version: 1' 'Architecture: all' 'Maintainer: x <x@example.com>' 'Description: x' >"$deb/root/DEBIAN/control"
dpkg-deb --root-owner-group -b "$deb/root" linux-source-6.1_all.deb >/dev/null
P
  chmod 755 "$BATS_TEST_TMPDIR"/bin/*
}

@test "apt is asked for the very version, signed, and for none that it doesn't know" {
  provider=$TOP/scripts/providers/apt-download
  mkdir "$ATH_USER_REGD_CACHE"
  apt_has 6.1.200-1 6.1.192-2
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
  run -0 --separate-stderr "$provider" offers 6.1.0-9-amd64 linux 6.1.192-2
  [[ $output == $'linux 6.1.200-1 apt\nlinux 6.1.192-2 apt' ]]
  run -0 "$provider" fetch 6.1.0-9-amd64 linux 6.1.192-2 "$dir"
  [[ $(cat "$dir/regd.c") == 6.1.192-2 ]]
  grep -F 'APT::Get::AllowUnauthenticated=false -o Acquire::AllowInsecureRepositories=false' "$BATS_TEST_TMPDIR/asked"
  run -1 "$provider" fetch 6.1.0-9-amd64 linux 6.1.193-1 "$dir.2"
  run -1 "$provider" fetch 6.1.0-9-amd64 other 6.1.192-2 "$dir.2"
}
