# How make install asks for root, in the way that the system has. Nobody asks, in a copy
# that nobody can read, with stubs for sudo, su and pkexec.

bats_require_minimum_version 1.5.0

setup() {
  TOP=$BATS_TEST_DIRNAME/../..
  dir=$(mktemp -d /tmp/road.XXXXXXXX)
  mkdir "$dir/bin"
  cp -r "$TOP/scripts" "$TOP/packaging" "$TOP/dkms.conf" "$dir/"
  for tool in bash env dirname sed awk grep cat tty uname rm sort; do ln -s "$(command -v "$tool")" "$dir/bin/"; done
  chmod -R a+rX "$dir"
}

teardown() {
  rm -rf -- "$dir"
}

stub() { # NAME
  printf '#!/bin/bash\nprintf "%%s|" "%s" "$@"\necho\n' "$1" >"$dir/bin/$1"
  chmod 755 "$dir/bin/$1"
}

# asks NAME=VALUE...: nobody has something done that needs root.
asks() {
  # shellcheck disable=SC2016 # the inner shell expands them
  run setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH="$dir/bin" "$@" \
    bash -c '. "$0/scripts/common.sh"; . "$0/packaging/road.sh"; as_root "removing" echo "a b"' "$dir" </dev/null
  echo "$status: $output"
}

@test "sudo, where it is there: what is ours of the environment goes with it" {
  stub sudo
  stub su
  stub pkexec
  asks ATH_USER_REGD_SOURCE=/a/tree OTHER=x DISPLAY=:0
  ((status == 0))
  [[ ${lines[0]} == "ath-user-regd: removing needs root: asking with sudo" ]]
  [[ ${lines[1]} == "sudo|--|env|ATH_USER_REGD_SOURCE=/a/tree|"*"echo|a b|" ]]
  [[ $output != *OTHER* ]]
}

@test "without it and without a terminal for su: pkexec, where there is a desktop" {
  stub su
  stub pkexec
  asks DISPLAY=:0
  ((status == 0))
  [[ ${lines[1]} == "pkexec|env|"*"echo|a b|" ]]
  asks
  ((status == 1))
  [[ $output == *"error: removing needs root, and there is nothing to ask for it with; next: as root: echo a\\ b"* ]]
}

@test "su on a terminal" {
  stub su
  # shellcheck disable=SC2016
  run setpriv --reuid=65534 --regid=65534 --clear-groups "$(command -v script)" -qec "env -i PATH=$dir/bin bash -c '. $dir/scripts/common.sh; . $dir/packaging/road.sh; as_root removing echo \"a b\"'" /dev/null
  echo "$output"
  [[ $output == *"su|-s|/bin/bash|-c|env "*"echo a\\ b |root|"* ]]
}

@test "root is not asked" {
  # shellcheck disable=SC2016
  run env -i PATH="$dir/bin" bash -c '. "$0/scripts/common.sh"; . "$0/packaging/road.sh"; as_root "removing" echo "a b"' "$dir"
  [[ $output == "a b" ]]
}
