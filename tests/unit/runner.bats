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

@test "verdict: a guest that ran out of time, ended early or said nothing has failed" {
  echo 'all is well' >console
  run -1 "$TESTS/vm/verdict" tap console 124
  printf 'ok 1 - all is well\n1..2\n' >early
  run -1 "$TESTS/vm/verdict" early console 0
  : >silent
  run -1 "$TESTS/vm/verdict" silent console 0
  run -1 "$TESTS/vm/verdict" tap silent 0
}
