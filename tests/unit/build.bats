# build: what people see of it, and what logs get.

bats_require_minimum_version 1.5.0

setup() {
  TOP=$BATS_TEST_DIRNAME/../..
  KREL=$("$TOP/scripts/kernels" --default)
  tree=$BATS_TEST_TMPDIR/tree
  "$TOP/scripts/prepare" "$KREL" "$tree"
}

# What a shell's profile, sudo -E or su can bring.
caller=(env POSIXLY_CORRECT=1 CDPATH=.:/ TMPDIR=/nonexistent PATH=/usr/local/bin:/usr/bin:/bin
  MAKEFLAGS=n KBUILD_OUTPUT=/nonexistent QUILT_PATCH_OPTS=--reverse TAR_OPTIONS=--verbose
  SHELLOPTS=braceexpand:noclobber:nounset)

@test "nothing of the caller's settings for the programs that are called counts" {
  cd "$TOP"
  run "${caller[@]}" scripts/prepare "$KREL" "$tree.2"
  echo "$output"
  ((status == 0))
  diff -r "$tree" "$tree.2"
  run "${caller[@]}" scripts/kernel-identity "$KREL"
  [[ $output == "$(scripts/kernel-identity "$KREL")" ]]
}

@test "on a terminal one line counts up to just the objects that kbuild compiles" {
  script -qec "${caller[*]} '$TOP/scripts/build' $KREL '$tree'" /dev/null >"$BATS_TEST_TMPDIR/out"
  compiled=$(grep -c ' CC ' "$tree/build.log")
  tr '\r' '\n' <"$BATS_TEST_TMPDIR/out" | sed 's/[[:space:]]*$//' >"$BATS_TEST_TMPDIR/lines"
  tail -n 3 "$BATS_TEST_TMPDIR/lines"
  ((compiled > 20))
  grep -qxF "ath-user-regd: $KREL: 1 of $compiled objects built" "$BATS_TEST_TMPDIR/lines"
  grep -qxF "ath-user-regd: $KREL: $compiled of $compiled objects built" "$BATS_TEST_TMPDIR/lines"
  run grep -c ' CC ' "$BATS_TEST_TMPDIR/lines"
  [[ $output == 0 ]]
}

@test "kbuild is given what DKMS adds for a kernel that clang has built" {
  run "$TOP/scripts/build" "$KREL" "$tree" CC=clang-of-nobody
  echo "$output"
  ((status == 1))
  grep -q 'clang-of-nobody: .*not found' <<<"$output"
}

@test "a compiler error ends it with the first error, and no module is there" {
  sed -i "1i #error no such luck" "$tree/ath.h"
  run "$TOP/scripts/build" "$KREL" "$tree"
  echo "$output"
  ((status == 1))
  [[ ${lines[-1]} == "ath-user-regd: error: $KREL: the build failed: "*"ath.h:1:2: error: #error no such luck; next: read $tree/build.log" ]]
  [[ ! -e $tree/ath.ko ]]
}
