# The unit that builds by itself what had to wait: how far it is confined.

bats_require_minimum_version 1.5.0

setup() {
  TOP=$BATS_TEST_DIRNAME/../..
  unit=$BATS_TEST_TMPDIR/ath-user-regd-dkms.service
  # verify looks whether there is such a program
  sed "s,/usr/src/ath-user-regd-#VERSION#,$(cd "$TOP" && pwd)," "$TOP/packaging/systemd/ath-user-regd-dkms.service.in" >"$unit"
}

@test "the service: systemd finds nothing wrong with it, and its exposure is at most 4.5" {
  run -0 systemd-analyze verify --man=no "$unit"
  echo "$output"
  [[ -z $output ]]
  run -0 systemd-analyze security --no-pager --offline=true --threshold=45 "$unit"
  echo "${lines[-1]}"
}

@test "the service: there is a limit to how long it runs" {
  grep -qE '^TimeoutStartSec=[0-9]+(min|h)$' "$unit"
}
