# How long a run of a package manager waits for us: see start_clock in common.sh.
# shellcheck disable=SC2016,SC2154 # other shells expand them; alone.bash

load alone

@test "a run of a package manager waits ten minutes in all, however often it calls us" {
  # a shell by that name is one
  cp /bin/bash "$BATS_TEST_TMPDIR/bin/apt-get"
  cat >"$BATS_TEST_TMPDIR/calls" <<'S'
ask() { bash -c '. scripts/common.sh; start_clock; time_left'; }
ask
read -r pid start until </var/lib/ath-user-regd/run
echo "$pid $start $((until - 500))" >/var/lib/ath-user-regd/run
ask
echo "1 $start $((until - 500))" >/var/lib/ath-user-regd/run
ask
:
S
  run -0 alone 'apt-get "$here/calls"'
  echo "$output"
  # the same run asks again; the third was another's
  ((lines[0] > 590 && lines[0] <= 600 && lines[1] > 90 && lines[1] <= 100 && lines[2] > 590))
}

@test "ready: a build that takes too long is ended, and the kernel waits" {
  program "$top/scripts/others" :
  program "$top/scripts/build" 'touch "$here/began"; sleep 60 & wait'
  begin=$SECONDS
  run -3 alone 'export ATH_USER_REGD_UNTIL=$((EPOCHSECONDS + 2)); scripts/ready 6.1.0-9-amd64 || status=$?
    cat /var/lib/ath-user-regd/kernels/6.1.0-9-amd64; exit "$status"'
  echo "$output"
  [[ $output == *verdict=waiting$'\n'* && -e $BATS_TEST_TMPDIR/began ]]
  ((SECONDS - begin < 20))
  rm "$BATS_TEST_TMPDIR/began"
  run -3 alone 'export ATH_USER_REGD_UNTIL=$((EPOCHSECONDS - 1)); scripts/ready 6.1.0-9-amd64'
  [[ $output == *'has waited ten minutes for ours already'* && ! -e $BATS_TEST_TMPDIR/began ]]
}

@test "a download ends when the time is over" {
  begin=$SECONDS
  run -1 alone 'export ATH_USER_REGD_UNTIL=$((EPOCHSECONDS + 2)); scripts/download "$here" sleep 60'
  echo "$output"
  [[ $output == *'the download brings too little to be done in time'* ]]
  ((SECONDS - begin < 20))
  run -0 alone 'scripts/download "$here" sh -c "echo all >$here/file"; cat "$here/file"'
  [[ $output == all ]]
  run -7 alone 'scripts/download "$here" sh -c "exit 7"'
}

@test "what lay in the folder before is nothing that a minute has brought" {
  mkdir "$BATS_TEST_TMPDIR/lists"
  head -c 1000000 /dev/zero >"$BATS_TEST_TMPDIR/lists/old"
  # a minute of four seconds
  sed -i 's/SECONDS - since >= 60/SECONDS - since >= 4/' "$top/scripts/download"
  grep -q 'since >= 4' "$top/scripts/download"
  run -1 alone 'scripts/download "$here/lists" sleep 7'
  run -0 alone 'scripts/download "$here/lists" sh -c "sleep 2; head -c 1000000 /dev/zero >\$here/lists/new; sleep 5"'
}
