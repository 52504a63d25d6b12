# tests/mutants/run: which mutants it takes for killed, in a checkout made up here.

bats_require_minimum_version 1.5.0

setup() {
  TESTS=$BATS_TEST_DIRNAME/..
  cd "$BATS_TEST_TMPDIR" || return
  mkdir -p top/{scripts,tests/{mutants,unit}}
  cp "$TESTS"/../scripts/{common.sh,dkms-tree} top/scripts/
  cp "$TESTS/files" top/tests/
  cp "$TESTS/mutants/run" top/tests/mutants/
  printf '%s\n' one two >top/words
  # bats would take these for its own
  sed 's/^%/@/' >top/tests/unit/words.bats <<'T'
setup() { words=$BATS_TEST_DIRNAME/../../words; }
%test "the first (of two) is one" { [[ $(head -n 1 "$words") == one ]]; }
%test "there are words" { [[ -s $words ]]; }
%test "nobody knows why" { false; }
%test "only elsewhere" { skip "not here"; }
T
}

# mutant NAME TEST [LINE]: the first word becomes LINE.
mutant() {
  printf '%s\n' 'Description: the first word is another' 'Suite: tests/unit/words.bats' \
    "Test: $2" '---' '--- a/words' '+++ b/words' '@@ -1,2 +1,2 @@' '-one' "+${3:-three}" ' two' \
    >"top/tests/mutants/$1.patch"
}

# judged STATUS: what the runner says, without what a suite has said.
judged() {
  JOBS=1 run "-$1" top/tests/mutants/run
  echo "$output"
}

@test "mutants: killed is one that turns its own test red, in a copy" {
  mutant changed 'first (of two)'
  judged 0
  diff - <(echo "$output") <<'T'
ok 1 - changed: tests/unit/words.bats: first (of two)
1..1
T
  [[ $(head -n 1 top/words) == one && ! -e top/words.orig ]]
}

@test "mutants: one that its test doesn't see has survived, and that is a failure" {
  mutant a-changed 'first (of two)'
  mutant unseen 'there are words'
  judged 1
  [[ ${lines[0]} == 'ok 1 - a-changed: '* ]]
  [[ ${lines[1]} == 'not ok 2 - unseen: tests/unit/words.bats: there are words' ]]
  [[ ${lines[2]} == '#   survived' && ${lines[-1]} == 1..2 ]]
  # by name, or by $ONLY
  run -0 top/tests/mutants/run a-changed
  ONLY=unseen run -1 top/tests/mutants/run
  [[ ${lines[0]} == 'not ok 1 - unseen: '* && ${lines[-1]} == 1..1 ]]
  ONLY='unseen nobody' run -2 top/tests/mutants/run
  [[ $output == *'there is no mutant nobody'* ]]
}

@test "mutants: a patch that no longer fits is no kill, not even with fuzz" {
  mutant changed 'first (of two)'
  printf '%s\n' one 2 >top/words
  judged 1
  [[ ${lines[0]} == 'not ok 1 - changed: '* && ${lines[1]} == '#   the patch no longer fits' ]]
}

@test "mutants: nor is a test that is not there, is skipped, or is red without it" {
  mutant a 'the last is two'
  mutant b 'only elsewhere'
  mutant c 'nobody knows why'
  judged 1
  [[ $output == *'not ok 1 - a: '*$'\n#   there is no such test\n'* ]]
  [[ $output == *'not ok 2 - b: '*$'\n#   that test is skipped here\n'* ]]
  [[ $output == *'not ok 3 - c: '*$'\n#   that test is red without it, too\n'* ]]
}

@test "mutants: nor is a suite that dies, or a head that says too little" {
  # what it changes is the suite's own start
  mutant dies 'there are words'
  # shellcheck disable=SC2016 # the mutant expands it
  sed -i 's,/words$,/tests/unit/words.bats,; s/^@@.*/@@ -1 +1 @@/; s/^-one/-setup() { words=$BATS_TEST_DIRNAME\/..\/..\/words; }/; s/^+three/+setup_file() { false; }/; / two$/d' \
    top/tests/mutants/dies.patch
  mutant silent 'there are words'
  sed -i '/^Test:/d' top/tests/mutants/silent.patch
  mutant strange 'there are words'
  sed -i 's,^Suite:.*,Suite: tests/unit/other.bats,' top/tests/mutants/strange.patch
  judged 1
  [[ $output == *'not ok 1 - dies: '*"with it the suite doesn't come to its end"* ]]
  [[ $output == *'not ok 2 - silent: '*$'\n#   its head lacks '* ]]
  [[ $output == *'not ok 3 - strange: '*$'\n#   there is no such suite'* ]]
}

@test "mutants: several jobs at a time say the same" {
  cp top/tests/unit/words.bats top/tests/unit/others.bats
  mutant a 'first (of two)'
  mutant b 'there are words'
  mutant c 'first (of two)'
  sed -i 's/words.bats/others.bats/' top/tests/mutants/c.patch
  JOBS=2 run -1 top/tests/mutants/run
  echo "$output"
  [[ $(grep -c '^ok [123] - [ac]: ' <<<"$output") == 2 && $(grep -c '^not ok [123] - b: ' <<<"$output") == 1 ]]
  [[ $(sed -nE 's/^(not )?ok ([0-9]+) .*/\2/p' <<<"$output" | paste -sd ' ') == '1 2 3' && ${lines[-1]} == 1..3 ]]
  JOBS=0 run -2 top/tests/mutants/run
}
