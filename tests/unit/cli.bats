# The command, as people run it: in systems made up here, below --root.

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  export OUT=$BATS_FILE_TMPDIR/cli
  make -s -C "$TOP/src/cli" OUT="$OUT"
  # The least that is a module: what depmod and modinfo read of one.
  mkdir "$OUT/modules"
  cat >"$OUT/modules/stock.c" <<'C'
__attribute__((section(".modinfo"), used)) static const char info[] = "license=Dual BSD/GPL";
C
  cat >"$OUT/modules/ours.c" <<'C'
__attribute__((section(".modinfo"), used)) static const char info[] =
	"version=1.2.3\0parm=user_regd:Whose regulatory domain counts";
C
  gcc -c -o "$OUT/modules/stock.ko" "$OUT/modules/stock.c"
  gcc -c -o "$OUT/modules/ours.ko" "$OUT/modules/ours.c"
}

setup() {
  PATH=$OUT:$PATH
  ROOT=$BATS_TEST_TMPDIR/root
  CONF=$ROOT/etc/modprobe.d/ath-user-regd.conf
  mkdir -p "$ROOT/lib/firmware" "$ROOT/etc"
  cp -L /lib/firmware/regulatory.db{,.p7s} "$ROOT/lib/firmware/"
  add_kernel 6.1.0-9-amd64
}

# add_kernel KREL: with the distribution's ath.ko alone.
add_kernel() {
  mkdir -p "$ROOT/lib/modules/$1/kernel/ath"
  cp "$OUT/modules/stock.ko" "$ROOT/lib/modules/$1/kernel/ath/ath.ko"
  : >"$ROOT/lib/modules/$1/modules.order"
  : >"$ROOT/lib/modules/$1/modules.builtin"
  depmod -b "$ROOT" "$1"
}

add_ours() { # KREL
  mkdir -p "$ROOT/lib/modules/$1/updates/dkms"
  cp "$OUT/modules/ours.ko" "$ROOT/lib/modules/$1/updates/dkms/ath.ko"
  depmod -b "$ROOT" "$1"
}

# command STATUS WORD...
command_ends() {
  local expected=$1
  shift
  run ath-user-regd "$@"
  echo "ath-user-regd $*: status $status, not $expected: $output"
  ((status == expected))
}

@test "C: parsing and rendering, under the address and undefined behaviour sanitizers" {
  run make -s -C "$TOP/tests/cli" OUT="$BATS_TEST_TMPDIR" check
  echo "$output"
  ((status == 0))
  [[ $output != *"runtime error"* ]]
}

@test "the tables of ath that it was built with are those of this kernel's source" {
  krel=$("$TOP/scripts/kernels" --default)
  "$TOP/scripts/kernel-source" "$krel" "$BATS_TEST_TMPDIR/ath"
  "$TOP/scripts/ath-tables" "$BATS_TEST_TMPDIR/ath" | diff "$TOP/src/cli/ath_tables.def" -
}

@test "it is at most 200 KB, stripped, and its status at most 30 ms of a processor" {
  add_ours 6.1.0-9-amd64
  strip -o "$BATS_TEST_TMPDIR/stripped" "$OUT/ath-user-regd"
  size=$(stat -c %s "$BATS_TEST_TMPDIR/stripped")
  echo "$size bytes"
  ((size <= 200 * 1024))
  TIMEFORMAT='%U %S'
  cost=$( { time for _ in 1 2 3 4 5 6 7 8 9 10; do ath-user-regd --root "$ROOT" >/dev/null || :; done; } 2>&1)
  echo "ten times: $cost s"
  awk '{ exit !($1 + $2 <= 10 * 0.03) }' <<<"$cost"
}

