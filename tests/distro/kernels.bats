# check-kernels itself: what it says of a kernel that the series does not fit.

bats_require_minimum_version 1.5.0

@test "a kernel that the series does not fit is one red row with the hunk, and other rows stay" {
  TOP=$BATS_TEST_DIRNAME/../..
  . "$BATS_TEST_DIRNAME/chroot.bash"
  checkout=$BATS_TEST_TMPDIR/checkout
  table=$BATS_TEST_TMPDIR/kernels.md
  copy_checkout "$TOP" "$checkout"
  sed -i 's,We always apply this,We mostly apply this,' "$checkout/patches/0002-ath-regd-optional.patch"
  krel=$("$TOP/scripts/kernels" --default)
  [[ $krel =~ ^[0-9]+\.[0-9]+ ]]
  series=${BASH_REMATCH[0]}

  # of one that apt has as well, and of one that it hasn't
  other=${krel%-amd64}-rt-amd64
  kept="| $other | 1.2-3 | 1 | none | **1 failed** |"
  printf '%s\n' "$kept" '| 1.2.3-amd64 | 1.2-3 | 1 | none | 1 passed |' \
    '' "## $other" '' '    its own words' '' '## 1.2.3-amd64' '' '    of no use' >"$table"

  run "$checkout/tests/distro/kernels" "$BATS_TEST_TMPDIR/logs" "$table" "^${series//./\\.}\..*[0-9]-amd64$"
  echo "$output"
  cat "$table"
  ((status == 1))
  [[ $(grep -c '^not ok ' <<<"$output") == 1 && $(grep -c '^ok ' <<<"$output") == 0 ]]
  [[ $output == *"not ok 1 - $series."*": no patched source: "*"0002-ath-regd-optional.patch does not apply to the source "* ]]
  rows=$(grep '^| [0-9]' "$table")
  (($(wc -l <<<"$rows") == 2))
  grep -E "^\| $series\.[^ ]*[0-9]-amd64 \| - \| - \| - \| \*\*no patched source\*\* \|\$" <<<"$rows"
  grep -xF -- "$kept" <<<"$rows"
  grep -xF -A 2 "## $other" "$table" | grep -xF '    its own words'
  [[ $(grep -c '^## ' "$table") == 2 ]]
  # the hunk
  grep -F '/* We mostly apply this */' "$table"
}
