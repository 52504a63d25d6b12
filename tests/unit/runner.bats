# tests/run and tests/vm/verdict: what they refuse, and what they let nobody hide.

bats_require_minimum_version 1.5.0

setup() {
  TESTS=$BATS_TEST_DIRNAME/..
  cd "$BATS_TEST_TMPDIR" || return
  printf 'ok 1 - all is well\n1..1\n' >tap
}

@test "tests/run takes no number that is none" {
  for word in SAMPLE=0 SAMPLE=x RUNS=-1 SEED=chance SEED=1e9; do
    run env -u SAMPLE -u RUNS -u SEED "$word" "$TESTS/run" none
    echo "$word: status $status: $output"
    ((status == 2))
    [[ ${#lines[@]} == 1 && $output == *"error: $word is no number"* ]]
  done
}

# A warning of stock's, as a kernel prints it, with lines of its dump.
dump() { # LINES
  echo '------------[ cut here ]------------'
  echo 'WARNING: CPU: 0 PID: 1 at drivers/net/wireless/ath/regd.c:700 ath_regd_init+0x1/0x2 [ath]'
  for ((i = 0; i < $1; i++)); do echo "Call Trace: $i"; done
}

@test "verdict: a warning that stock has as well is none" {
  { dump 20; echo '---[ end trace 1 ]---'; echo 'all is well'; } >console
  run "$TESTS/vm/verdict" tap console 0
  echo "$output"
  ((status == 0))
}

@test "verdict: it hides nothing that comes behind it" {
  { dump 20; echo '---[ end trace 1 ]---'; echo 'BUG: KASAN: another'; } >console
  run -1 "$TESTS/vm/verdict" tap console 0
  [[ $output == *'BUG: KASAN: another'* ]]
}

@test "verdict: not even when its end is missing" {
  { dump 20; for ((n = 0; n < 100; n++)); do echo 'nothing'; done; echo 'BUG: KASAN: another'; } >console
  run -1 "$TESTS/vm/verdict" tap console 0
  [[ $output == *'BUG: KASAN: another'* ]]
}

# complaints: of src/module and of the hooks, one a line, as the kernel prints them.
complaints() {
  cat "$TESTS"/../src/module/{,ath10k/}*.c "$TESTS"/../patches/*.patch |
    sed -nE 's/.*(pr|ath10k|dev|wiphy)_(err|warn|crit)[a-z_]*\((ar, |dev, )?"(.*)\\n".*/\4/p' |
    sed -E 's/%[ds]/XX/g; s/\\"/"/g; s/^/[    5.123456] ath: /'
}

@test "verdict: whatever our modules complain of is trouble, unless the scenario has said so" {
  complaints >all
  cat all
  # each is there: none is written in a way that is not seen here
  [[ $(wc -l <all) == "$(cat "$TESTS"/../src/module/{,ath10k/}*.c "$TESTS"/../patches/*.patch |
    grep -cE '(_(err|warn|crit)[a-z_]*|WARN(_ON)?(_ONCE)?)\(')" ]]
  while IFS= read -r line; do
    printf '%s\n' 'all is well' "$line" >console
    run -1 "$TESTS/vm/verdict" tap console 0
    [[ $output == *"${line%% set it*}"* ]]
  done <all
  expecting='[    5.1] verdict: the log may say: is none of 0, 1, N, Y'
  nothing_more=$'[    5.1] verdict: the log may say:\r'
  value='[    5.2] ath: user_regd="XX" is none of 0, 1, N, Y: it stays off'
  printf '%s\n' "$expecting" "$value" "$nothing_more" 'all is well' >console
  run -0 "$TESTS/vm/verdict" tap console 0
  printf '%s\n' "$expecting" "$value" "$nothing_more" "$value" >console
  run -1 "$TESTS/vm/verdict" tap console 0
  printf '%s\n' "$expecting" '[    5.2] ath: could not ask for country SE (-11)' >console
  run -1 "$TESTS/vm/verdict" tap console 0
  printf '%s\n' "$expecting" '[    5.2] BUG: is none of 0, 1, N, Y' >console
  run -1 "$TESTS/vm/verdict" tap console 0
}

@test "verdict: a guest that ran out of time, ended early or said nothing has failed" {
  echo 'all is well' >console
  run -1 "$TESTS/vm/verdict" tap console 124
  printf 'ok 1 - all is well\n1..2\n' >early
  run -1 "$TESTS/vm/verdict" early console 0
  : >silent
  run -1 "$TESTS/vm/verdict" silent console 0
  run -1 "$TESTS/vm/verdict" tap silent 0
}

# In the release old the second test fails and the third is never come to.
fake_releases() {
  mkdir -p top/tests/distro top/scripts
  cp "$TESTS/distro/releases" top/tests/distro/
  cp "$TESTS/../scripts/common.sh" top/scripts/
  cat >top/tests/run <<'R'
#!/bin/bash
mkdir -p "$LOGS"
case $SUITE in
  new) printf 'ok 1 a\nok 2 b # skip no b here\nok 3 c: d\n1..3\n' ;;
  old) printf 'ok 1 a\nnot ok 2 b\n# ok 3 c: d\n1..3\n' ;;
esac >"$LOGS/$1.tap"
[[ $SUITE == new ]] && echo '2 passed, 0 failed, 1 skipped' || { echo '1 passed, 2 failed'; exit 1; }
R
  chmod +x top/tests/run
}

@test "releases: what each test came to in each release, and the sum" {
  fake_releases
  SUITES='old new' run -1 top/tests/distro/releases life
  echo "$output"
  [[ ${lines[-1]} == '3 passed, 2 failed, 1 skipped' ]]
  diff top/build/distro/table.md - <<'T'
| test | old | new |
| --- | --- | --- |
| life: a | ok | ok |
| life: b | FAILED | skipped |
| life: c: d | NOT RUN | ok |
T
  SUITES=new run -0 top/tests/distro/releases life
  [[ ${lines[-1]} == '2 passed, 0 failed, 1 skipped' ]]
}

@test "releases: no suite or no release is wrong usage" {
  fake_releases
  SUITES=new run -2 top/tests/distro/releases
  SUITES='' run -2 top/tests/distro/releases life
  SUITES='new ../x' run -2 top/tests/distro/releases life
}
