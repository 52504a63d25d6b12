# kernel-source and prepare: which source is taken, which is refused.
# A kernel tree is made here from the real source of the kernel at hand.

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  KREL=$("$TOP/scripts/kernels" --default)
  IDENTITY=$("$TOP/scripts/kernel-identity" "$KREL")
  export KREL IDENTITY VERSION=${IDENTITY#* } ENTRY=${IDENTITY/ /_} TREE=$BATS_FILE_TMPDIR/linux
  mkdir -p "$TREE/drivers/net/wireless" "$TREE/include/config"
  "$TOP/scripts/kernel-source" "$KREL" "$TREE/drivers/net/wireless/ath"
  printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nEXTRAVERSION =\n' >"$TREE/Makefile"
}

setup() {
  export ATH_USER_REGD_CACHE=$BATS_TEST_TMPDIR/cache
  dir=$BATS_TEST_TMPDIR/tree
}

# seed_cache: as into_cache leaves it, from the tree TREE.
seed_cache() {
  local entry=$ATH_USER_REGD_CACHE/$ENTRY
  mkdir -p "$entry"
  tar -C "$TREE/drivers/net/wireless/ath" -czf "$entry/ath.tar.gz" .
  echo apt-download apt >"$entry/verified"
  (cd "$entry" && sha256sum ath.tar.gz verified >sums)
}

# refused [STATUS]: one line, with the kernel and the next step; the folder isn't there.
refused() {
  echo "status $status: $output"
  ((status == ${1:-1}))
  [[ ${lines[-1]} == "ath-user-regd: error: $KREL: "*"; next: "* ]]
  [[ ! -e $dir ]]
}

@test "a named tree of another version is refused, with both versions and the switch" {
  ATH_USER_REGD_SOURCE=$TREE run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  refused 4
  [[ $output == *"has 6.1.9, the kernel is $IDENTITY"*ATH_USER_REGD_ANY_VERSION=1* ]]
}

@test "a named tree of another version is taken when told to, and never cached" {
  ATH_USER_REGD_SOURCE=$TREE ATH_USER_REGD_ANY_VERSION=1 run --separate-stderr \
    "$TOP/scripts/kernel-source" "$KREL" "$dir"
  # shellcheck disable=SC2154 # run sets it
  echo "$output $stderr"
  ((status == 0))
  [[ $output == $'source_package=-\nsource_version=6.1.9\nprovider=named-tree\nverified=nobody\nexact=no' ]]
  [[ $stderr == *"taking the source 6.1.9 for the kernel $IDENTITY, as told"* ]]
  diff -r "$TREE/drivers/net/wireless/ath" "$dir"
  [[ $(ls -A "$ATH_USER_REGD_CACHE") == .lock ]]
}

@test "a named tree that was configured for this release is taken, as the user's word: it is not exact" {
  cp -r "$TREE" "$BATS_TEST_TMPDIR/linux"
  echo "$KREL" >"$BATS_TEST_TMPDIR/linux/include/config/kernel.release"
  ATH_USER_REGD_SOURCE=$BATS_TEST_TMPDIR/linux run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  echo "$output"
  ((status == 0))
  [[ $output == *"source_version=$KREL"*exact=no ]]
}

@test "a named tree is not overruled by the cache" {
  seed_cache
  ATH_USER_REGD_SOURCE=$TREE run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  refused 4
}

@test "a named tree that is none, or lacks files, is refused" {
  ATH_USER_REGD_SOURCE=/usr run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  refused 4
  [[ $output == *"/usr is no kernel source tree"* ]]
  cp -r "$TREE" "$BATS_TEST_TMPDIR/linux"
  echo "$KREL" >"$BATS_TEST_TMPDIR/linux/include/config/kernel.release"
  rm "$BATS_TEST_TMPDIR/linux/drivers/net/wireless/ath/ath10k/core.c"
  ATH_USER_REGD_SOURCE=$BATS_TEST_TMPDIR/linux run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  refused 4
  [[ $output == *"has no ath10k/core.c"* ]]
}

@test "what a killed run left in the cache is cleared, an entry never half" {
  seed_cache
  # As a killed run has left it, and as 1.0.0 has kept it: by version alone.
  mkdir "$ATH_USER_REGD_CACHE/.ath-user-regd.left" "$ATH_USER_REGD_CACHE/$VERSION"
  touch "$ATH_USER_REGD_CACHE/$VERSION/ath.tar.gz"
  run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  echo "$output"
  ((status == 0))
  [[ $output == *"source_version=$VERSION"*exact=yes ]]
  [[ $(ls -A "$ATH_USER_REGD_CACHE") == ".lock"$'\n'"$ENTRY" ]]
}

@test "eight at once share the cache, and each gets the whole source" {
  seed_cache
  for i in 1 2 3 4 5 6 7 8; do
    "$TOP/scripts/kernel-source" "$KREL" "$dir.$i" &
  done
  wait
  for i in 1 2 3 4 5 6 7 8; do
    diff -r "$TREE/drivers/net/wireless/ath" "$dir.$i"
  done
}