@test "help, usage errors and completion go by the one table" {
  command_ends 0 --help
  for name in status channels enable disable reload doctor verify; do
    [[ $output == *$'\n'"  $name"* ]]
    grep -qw "$name" "$TOP/src/cli/ath-user-regd.8"
  done
  for option in --json --root --country --svg --force; do
    [[ $output == *"$option"* ]]
    grep -q -- "${option//-/\\\\-}" "$TOP/src/cli/ath-user-regd.8"
  done
  for words in nonsense "status --nonsense" "enable SE DE" "doctor --root" "status --root /nonsense" "--json=1"; do
    read -ra words <<<"$words"
    command_ends 2 "${words[@]}"
    [[ $output == "ath-user-regd: error: "* && ${#lines[@]} == 1 ]]
  done
  command_ends 0 --version
  [[ $output == "ath-user-regd $(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")" ]]
}

@test "the shell completes commands, options and countries" {
  # shellcheck disable=SC1091
  . "$TOP/src/cli/completion.bash"
  completed() {
    COMP_WORDS=(ath-user-regd "$@") COMP_CWORD=$#
    _ath_user_regd
    printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' '
  }
  [[ $(completed d) == "disable doctor" ]]
  [[ $(completed doctor --) == "--json --root" ]]
  [[ $(completed enable D) == "DE DK DM DO DZ" ]]
  [[ $(completed channels --country U) == *US* ]]
  [[ -z $(completed status x) ]]
}

@test "enable writes its line and no other; disable takes it away" {
  command_ends 0 enable --root "$ROOT"
  [[ $output == *"+ options ath user_regd=1"*"iw reg set"* ]]
  [[ $(grep -v '^#' "$CONF") == "options ath user_regd=1" ]]
  [[ $(stat -c %a "$CONF") == 644 ]]
  command_ends 0 enable de --root "$ROOT"
  [[ $(grep -v '^#' "$CONF") == "options ath user_regd=DE" ]]
  command_ends 0 enable DE --root "$ROOT"
  [[ $output == *"says so already"* ]]
  printf '%s\n' '# mine' 'options ath9k ps_enable=1' >>"$CONF"
  command_ends 0 disable --root "$ROOT"
  [[ $(cat "$CONF") == $'# mine\noptions ath9k ps_enable=1' ]]
  : >"$CONF"
  command_ends 0 enable --root "$ROOT"
  command_ends 0 disable --root "$ROOT"
  [[ ! -e $CONF ]]
  [[ -z $(ls -A "$ROOT/etc/modprobe.d") ]]
  command_ends 0 disable --root "$ROOT"
}

@test "enable refuses what is no country of the regulatory database, and writes nothing" {
  for word in XX 00 SWE S 5E ''; do
    command_ends 1 enable "$word" --root "$ROOT"
    [[ $output == "ath-user-regd: error: "* && ! -e $CONF ]]
  done
  truncate -s 100 "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"is damaged"*"; next: sudo apt-get install wireless-regdb" && ! -e $CONF ]]
  rm "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"is not there"* && ! -e $CONF ]]
}

@test "a file that can't be written is as it was, and nothing lies beside it" {
  ((EUID == 0)) || skip "needs root"
  mkdir -p "$ROOT/etc/modprobe.d"
  echo 'options ath user_regd=SE' >"$CONF"
  # no file is larger than this many blocks of 512 bytes
  run bash -c "trap '' XFSZ; ulimit -f 0; ath-user-regd enable DE --root '$ROOT' >/dev/null"
  echo "$status: $output"
  ((status == 1))
  [[ $(cat "$CONF") == "options ath user_regd=SE" ]]
  [[ $(ls -A "$ROOT/etc/modprobe.d") == ath-user-regd.conf ]]
}

@test "another file of modprobe.d that says otherwise is named" {
  mkdir -p "$ROOT/etc/modprobe.d"
  echo 'options ath user_regd=0' >"$ROOT/etc/modprobe.d/zz.conf"
  command_ends 0 enable --root "$ROOT"
  [[ $output == *"Another file in modprobe.d has user_regd=0"* ]]
}

@test "doctor: no build, and why; a newer kernel without one; all well" {
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"6.1.0-9-amd64, has no module of ours: DKMS does not know"*"next: sudo make install"* ]]
  mkdir -p "$ROOT/var/lib/dkms/ath-user-regd/1.2.3/build"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"DKMS has not built it"*"next: sudo dkms autoinstall -k 6.1.0-9-amd64"* ]]
  echo 'ath-user-regd: error: 6.1.0-9-amd64: the build failed: x.c:1; next: read build.log' \
    >"$ROOT/var/lib/dkms/ath-user-regd/1.2.3/build/make.log"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours: the build failed: x.c:1"$'\n'*"next: read build.log"* ]]
  add_ours 6.1.0-9-amd64
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"has our module, version 1.2.3"* && $output != *BAD* ]]
  # sorted as versions
  add_kernel 6.1.0-10-amd64
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"the newest kernel, 6.1.0-10-amd64, has no module of ours"* ]]
}

