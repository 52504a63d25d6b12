# tests/run and tests/vm/verdict: what they refuse, and what they let nobody hide.

bats_require_minimum_version 1.5.0

setup() {
  # tests/run gives them to its suites, of which this is one.
  unset LOGS JOBS GUESTS
  TESTS=$BATS_TEST_DIRNAME/..
  cd "$BATS_TEST_TMPDIR" || return
  export ATH_USER_REGD_TEST_CACHE=$PWD/cache PATH=$PWD/bin:$PATH
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
  cp "$TESTS"/../scripts/{common.sh,dkms-tree} top/scripts/
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

# A checkout whose suites are short: lint and quick.
fake_suites() {
  mkdir -p top/tests/lint top/tests/distro top/scripts
  cp "$TESTS/run" top/tests/
  cp "$TESTS"/../scripts/{common.sh,dkms-tree} top/scripts/
  export KREL=6.1.0-1-amd64 SEED=1 MEET=$PWD
  # Each waits for the other: one after another they would fail.
  cat >top/tests/lint/run <<'R'
#!/bin/bash
me=${SUITE:-none}
touch "$MEET/$me"
for ((i = 0; i < 100; i++)); do
  [[ ! -e $MEET/none || ! -e $MEET/sid ]] || { echo "ok 1 $me met"; break; }
  sleep 0.1
done
sleep 0.2
echo "ok 2 $me # skip no b here"
echo 1..2
R
  cp top/tests/lint/run top/tests/distro/quick
  chmod +x top/tests/lint/run top/tests/distro/quick
}

@test "tests/run: suites run side by side, each with its release; what one prints is in one piece" {
  fake_suites
  SUITE='' JOBS=2 run -0 top/tests/run lint quick@sid
  echo "$output"
  [[ ${lines[-1]} == '2 passed, 0 failed, 2 skipped' ]]
  for suite in lint:none quick@sid:sid; do
    diff <(grep -A 4 -x "# ${suite%:*}" <<<"$output" | sed 's/took [0-9]* s.*/took/') - <<T
# ${suite%:*}
ok 1 ${suite##*:} met
ok 2 ${suite##*:} # skip no b here
1..2
# ${suite%:*} took
T
    [[ $(grep -c '^ok' "top/build/log/${suite%:*}.tap") == 2 ]]
  done
}

@test "tests/run: a suite that is killed, ends early or fails silently is one failure" {
  fake_suites
  # With what started it.
  cat >top/tests/lint/run <<'R'
#!/bin/bash
read -r _ _ _ above _ <"/proc/$PPID/stat"
kill -9 "$above" "$PPID"
R
  for jobs in 1 2; do
    printf '#!/bin/bash\necho "ok 1 a"\necho 1..2\n' >top/tests/distro/quick
    JOBS=$jobs run -1 top/tests/run quick lint
    echo "$output"
    [[ ${lines[-1]} == '1 passed, 2 failed' ]]
    printf '#!/bin/bash\necho "ok 1 a"\necho 1..1\nexit 3\n' >top/tests/distro/quick
    JOBS=$jobs run -1 top/tests/run quick lint
    [[ ${lines[-1]} == '1 passed, 2 failed' ]]
  done
  run -2 top/tests/run lint 'quick@../x'
}

@test "chroots of one release share what apt has downloaded, not its folder; what is there is never replaced" {
  mkdir -p one/etc/apt/apt.conf.d two/etc/apt/apt.conf.d cache/archives/sid
  . "$BATS_TEST_DIRNAME/../distro/chroot.bash"
  echo old >cache/archives/sid/old.deb
  share_archives sid one
  first=$CHROOT_ARCHIVES
  share_archives sid two
  [[ $first != "$CHROOT_ARCHIVES" && $first/old.deb -ef $CHROOT_ARCHIVES/old.deb ]]
  echo one >"$first/new.deb"
  echo half >"$first/partial/half.deb"
  echo two >"$CHROOT_ARCHIVES/new.deb"
  leave_archives
  [[ ! -e $CHROOT_ARCHIVES && $(cat cache/archives/sid/new.deb) == two ]]
  CHROOT_ARCHIVES=$first
  take_archives
  [[ $(cat "$first/new.deb") == one ]]
  leave_archives
  [[ $(cat cache/archives/sid/new.deb) == two ]]
  [[ $(ls -A cache/archives) == sid && $(ls -A cache/archives/sid) == $'new.deb\nold.deb' ]]
}

@test "the base system is made once by all who want it at once; whoever fails says so" {
  mkdir bin
  cat >bin/mmdebstrap <<'R'
#!/bin/bash
echo made >>"$MADE"
sleep 1
[[ -z ${BROKEN:-} ]] || exit 1
echo base >"${@: -1}"
R
  chmod +x bin/mmdebstrap
  export MADE=$PWD/made
  make_one() { bash -ec '. "$0"; make_base sid; cat "$base"' "$TESTS/distro/chroot.bash"; }
  for i in 1 2 3; do make_one >"out.$i" & done
  wait
  [[ $(cat made) == made && $(cat out.?) == $'base\nbase\nbase' ]]
  [[ $(stat -c %a cache/sid.tar.lock) == 600 ]]
  rm cache/sid.tar
  BROKEN=1 run ! make_one
  [[ ! -e cache/sid.tar ]]
}

@test ".ci/run: one closing line; a target that dies or is never come to is a failure" {
  mkdir -p bin top/.ci
  cp "$TESTS/../.ci/run" top/.ci/
  cat >bin/make <<'R'
#!/bin/bash
echo "make $*"
cat said
exit "$(cat ends)"
R
  chmod +x bin/make
  cd top
  closes() { # STATUS LAST ENDS SAID...
    echo "$3" >ends
    printf '%s\n' "${@:4}" >said
    run -"$1" .ci/run
    echo "$output"
    [[ ${lines[-1]} == "$2" && $output == *'make lint check '* ]]
  }
  closes 0 '7 passed, 0 failed, 1 skipped' 0 '3 passed, 0 failed' 'ok' '4 passed, 0 failed, 1 skipped'
  closes 1 '6 passed, 1 failed' 2 '3 passed, 0 failed' '3 passed, 1 failed'
  closes 1 '3 passed, 1 failed' 2 '3 passed, 0 failed' 'make: Error 1'
  closes 1 '7 passed, 1 failed' 2 '3 passed, 0 failed' '4 passed, 0 failed' 'make: Error 1'
  closes 1 '0 passed, 1 failed' 2 'make: nothing goes'
  closes 1 '0 passed, 1 failed' 0 ''
}