@test "a cache that can't be made is named" {
  touch "$BATS_TEST_TMPDIR/file"
  ATH_USER_REGD_CACHE=$BATS_TEST_TMPDIR/file/cache run "$TOP/scripts/kernel-source" "$KREL" "$dir"
  refused 3
  [[ $output == *"$BATS_TEST_TMPDIR/file/cache can't be made"* ]]
}

@test "where no file can be written, as on a full disk, it says df -h" {
  # shellcheck disable=SC2016 # the inner shell expands them
  ATH_USER_REGD_SOURCE=/usr run bash -c 'trap "" XFSZ; ulimit -f 0; "$@"' _ "$TOP/scripts/kernel-source" "$KREL" "$dir"
  echo "status $status: $output"
  ((status == 3))
  [[ ${lines[-1]} == *"named-tree: gave no reason, as on a full disk); next: df -h $ATH_USER_REGD_CACHE and again, or "* ]]
  [[ ! -e $dir ]]
}

@test "a folder that is there already is not touched" {
  mkdir "$dir"
  touch "$dir/mine"
  for script in kernel-source prepare; do
    run "$TOP/scripts/$script" "$KREL" "$dir"
    echo "$output"
    ((status == 1))
    [[ $output == *"is there already; next: "* ]]
    [[ -f $dir/mine ]]
  done
}

@test "prepare: each hook is in the function that it is meant for" {
  seed_cache
  "$TOP/scripts/prepare" "$KREL" "$dir"
  "$TOP/tests/hooks" "$dir"
  [[ $(cat "$dir/.source-version") == "$VERSION" ]]
  grep -qF "\"$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")\"" "$dir/user_regd_version.h"
  for fact in "built_for=$IDENTITY" "source_package=${IDENTITY% *}" "source_version=$VERSION" exact=yes; do
    grep -qF "\"$fact\\0\"" "$dir/user_regd_version.h"
  done
}

@test "prepare: a hook that no longer fits is refused, not fuzzed" {
  seed_cache
  mkdir "$BATS_TEST_TMPDIR/x"
  tar -xzf "$ATH_USER_REGD_CACHE/$ENTRY/ath.tar.gz" -C "$BATS_TEST_TMPDIR/x"
  # The outermost line of a hunk's context: what fuzz would not look at.
  context=$(awk '/^@@/ { getline; print; exit }' "$TOP/patches/0002-ath-regd-optional.patch" | cut -c2-)
  grep -cxF -- "$context" "$BATS_TEST_TMPDIR/x/regd.c"
  awk -v line="$context" '$0 == line { print line " /* another */"; next } { print }' "$BATS_TEST_TMPDIR/x/regd.c" >"$BATS_TEST_TMPDIR/regd.c"
  run ! cmp "$BATS_TEST_TMPDIR/regd.c" "$BATS_TEST_TMPDIR/x/regd.c"
  mv "$BATS_TEST_TMPDIR/regd.c" "$BATS_TEST_TMPDIR/x/regd.c"
  tar -C "$BATS_TEST_TMPDIR/x" -czf "$ATH_USER_REGD_CACHE/$ENTRY/ath.tar.gz" .
  (cd "$ATH_USER_REGD_CACHE/$ENTRY" && sha256sum ath.tar.gz verified >sums)
  run "$TOP/scripts/prepare" "$KREL" "$dir"
  refused
  [[ $output == *"0002-ath-regd-optional.patch does not apply to the source $VERSION"* ]]
  [[ -z $(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name '.ath-user-regd.*') ]]
}

@test "a terminal that has no name here stops nothing" {
  # shellcheck disable=SC2016 # the inner shells expand them
  SCRIPT=$TOP/scripts/kernels run script -qec 'unshare --mount --propagation private bash -c "
    mount -t tmpfs none /dev/pts
    tty <&2
    \$SCRIPT --default"' /dev/null
  echo "status $status: $output"
  ((status == 0))
  [[ ${lines[0]} == "not a tty"* && ${lines[1]} == "$KREL"* ]]
}

@test "every script tells how it is used, and refuses other words" {
  for script in kernel-source kernel-identity kernels prepare build dkms-install download catch-up folders give-way images is-done keep-stock others progress ready record stock-conf subset sweep whole dkms-tree; do
    run "$TOP/scripts/$script" --help
    echo "$output"
    ((status == 0))
    [[ $output == "Usage: $script"* ]]
  done
  for command in "kernel-source $KREL" "kernel-identity" "prepare" "build" "build --nonsense" \
    "build --jobs x $KREL $dir" "build $KREL $dir nonsense" "kernels --nonsense" "kernel-identity ../x" \
    "dkms-install" "dkms-install ../x" "catch-up --nonsense" "keep-stock" "keep-stock ../x amd64" "sweep now" "images now" \
    "others" "others ../x" "ready" "ready ../x" "record ../x"; do
    read -ra words <<<"$command"
    run "$TOP/scripts/${words[0]}" "${words[@]:1}"
    echo "$command: $output"
    ((status == 2))
    [[ $output == "ath-user-regd: error: "* ]]
  done
}
