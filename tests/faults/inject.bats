# Does inject.c see what it has to see, and do what it says? In the machine's own tree, in
# a namespace whose /run is empty; what fails is below a temporary folder.

bats_require_minimum_version 1.5.0

setup_file() {
  make -s -C "$BATS_TEST_DIRNAME" OUT="$BATS_FILE_TMPDIR"
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  result=$BATS_TEST_TMPDIR/result
}

# inject OPTION... -- COMMAND...: what it prints goes through a pipe, a file would count.
inject() {
  local options=()
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --pid --fork --kill-child --propagation private sh -c '
    mount -t proc proc /proc && mount -t tmpfs none /run && mkdir /run/faults && exec "$@"' _ \
    "$BATS_FILE_TMPDIR/inject" "${options[@]}" "$result" "$@" 2>&1 3>&- | cat
  cat "$result"
}
fact() { sed -n "s/^$1=//p" "$result"; }

@test "a shell's redirection, stdio inside libc, a static program: each is seen, each fails" {
  inject --at 1 --kind enospc -- bash -c 'echo x >one' | grep 'one: No space left on device'
  [[ ! -e one && $(fact status) == 1 && $(fact operation) == openat && $(fact path) == "$PWD/one" ]]
  # mawk writes through stdio, when it ends.
  inject --at 2 --kind eio -- mawk 'BEGIN { print "x" >"two" }'
  [[ ! -s two && $(fact operation) == write && $(fact program) == mawk ]]
  # Debian's busybox-static. It tries sendfile, then write.
  run ! ldd "$(command -v busybox)"
  echo x >from
  inject --at 2 --kind quota -- busybox cp from three
  [[ ! -s three && $(fact fired) == 1 && $(fact program) == busybox ]]
}

@test "what is only read, what is there already, pipes and devices don't count" {
  mkdir there
  mkfifo pipe
  inject -- bash -c 'mkdir -p there; rm -f not-there; cat </etc/passwd >/dev/null; cat pipe & echo x >pipe; wait'
  [[ $(fact operations) == 0 && $(fact status) == 0 ]]
}

@test "enospc is once and passes over what takes no room; quota stays, readonly as well" {
  inject --at 1 --kind enospc -- bash -c ': >one; : >two'
  [[ ! -e one && -e two ]]
  rm two
  : >old
  inject --at 1 --kind enospc -- bash -c 'rm old; : >one'
  [[ ! -e old && ! -e one && $(fact n) == 2 ]]
  : >old
  inject --at 1 --kind quota -- bash -c ': >one; : >two; rm old'
  [[ ! -e one && ! -e two && ! -e old ]]
  : >old
  inject --at 1 --kind readonly -- bash -c 'rm old; : >one'
  [[ -e old && ! -e one ]]
}

@test "kill ends the one that asks, power all, and what they had not done is not done" {
  inject --at 1 --kind kill -- bash -c '(: >one); echo $?; : >two' | grep -qx 137
  [[ ! -e one && -e two && $(fact ended) == exit ]]
  rm two
  inject --at 1 --kind power -- bash -c '(sleep 1; : >three) & (: >one); : >two'
  [[ ! -e one && ! -e two && ! -e three && $(fact ended) == signal && $(fact status) == 137 ]]
}

@test "who hangs is ended by the limit around him at once, and is unbounded without one" {
  inject --at 1 --kind hang -- bash -c 'timeout --kill-after=10 3000 bash -c ": >one"; echo $?; : >two' | grep -qx 124
  [[ ! -e one && -e two && $(fact bound) == "timeout 3000" && $(fact ended) == exit ]]
  # Whoever takes TERM himself has to be killed.
  inject --at 1 --kind hang -- bash -c 'timeout --kill-after=10 3000 bash -c "trap : TERM; : >one"; echo $?' | grep -qx 137
  [[ ! -e one && $(fact ended) == exit ]]
  inject --at 1 --kind hang -- bash -c ': >three'
  [[ ! -e three && $(fact ended) == unbounded ]]
}

@test "make and what it starts are one operation" {
  # Opening and closing three are the others.
  printf 'all:\n\techo x >one\n\techo x >two\n' >Makefile
  inject -- bash -c 'make >/dev/null; : >three'
  [[ -e one && -e two && -e three && $(fact operations) == 3 ]]
}