@test "doctor: ath built in, no wireless at all" {
  rm "$ROOT/lib/modules/6.1.0-9-amd64/kernel/ath/ath.ko"
  depmod -b "$ROOT" 6.1.0-9-amd64
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"has no driver for Atheros cards"* ]]
  echo kernel/ath/ath.ko >"$ROOT/lib/modules/6.1.0-9-amd64/modules.builtin"
  depmod -b "$ROOT" 6.1.0-9-amd64
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"ath is built into"* ]]
}

@test "doctor: Secure Boot, with and without the key" {
  vars=$ROOT/sys/firmware/efi/efivars
  mkdir -p "$vars" "$ROOT/var/lib/dkms"
  add_ours 6.1.0-9-amd64
  printf '\6\0\0\0\0' >"$vars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
  command_ends 0 status --root "$ROOT"
  [[ $output == *"Secure Boot   off"* ]]
  printf '\6\0\0\0\1' >"$vars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"DKMS has no key"* ]]
  printf 'a\0key' >"$ROOT/var/lib/dkms/mok.pub"
  printf 'list: a\0kez' >"$vars/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"next: sudo mokutil --import"* ]]
  printf 'list: a\0key, and more' >"$vars/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23"
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"the firmware knows DKMS's key"* ]]
}

@test "doctor: a regulatory database that is missing, damaged or unsigned" {
  add_ours 6.1.0-9-amd64
  rm "$ROOT/lib/firmware/regulatory.db.p7s"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"regulatory.db.p7s is not there"*"next: sudo apt-get install wireless-regdb"* ]]
  echo nonsense >"$ROOT/lib/firmware/regulatory.db"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"is no regulatory database"* ]]
}

@test "JSON is JSON, and has the documented names" {
  add_ours 6.1.0-9-amd64
  for name in status doctor; do
    command_ends 0 "$name" --json --root "$ROOT"
    printf '%s\n' "$output" | python3 -c '
import json, sys
said = json.load(sys.stdin)
assert all(set(f) == {"grade", "what", "next"} for f in said["findings"]), said
if sys.argv[1] == "status":
    assert set(said) == {"version", "machine", "country", "radios", "findings"}
    assert said["machine"]["newest"]["ath"] == "ours"
' "$name"
  done
}

@test "colours on a terminal, unless NO_COLOR is set or it is dumb; else never" {
  run bash -c "TERM=xterm script -qec 'ath-user-regd --root \"$ROOT\"' /dev/null"
  [[ $output == *$'\033['* ]]
  run bash -c "NO_COLOR=1 TERM=xterm script -qec 'ath-user-regd --root \"$ROOT\"' /dev/null"
  [[ $output != *$'\033['* ]]
  run bash -c "TERM=dumb script -qec 'ath-user-regd --root \"$ROOT\"' /dev/null"
  [[ $output != *$'\033['* ]]
  TERM=xterm run ath-user-regd --root "$ROOT"
  [[ $output == Machine* && $output != *$'\033['* ]]
}

@test "what can't be printed is no success" {
  run bash -c "ath-user-regd --help >/dev/full"
  ((status == 1))
}

@test "verify tells functions that are meant to differ from those that are not" {
  export ATH_USER_REGD_LIB=$TOP/tests/bench
  cat >"$BATS_TEST_TMPDIR/ath.c" <<'C'
int ath_regd_init(int a) { return TOUCHED; }
int other(int a) { return OTHER; }
#ifdef ADDED
int user_regd_init(int a) { return a; }
#endif
C
  dir=$ROOT/lib/modules/6.1.0-9-amd64
  add_ours 6.1.0-9-amd64
  module() { gcc -c -O1 -o "$1" "${@:2}" "$BATS_TEST_TMPDIR/ath.c"; }
  module "$dir/kernel/ath/ath.ko" -DTOUCHED=a -DOTHER=a
  module "$dir/updates/dkms/ath.ko" -DTOUCHED=a+1 -DOTHER=a -DADDED
  command_ends 0 verify 6.1.0-9-amd64 --root "$ROOT"
  [[ $output == *"1 touched, 1 added"*"0 others differ"* ]]
  module "$dir/updates/dkms/ath.ko" -DTOUCHED=a+1 -DOTHER=a+1
  command_ends 1 verify 6.1.0-9-amd64 --root "$ROOT"
  [[ $output == *"differs: other"* ]]
  command_ends 1 verify --json --root "$ROOT"
  [[ $output == *'"good":'*false* ]]
  rm -r "$dir/updates"
  command_ends 1 verify --root "$ROOT"
  [[ $output == *"has no module of ours"* ]]
}
