# Which kernel is the newer: the table in versions, which the command's test walks, too.

setup() {
  TOP=$BATS_TEST_DIRNAME/../..
}

# In a shell of its own: common.sh's traps are not for bats.
sorted() {
  bash -c '. "$1" && sort_releases' _ "$TOP/scripts/common.sh"
}

cases() {
  sed '/^#/d' "$BATS_TEST_DIRNAME/versions"
}

@test "the table's order is that of sort_releases, whichever comes first" {
  n=0
  while read -r older sign newer; do
    n=$((n + 1))
    for pair in "$older $newer" "$newer $older"; do
      sorted=$(tr ' ' '\n' <<<"$pair" | sorted | paste -sd ' ')
      echo "$pair: $sorted"
      [[ $sign == "<" && $sorted == "$older $newer" ]]
    done
  done < <(cases)
  ((n > 30))
}

@test "the table's order is dpkg's" {
  command -v dpkg >/dev/null || skip "dpkg is not here"
  while read -r older _ newer; do
    echo "$older $newer"
    dpkg --compare-versions "${older/-rc/\~rc}" lt "${newer/-rc/\~rc}"
  done < <(cases)
}
