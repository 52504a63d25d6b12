# The command, as people run it: in systems made up here, below --root.
# shellcheck disable=SC2030,SC2031 # each test has an environment of its own

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  export OUT=$BATS_FILE_TMPDIR/cli
  # with its helpers
  make -s -C "$TOP/src/cli" OUT="$OUT" DESTDIR="$OUT/installed" install
  export ATH_USER_REGD_LIB=$OUT/installed/usr/lib/ath-user-regd
  # The least that is a module: what depmod and modinfo read of one.
  mkdir "$OUT/modules"
  cat >"$OUT/modules/stock.c" <<'C'
__attribute__((section(".modinfo"), used)) static const char info[] = "license=Dual BSD/GPL";
C
  cat >"$OUT/modules/ours.c" <<'C'
__attribute__((section(".modinfo"), used)) static const char info[] =
	"version=1.2.3\0built_for=linux 6.1.9-1\0source_package=" PACKAGE "\0source_version=" VERSION "\0provider=apt-download\0exact=" EXACT;
C
  # without ERRNO COMMAND...: in a container that answers openat2 so
  cat >"$OUT/without.c" <<'C'
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | atoi(argv[1])),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		return 99;
	execvp(argv[2], argv + 2);
	return 98;
}
C
  gcc -o "$OUT/without" "$OUT/without.c"
  gcc -c -o "$OUT/modules/stock.ko" "$OUT/modules/stock.c"
  gcc -c -DPACKAGE='"linux"' -DVERSION='"6.1.9-1"' -DEXACT='"yes"' -o "$OUT/modules/ours.ko" "$OUT/modules/ours.c"
  gcc -c -DPACKAGE='"-"' -DVERSION='"6.1.8"' -DEXACT='"no"' -o "$OUT/modules/inexact.ko" "$OUT/modules/ours.c"
  gcc -c -DPACKAGE='"-"' -DVERSION='"6.1.8"' -DEXACT='"no\0proven=ath ath10k_pci"' -o "$OUT/modules/proven.ko" "$OUT/modules/ours.c"
}

setup() {
  PATH=$OUT:$PATH
  ROOT=$BATS_TEST_TMPDIR/root
  CONF=$ROOT/etc/modprobe.d/ath-user-regd.conf
  mkdir -p "$ROOT/lib/firmware" "$ROOT/etc"
  cp -L /lib/firmware/regulatory.db{,.p7s} "$ROOT/lib/firmware/"
  # apt is at home, dpkg has brought the kernel
  mkdir -p "$ROOT/usr/bin" "$ROOT/var/lib/dpkg"
  cp "$(type -P true)" "$ROOT/usr/bin/apt-get"
  printf 'Package: base-files\nStatus: install ok installed\nArchitecture: amd64\n\n' >"$ROOT/var/lib/dpkg/status"
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

add_ours() { # KREL [MODULE]
  mkdir -p "$ROOT/lib/modules/$1/updates/dkms"
  cp "$OUT/modules/${2:-ours}.ko" "$ROOT/lib/modules/$1/updates/dkms/ath.ko"
  depmod -b "$ROOT" "$1"
}

# add_compared FLAG...: modules that can be compared, ours with what FLAG defines.
add_compared() {
  local dir=$ROOT/lib/modules/6.1.0-9-amd64 source=$BATS_TEST_TMPDIR/ath.c
  cat >"$source" <<'C'
int ath_regd_init(int a) { return TOUCHED; }
int other(int a) { return OTHER; }
#ifndef LIMITS
#define LIMITS 0x37
#endif
const int allCountries[] = { 0x10, LIMITS };
#ifdef ADDED
int user_regd_init(int a) { return a; }
#endif
C
  add_ours 6.1.0-9-amd64
  gcc -c -O1 -o "$dir/kernel/ath/ath.ko" -DTOUCHED=a -DOTHER=a "$source"
  gcc -c -O1 -o "$dir/updates/dkms/ath.ko" "$@" "$source"
}

# came dkms|package: how we came there.
came() {
  mkdir -p "$ROOT/usr/src/ath-user-regd-1.2.3" "$ROOT/var/lib/dkms/ath-user-regd"
  : >"$ROOT/usr/src/ath-user-regd-1.2.3/dkms.conf"
  [[ $1 == dkms ]] || : >"$ROOT/usr/src/ath-user-regd-1.2.3/package.conf"
}
# note KREL KEY=VALUE...: what the scripts have written down of a kernel.
note() {
  mkdir -p "$ROOT/var/lib/ath-user-regd/kernels"
  printf '%s\n' "release=$1" package=linux version=6.1.9-1 "${@:2}" >"$ROOT/var/lib/ath-user-regd/kernels/$1"
}

# command_ends STATUS WORD...
command_ends() {
  local expected=$1
  shift
  # whoever waits for ever has failed
  run timeout 60 ath-user-regd "$@"
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
  "$TOP/src/cli/ath-tables" "$BATS_TEST_TMPDIR/ath" | diff "$TOP/src/cli/ath_tables.def" -
}

@test "C: what a fuzzer has begun with, and damaged copies of it, under the sanitizers" {
  run make -s -C "$TOP/tests/cli" OUT="$BATS_TEST_TMPDIR" replay
  echo "$output"
  ((status == 0))
  [[ ${#lines[@]} == 3 && $output != *"runtime error"* && $output != *Sanitizer* ]]
}

@test "C: valgrind finds nothing in the tests" {
  run make -s -C "$TOP/tests/cli" OUT="$BATS_TEST_TMPDIR" memcheck
  echo "$output"
  ((status == 0))
}

@test "valgrind finds nothing in the commands" {
  add_compared -DTOUCHED=a+1 -DOTHER=a
  for words in status "status --json" doctor "doctor --json" enroll "enroll --json" "enable SE" "enable XX" disable verify \
    "verify --json" "verify nonsense" "status --nonsense" "channels --json"; do
    read -ra words <<<"$words"
    run valgrind -q --child-silent-after-fork=yes --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all \
      --error-exitcode=99 "$OUT/ath-user-regd" "${words[@]}" --root "$ROOT"
    echo "${words[*]}: $status: $output"
    ((status <= 2))
    [[ $output != *==* ]]
  done
}

@test "it is at most 200 KB, stripped" {
  strip -o "$BATS_TEST_TMPDIR/stripped" "$OUT/ath-user-regd"
  size=$(stat -c %s "$BATS_TEST_TMPDIR/stripped")
  echo "$size bytes"
  ((size <= 200 * 1024))
}

@test "help, usage errors and completion go by the one table" {
  command_ends 0 --help
  for name in status channels enable disable reload doctor enroll verify; do
    [[ $output == *$'\n'"  $name"* ]]
    grep -qw "$name" "$TOP/src/cli/ath-user-regd.8"
  done
  for option in --json --root --country --svg --force; do
    [[ $output == *"$option"* ]]
    grep -q -- "${option//-/\\\\-}" "$TOP/src/cli/ath-user-regd.8"
  done
  for words in status "status --json" "verify 6.1" reload; do
    read -ra words <<<"$words"
    command_ends 0 "${words[@]}" --help
    [[ $output == "Usage: ath-user-regd"* ]]
  done
  for words in nonsense "status --nonsense" "enable SE DE" "doctor --root" "status --root /nonsense" "status --root /etc/passwd" \
    "enable --root=" "disable --root=" "--json=1"; do
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
  [[ $(completed d) == "disable doctor" && $(completed en) == "enable enroll" ]]
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
  for word in ZZ XX 00 SWE S 5E ''; do
    command_ends 1 enable "$word" --root "$ROOT"
    [[ $output == "ath-user-regd: error: "*"; next: "* && ! -e $CONF ]]
  done
  truncate -s 100 "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"is damaged"*"; next: sudo apt-get install --reinstall wireless-regdb" && ! -e $CONF ]]
  rm "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"is not there"* && ! -e $CONF ]]
  mkdir "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"regulatory.db is a folder: SE can't be checked; next: "* && ! -e $CONF ]]
}

@test "enable and disable leave alone what is no plain file with text" {
  mkdir -p "$ROOT/etc/modprobe.d"
  for kind in link folder pipe binary; do
    case $kind in
      link) echo 'options ath debug=1' >"$ROOT/theirs"; ln -s ../../theirs "$CONF" ;;
      folder) mkdir "$CONF" ;;
      pipe) mkfifo "$CONF" ;;
      binary) printf 'options ath user_regd=1\n\0blacklist ath\n' >"$CONF" ;;
    esac
    before=$(stat -c '%F %i %s' "$CONF")
    for words in "enable SE" disable; do
      read -ra words <<<"$words"
      command_ends 1 "${words[@]}" --root "$ROOT"
      [[ $output == "ath-user-regd: error: /etc/modprobe.d/ath-user-regd.conf is "*"; next: "* ]]
    done
    [[ $(stat -c '%F %i %s' "$CONF") == "$before" ]]
    [[ $(ls -A "$ROOT/etc/modprobe.d") == ath-user-regd.conf ]]
    rm -r "$CONF"
  done
  [[ $(cat "$ROOT/theirs") == 'options ath debug=1' ]]
  ln -s ../../theirs "$CONF"
  command_ends 1 enable SE --root "$ROOT"
  [[ $output == *"is a symbolic link, which stays as it is; next: sudo ls -l "* ]]
}

@test "enable and disable say what is wrong where /etc can't be written" {
  ((EUID == 0)) || skip "needs root"
  mkdir -p "$ROOT/etc/modprobe.d"
  echo 'options ath user_regd=SE' >"$CONF"
  for words in "enable DE" disable; do
    read -ra words <<<"$words"
    # shellcheck disable=SC2016 # the inner shell expands them
    run unshare --mount --propagation private bash -c \
      'mount --bind "$1/etc" "$1/etc" && mount -o remount,bind,ro "$1/etc" && shift && ath-user-regd "$@"' \
      _ "$ROOT" "${words[@]}" --root "$ROOT"
    echo "${words[*]}: $status: $output"
    ((status == 1))
    [[ $output == "ath-user-regd: error: /etc/modprobe.d/ath-user-regd.conf can't be written: Read-only file system; next: "* ]]
  done
  [[ $(cat "$CONF") == "options ath user_regd=SE" ]]
  # nobody may read it, and not write beside it
  chmod 711 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR"
  chmod 600 "$CONF"
  run setpriv --reuid=nobody --clear-groups ath-user-regd enable DE --root "$ROOT"
  echo "$output"
  ((status == 1))
  [[ $output == *"ath-user-regd.conf is for root to read; next: sudo ls -l "* ]]
  rm "$CONF"
  run setpriv --reuid=nobody --clear-groups ath-user-regd enable DE --root "$ROOT"
  echo "$output"
  ((status == 1))
  [[ $output == *"can't be written: Permission denied; next: sudo ath-user-regd" ]]
}

# links_are_its_own COMMAND...: runs the command so, below --root, and looks where links lead.
links_are_its_own() {
  add_ours 6.1.0-9-amd64
  # as Debian has it, and /etc/modprobe.d somewhere else
  mkdir -p "$ROOT/etc/alternatives" "$ROOT/var/modprobe.d"
  mv "$ROOT/lib/firmware/regulatory.db" "$ROOT/lib/firmware/regulatory.db-debian"
  ln -s /etc/alternatives/regulatory.db "$ROOT/lib/firmware/regulatory.db"
  ln -s /lib/firmware/regulatory.db-debian "$ROOT/etc/alternatives/regulatory.db"
  ln -s ../../../../../../../../../../../../../var/modprobe.d "$ROOT/etc/modprobe.d"
  run -0 "$@" enable SE --root "$ROOT"
  [[ -s $ROOT/var/modprobe.d/ath-user-regd.conf ]]
  run -0 "$@" doctor --root "$ROOT"
  [[ $output == *"the regulatory database is there"* ]]
  # kernels are looked up there, too
  mv "$ROOT/lib/modules" "$ROOT/var/modules"
  ln -s ///var/../../../var/./modules/ "$ROOT/lib/modules"
  run -0 "$@" doctor --root "$ROOT"
  [[ $output == *"the newest kernel, 6.1.0-9-amd64, has our module, version 1.2.3"* ]]
  # this machine has one, that system has not
  rm "$ROOT/lib/firmware/regulatory.db-debian"
  run -1 "$@" doctor --root "$ROOT"
  [[ $output == *"regulatory.db is not there"* ]]
  ln -s regulatory.db-debian "$ROOT/lib/firmware/regulatory.db-debian"
  run -1 "$@" doctor --root "$ROOT"
  [[ $output == *"BAD"*"regulatory.db"* ]]
}

@test "below --root links are followed as that system would, and lead nowhere else" {
  links_are_its_own ath-user-regd
}

@test "so they are where a kernel or a container has no openat2" {
  cp -r "$ROOT" "$ROOT.2"
  links_are_its_own without "$(errno ENOSYS)" ath-user-regd
  ROOT=$ROOT.2 links_are_its_own without "$(errno EPERM)" ath-user-regd
}

# errno NAME: its number.
errno() {
  python3 -c 'import errno, sys; print(getattr(errno, sys.argv[1]))' "$1"
}

@test "below --root a system that changes leads nowhere outside, and no pipe is waited for" {
  # a folder there is now one, now a link to this machine's, many times a second
  mkdir -p "$ROOT/etc/modprobe.d" "$ROOT/etc/is" "$BATS_TEST_TMPDIR/etc/modprobe.d"
  tee "$BATS_TEST_TMPDIR/etc/modprobe.d/"{out,ath-user-regd}.conf >/dev/null <<<'options ath user_regd=XX'
  ln -s "$BATS_TEST_TMPDIR/etc/modprobe.d" "$ROOT/etc/link"
  python3 -c '
import ctypes, os, sys
libc = ctypes.CDLL(None)
os.chdir(sys.argv[1])
while True:
    libc.renameat2(-100, b"modprobe.d", -100, b"link", 2)' "$ROOT/etc" 3>&- &
  pid=$!
  for ((i = 0; i < 50; i++)); do
    for without in "" "without $(errno ENOSYS)"; do
      # shellcheck disable=SC2086 # words, or none
      timeout 60 $without ath-user-regd enable SE --root "$ROOT" >/dev/null 2>&1 || true
      # shellcheck disable=SC2086
      timeout 60 $without ath-user-regd status --root "$ROOT" || true
    done
  done >"$BATS_TEST_TMPDIR/said"
  kill "$pid"
  wait "$pid" || true
  # and, where names are gone through one by one, right behind every second look
  cat >"$BATS_TEST_TMPDIR/swap.c" <<'C'
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
ssize_t readlinkat(int fd, const char *restrict name, char *restrict target, size_t size)
{
	ssize_t len = syscall(SYS_readlinkat, fd, name, target, size);
	static int looks;
	if (!strcmp(name, "modprobe.d") && looks++ % 2 && chdir(getenv("SWAP")) == 0)
		renameat2(AT_FDCWD, "modprobe.d", AT_FDCWD, "link", RENAME_EXCHANGE);
	return len;
}
C
  gcc -D_GNU_SOURCE -shared -fPIC -o "$BATS_TEST_TMPDIR/swap.so" "$BATS_TEST_TMPDIR/swap.c"
  for ((i = 0; i < 4; i++)); do
    SWAP=$ROOT/etc LD_PRELOAD=$BATS_TEST_TMPDIR/swap.so without "$(errno ENOSYS)" ath-user-regd status --root "$ROOT" || true
    SWAP=$ROOT/etc LD_PRELOAD=$BATS_TEST_TMPDIR/swap.so without "$(errno ENOSYS)" ath-user-regd disable --root "$ROOT" || true
  done >>"$BATS_TEST_TMPDIR/said" 2>&1
  [[ $(ls "$BATS_TEST_TMPDIR/etc/modprobe.d") == $'ath-user-regd.conf\nout.conf' ]]
  run ! grep user_regd=XX "$BATS_TEST_TMPDIR/said"
  grep user_regd=SE "$BATS_TEST_TMPDIR/said"
  # pipes wherever something is read
  rm -rf "$ROOT/etc/modprobe.d" "$ROOT/etc/link"
  mkdir -p "$ROOT/etc/modprobe.d" "$ROOT/etc/dkms" "$ROOT/sys/firmware/efi/efivars" "$ROOT/lib/modules/6.1.0-9-amd64/updates/dkms"
  add_ours 6.1.0-9-amd64
  for file in etc/modprobe.d/x.conf etc/os-release etc/dkms/framework.conf lib/modules/6.1.0-9-amd64/modules.{dep,alias,softdep}.bin \
    lib/modules/6.1.0-9-amd64/updates/dkms/ath.ko lib/firmware/regulatory.db var/lib/dpkg/status lib/modules/6.1.0-9-amd64/modules.softdep; do
    [[ ! -e $ROOT/$file ]] || mv "$ROOT/$file" "$BATS_TEST_TMPDIR/was"
    mkfifo "$ROOT/$file"
    for words in status doctor enroll verify "enable SE" disable; do
      read -ra words <<<"$words"
      run timeout 30 ath-user-regd "${words[@]}" --root "$ROOT"
      echo "$file: ${words[*]}: $status: $output"
      ((status < 2))
    done
    rm "$ROOT/$file"
    [[ ! -e $BATS_TEST_TMPDIR/was ]] || mv "$BATS_TEST_TMPDIR/was" "$ROOT/$file"
  done
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
  came package
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"its headers are not installed"*"next: sudo apt-get install linux-headers-6.1.0-9-amd64"* ]]
  mkdir "$ROOT/lib/modules/6.1.0-9-amd64/build"
  : >"$ROOT/lib/modules/6.1.0-9-amd64/build/.config"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"it has not been built yet"*"next: sudo dpkg-reconfigure ath-user-regd-dkms"* ]]
  note 6.1.0-9-amd64 verdict=failed "reason=the build failed: x.c:1" "next=read build.log"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours: the build failed: x.c:1"$'\n'*"next: read build.log"* ]]
  command_ends 1 status --root "$ROOT"
  [[ $output == *"  failed: the build failed: x.c:1"* ]]
  note 6.1.0-9-amd64 verdict=waiting "reason=no source" next=
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours: no source"$'\n'*"next: sudo dpkg-reconfigure"* ]]
  add_ours 6.1.0-9-amd64
  note 6.1.0-9-amd64 verdict=installed reason= next=
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"has our module, version 1.2.3"* && $output != *BAD* ]]
  command_ends 0 status --root "$ROOT"
  [[ $output == *"our ath.ko, version 1.2.3"*"built from linux 6.1.9-1, which is its exact source"* ]]
  # sorted as versions
  add_kernel 6.1.0-10-amd64
  add_kernel 6.1.0-10-rc9-amd64
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"the newest kernel, 6.1.0-10-amd64, has no module of ours"* ]]
}

@test "doctor: what ours says of itself counts more than what is written down" {
  came dkms
  next="next: sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up"
  note 6.1.0-9-amd64 verdict=installed
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours: it has changed since"*"$next"* ]]
  add_ours 6.1.0-9-amd64
  note 6.1.0-9-amd64 verdict=installed version=6.1.9-2
  sed -i '/^version=6.1.9-1/d' "$ROOT/var/lib/ath-user-regd/kernels/6.1.0-9-amd64"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"6.1.0-9-amd64, is linux 6.1.9-2, our module is built for linux 6.1.9-1"*"$next"* ]]
  note 6.1.0-9-amd64 verdict=failed "reason=x.c:1" "next=read build.log"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"keeps our older module: x.c:1"*"next: read build.log"* ]]
  note 6.1.0-9-amd64 verdict=waiting "reason=no network"
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"note"*"keeps our older module: no network"* ]]
  # written down as exact, the module knows better
  add_ours 6.1.0-9-amd64 inexact
  note 6.1.0-9-amd64 verdict=installed source_package=linux source_version=6.1.9-1 exact=yes
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"note"*"6.1.0-9-amd64 is not built from its exact source, but from 6.1.8"* ]]
  command_ends 0 status --root "$ROOT"
  [[ $output == *"built from 6.1.8, which is not its exact source"* ]]
  command_ends 0 status --json --root "$ROOT"
  [[ $output == *'"source":'*'"- 6.1.8"'*'"exact":'*false*'"proven":'*null* ]]
}

@test "doctor, status, verify: of a source that is proven, for which modules, and that it isn't exact" {
  add_ours 6.1.0-9-amd64 proven
  note 6.1.0-9-amd64 verdict=installed source_package=linux source_version=6.1.9-1 exact=yes
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"note"*"6.1.0-9-amd64 is not built from its exact source, but from 6.1.8, proven to be the same for ath ath10k_pci"* ]]
  command_ends 0 status --root "$ROOT"
  [[ $output == *"built from 6.1.8, which is not its exact source, but proven to be the same for ath ath10k_pci"* ]]
  command_ends 0 status --json --root "$ROOT"
  [[ $output == *'"exact":'*false*'"proven":'*'"ath ath10k_pci"'* ]]
  add_compared -DTOUCHED=a+1 -DOTHER=a -DADDED
  note 6.1.0-9-amd64 verdict=installed source_package=- source_version=6.1.8 exact=no "proven=ath ath10k_pci"
  command_ends 0 verify --root "$ROOT"
  [[ $output == *"They are built from 6.1.8, which is not its exact source, but proven to be the same for ath ath10k_pci."* ]]
  command_ends 0 verify --json --root "$ROOT"
  [[ $output == *'"proven":'*'"ath ath10k_pci"'* ]]
}

@test "another package's module is neither ours nor stock's" {
  came package
  add_kernel 6.1.0-9-amd64
  mkdir -p "$ROOT/lib/modules/6.1.0-9-amd64/updates"
  cp "$OUT/modules/stock.ko" "$ROOT/lib/modules/6.1.0-9-amd64/updates/ath.ko"
  depmod -b "$ROOT" 6.1.0-9-amd64
  note 6.1.0-9-amd64 verdict=refused "reason=ath10k-ct has one" "next=sudo apt-get remove ath10k-ct"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours, but that in /lib/modules/6.1.0-9-amd64/updates/ath.ko: ath10k-ct has one"*"next: sudo apt-get remove ath10k-ct"* ]]
  command_ends 1 status --json --root "$ROOT"
  [[ $output == *'"ath":'*'"other"'*'"verdict":'*'"refused"'* ]]
}

@test "what is written down can be anything, and another kernel's is nothing" {
  came package
  file=$ROOT/var/lib/ath-user-regd/kernels/6.1.0-9-amd64
  note 6.1.0-9-amd64 verdict=failed $'reason=\033[2Jx' 'next=y'
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"has no module of ours: ?[2Jx"* ]]
  printf 'release=6.1.0-9-amd64\nverdict=failed\nreason=half' >"$file"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"for no known reason"* ]]
  for text in '' release=6.1.0-9-amd64 'verdict=failed\nreason=x\n' 'release=6.1.0-8-amd64\nverdict=failed\nreason=x\n' \
    'release=6.1.0-9-amd64\nverdict=\nreason=x\n' 'release=6.1.0-9-amd64\nverdict=none\nreason=x\n' '\0\n\0'; do
    printf '%b' "$text" >"$file"
    command_ends 1 doctor --root "$ROOT"
    [[ $output == *"its headers are not installed"* ]]
  done
  for kind in pipe folder large; do
    rm -r "$file"
    case $kind in
      pipe) mkfifo "$file" ;;
      folder) mkdir "$file" ;;
      large) { printf 'release=6.1.0-9-amd64\nverdict=failed\nreason='; head -c 100000 /dev/zero | tr '\0' x; echo; } >"$file" ;;
    esac
    command_ends 1 doctor --root "$ROOT"
    [[ $output == *"its headers are not installed"* ]]
  done
}

@test "advice is this system's, and without its helper there is none" {
  came package
  mv "$ROOT/usr/bin/"{apt-get,dnf}
  rm "$ROOT/lib/firmware/regulatory.db"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"next: sudo dnf install kernel-devel-6.1.0-9-amd64"*"next: sudo dnf install wireless-regdb"* ]]
  command_ends 1 verify --root "$ROOT"
  [[ $output == *"next: sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" ]]
  ATH_USER_REGD_LIB=$ROOT command_ends 1 doctor --root "$ROOT"
  [[ $output == *"its headers are not installed"* && $output != *next:* ]]
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

# secure_boot VALUE [MOKSBSTATE]: what the firmware and shim say.
secure_boot() {
  VARS=$ROOT/sys/firmware/efi/efivars
  mkdir -p "$VARS" "$ROOT/var/lib/dkms" "$ROOT/sys/kernel/security" "$ROOT/sys/module/module/parameters"
  printf '\6\0\0\0%b' "\\$1" >"$VARS/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
  printf '\6\0\0\0%b' "\\${2:-0}" >"$VARS/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23"
}

# lists NAME CERTIFICATE...: these are in that variable of shim's.
lists() {
  { printf '\6\0\0\0 a list: '; cat "${@:2}"; echo; } >"$VARS/$1-605dab50-e046-4300-abb6-3dd810dd8b23"
}

# make_key NAME: a key as DKMS makes one, NAME.key and NAME.der.
make_key() {
  openssl req -new -x509 -nodes -days 36500 -subj "/CN=$1" -newkey rsa:2048 -keyout "$BATS_TEST_TMPDIR/$1.key" \
    -outform DER -out "$BATS_TEST_TMPDIR/$1.der" 2>/dev/null
}

# sign_ours KREL NAME: our ath.ko, with that key.
sign_ours() {
  local sign_file
  sign_file=$(find -L /lib/modules/*/build/scripts/sign-file | head -n 1)
  add_ours "$1"
  "$sign_file" sha256 "$BATS_TEST_TMPDIR/$2.key" "$BATS_TEST_TMPDIR/$2.der" "$ROOT/lib/modules/$1/updates/dkms/ath.ko"
}

@test "doctor: Secure Boot: DKMS's key unknown, asked for, enrolled, revoked, another" {
  in_place="stock's modules load in place of ours"
  secure_boot 0
  add_ours 6.1.0-9-amd64
  command_ends 0 status --root "$ROOT"
  [[ $output == *"Secure Boot   off"$'\n'* ]]
  secure_boot 1
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"Secure Boot is on, and DKMS has no key"*"$in_place"$'\n'*"next: sudo make install"* ]]
  make_key mine
  make_key new
  cp "$BATS_TEST_TMPDIR/mine.der" "$ROOT/var/lib/dkms/mok.pub"
  sign_ours 6.1.0-9-amd64 mine
  lists MokListRT "$BATS_TEST_TMPDIR/new.der"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"does not know DKMS's key: $in_place"$'\n'*"next: sudo ath-user-regd enroll"* ]]
  command_ends 1 status --root "$ROOT"
  [[ $output == *"Secure Boot   on, DKMS's key is not enrolled"*"$in_place"$'\n'"next: sudo ath-user-regd enroll" ]]
  lists MokNew "$BATS_TEST_TMPDIR/mine.der"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"waits for your word at the next boot: until then $in_place"* ]]
  lists MokListRT "$BATS_TEST_TMPDIR/new.der" "$BATS_TEST_TMPDIR/mine.der"
  command_ends 0 doctor --root "$ROOT"
  [[ $output == *"the firmware knows DKMS's key"* ]]
  lists MokListXRT "$BATS_TEST_TMPDIR/mine.der"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"DKMS's key is revoked: $in_place"* ]]
  rm "$VARS"/MokListXRT*
  # the key has been rotated since
  cp "$BATS_TEST_TMPDIR/new.der" "$ROOT/var/lib/dkms/mok.pub"
  came package
  again="sudo /usr/src/ath-user-regd-1.2.3/scripts/give-way 6.1.0-9-amd64 && sudo dpkg-reconfigure ath-user-regd-dkms"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"our module for 6.1.0-9-amd64 is signed by another key than DKMS has now, "*": $in_place"*"next: $again"* ]]
  command_ends 1 enroll --root "$ROOT"
  [[ $output == *"is signed by another, "*"next: $again" ]]
  add_ours 6.1.0-9-amd64
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"BAD"*"our module for 6.1.0-9-amd64 is not signed: $in_place"*"next: $again"* ]]
}

@test "what the kernel itself says of signatures counts more than Secure Boot" {
  secure_boot 1
  add_ours 6.1.0-9-amd64
  # a kernel of one's own
  echo N >"$ROOT/sys/module/module/parameters/sig_enforce"
  echo '[none] integrity confidentiality' >"$ROOT/sys/kernel/security/lockdown"
  command_ends 0 doctor --root "$ROOT"
  command_ends 0 enroll --root "$ROOT"
  [[ $output == "Not needed: Secure Boot is on, but this kernel takes modules whoever has signed them." ]]
  echo 'none [integrity] confidentiality' >"$ROOT/sys/kernel/security/lockdown"
  command_ends 1 doctor --root "$ROOT"
  secure_boot 0
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"the kernel is locked down, and DKMS has no key"* ]]
  echo '[none] integrity confidentiality' >"$ROOT/sys/kernel/security/lockdown"
  echo Y >"$ROOT/sys/module/module/parameters/sig_enforce"
  command_ends 1 status --root "$ROOT"
  [[ $output == *"Secure Boot   off, but module.sig_enforce is on, DKMS's key is not there"* ]]
  rm -r "$ROOT/sys/kernel" "$ROOT/sys/module"
  # shim's own variable is gone after a boot, another is the user's, as for the kernel
  secure_boot 1 1
  command_ends 0 doctor --root "$ROOT"
  command_ends 0 enroll --root "$ROOT"
  [[ $output == "Not needed: Secure Boot is on, but shim has been told to validate nothing (MokSBStateRT)." ]]
  printf '\7\0\0\0\1' >"$VARS/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23"
  command_ends 1 doctor --root "$ROOT"
}

@test "enroll: the key of this distribution, what to type, what the blue screen asks" {
  command_ends 0 enroll --root "$ROOT"
  [[ $output == "Not needed: there is no Secure Boot here, "* ]]
  secure_boot 1
  command_ends 1 enroll --root "$ROOT"
  [[ $output == "DKMS has no key yet: /var/lib/dkms/mok.pub is not there."*$'\n'"next: sudo make install" ]]
  make_key mine
  cp "$BATS_TEST_TMPDIR/mine.der" "$ROOT/var/lib/dkms/mok.pub"
  sign_ours 6.1.0-9-amd64 mine
  command_ends 1 enroll --root "$ROOT"
  [[ $output == "mokutil, which "*" is missing."$'\n'"next: sudo apt-get install mokutil" ]]
  cp "$(type -P true)" "$ROOT/usr/bin/mokutil"
  command_ends 1 enroll --root "$ROOT"
  [[ $output == "Secure Boot is on: "*"/var/lib/dkms/mok.pub"*"signed by that key, for 6.1.0-9-amd64"*"does not know it"* ]]
  [[ $output == *$'\n1. sudo mokutil --import /var/lib/dkms/mok.pub\n'*$'\n2. sudo reboot\n'* ]]
  [[ $output == *$'\n3. Enroll MOK, Continue, Yes, the password, Reboot\n'*$'\n4. mokutil --test-key /var/lib/dkms/mok.pub\n'* ]]
  lists MokNew "$BATS_TEST_TMPDIR/mine.der"
  command_ends 1 enroll --root "$ROOT"
  [[ $output != *--import* && $output == *$'\n1. sudo reboot\n'* ]]
  lists MokListRT "$BATS_TEST_TMPDIR/mine.der"
  command_ends 0 enroll --root "$ROOT"
  [[ $output == "Nothing to do: Secure Boot is on, and the kernel knows the key, /var/lib/dkms/mok.pub." ]]
  # DKMS's configuration, the last word of all; and what it was built with
  make_key named
  mkdir -p "$ROOT/etc/dkms/framework.conf.d" "$ROOT/root"
  printf 'mok_signing_key=/root/other.key\nmok_certificate=/root/other.der\n' >"$ROOT/etc/dkms/framework.conf"
  echo 'mok_certificate="/root/named.der"' >"$ROOT/etc/dkms/framework.conf.d/mine.conf"
  echo 'mok_certificate=/root/none.der' >"$ROOT/etc/dkms/framework.conf.d/zz.conf.dpkg-old"
  cp "$BATS_TEST_TMPDIR/named.der" "$ROOT/root/"
  command_ends 1 enroll --root "$ROOT"
  [[ $output == *"signed by another key: build it again"*"--import /root/named.der"* ]]
  openssl x509 -inform DER -in "$ROOT/root/named.der" -out "$ROOT/root/named.pem"
  echo 'mok_certificate="/root/named.pem"' >"$ROOT/etc/dkms/framework.conf.d/mine.conf"
  command_ends 1 enroll --root "$ROOT"
  [[ $output == *"next: openssl x509 -in /root/named.pem -outform DER"* ]]
  rm -r "$ROOT/etc/dkms"
  # Ubuntu
  printf 'NAME="Ubuntu"\nID=ubuntu\n' >"$ROOT/etc/os-release"
  mkdir -p "$ROOT/var/lib/shim-signed/mok"
  cp "$BATS_TEST_TMPDIR/named.der" "$ROOT/var/lib/shim-signed/mok/MOK.der"
  command_ends 1 enroll --root "$ROOT"
  [[ $output == *"--import /var/lib/shim-signed/mok/MOK.der"* ]]
  sign_ours 6.1.0-9-amd64 named
  command_ends 1 enroll --json --root "$ROOT"
  python3 -c '
import json, sys
said = json.load(sys.stdin)
assert said == {"demand": "secure-boot", "certificate": "/var/lib/shim-signed/mok/MOK.der", "key": "unknown", "signature": "dkms",
                "signer": "named", "needed": True, "possible": True, "next": "sudo mokutil --import /var/lib/shim-signed/mok/MOK.der"}, said' <<<"$output"
  # no EFI, so nothing to enrol it in
  rm -r "$ROOT/sys/firmware"
  echo Y >"$ROOT/sys/module/module/parameters/sig_enforce"
  command_ends 1 enroll --root "$ROOT"
  [[ $output == "No key can be enrolled: this machine was not booted by EFI. Boot without module.sig_enforce=1." ]]
}

@test "doctor: a regulatory database that is missing, damaged or unsigned" {
  add_ours 6.1.0-9-amd64
  rm "$ROOT/lib/firmware/regulatory.db.p7s"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"regulatory.db.p7s is not there"*"next: sudo apt-get install --reinstall wireless-regdb"* ]]
  echo nonsense >"$ROOT/lib/firmware/regulatory.db"
  command_ends 1 doctor --root "$ROOT"
  [[ $output == *"is no regulatory database"* ]]
}

@test "JSON is JSON, and its names are the documented ones" {
  # shellcheck disable=SC1091
  . "$TOP/tests/vm/scenarios/cli/00-names.sh"
  add_compared -DTOUCHED=a+1 -DOTHER=a
  # no kernel runs there, and no radio is looked at: those names a guest of tests/vm sees
  NAMES_status=$(grep -v -e '^machine\.running\.' -e '^radios\.' <<<"$NAMES_status")
  for name in status doctor enroll verify; do
    run ath-user-regd "$name" --json --root "$ROOT"
    echo "$output"
    python3 -c 'import json, sys; json.load(sys.stdin)' <<<"$output"
    expected=NAMES_$name
    diff <(json_names <<<"$output") - <<<"${!expected}"
  done
  # and the man page has each
  page=$(sed -n '/^\.SH JSON/,/^\.SH FILES/p' "$TOP/src/cli/ath-user-regd.8")
  for name in $(tr . '\n' <<<"$NAMES_status $NAMES_channels $NAMES_doctor $NAMES_enroll $NAMES_verify" | sort -u); do
    [[ $name == 2 || $name == 4 ]] || grep -qw -- "$name" <<<"$page"
  done
}

@test "JSON stays JSON whatever others have written" {
  add_ours 6.1.0-9-amd64
  mkdir -p "$ROOT/etc/modprobe.d" "$ROOT/var/lib/ath-user-regd/kernels"
  printf 'options ath user_regd="\\\377\033[2J\n' >"$ROOT/etc/modprobe.d/zz.conf"
  mkdir "$ROOT/lib/modules/9"$'\377\033[2J'
  printf 'release=9\377\033[2J\nverdict=failed\nreason="\\\377\n' >"$ROOT/var/lib/ath-user-regd/kernels/9"$'\377\033[2J'
  : >"$ROOT/lib/modules/9"$'\377\033[2J/modules.dep.bin'
  head -c 100000 /dev/urandom >"$ROOT/lib/firmware/regulatory.db"
  for words in status doctor verify; do
    run --separate-stderr ath-user-regd "$words" --json --root "$ROOT"
    printf '%s\n' "$output" | cat -v
    ((status == 1))
    printf '%s\n' "$output" | python3 -c 'import json, sys; json.loads(sys.stdin.buffer.read().decode("ascii"))'
  done
  run ath-user-regd doctor --root "$ROOT"
  [[ $output != *$'\033'* ]]
}

@test "screens are drawn as they look, in well-formed pictures" {
  data=$BATS_TEST_TMPDIR/data
  printf 'seconds 1\nscreen one\r\n$ a <b>\r\n  \033[32mgreen\033[0m and & plain\r\nend\r\nscreen two\n$ x\nend\n' >"$data"
  "$TOP/tests/cli/screens" "$BATS_TEST_TMPDIR/drawn" "$data"
  [[ $(ls "$BATS_TEST_TMPDIR/drawn") == $'one.svg\ntwo.svg' ]]
  python3 - "$BATS_TEST_TMPDIR/drawn/one.svg" <<'PYTHON'
import sys, xml.etree.ElementTree as tree
texts = [(t.text, t.get("fill"), t.get("x")) for t in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text")]
assert texts == [("$ a <b>", "#ffffff", "16.0"), ("green", "#56d364", "32.8"), ("and & plain", None, "83.2")], texts
PYTHON
  echo nothing >"$data"
  run "$TOP/tests/cli/screens" "$BATS_TEST_TMPDIR/drawn" "$data"
  ((status == 1))
}

@test "the benchmark sees what is beyond its bound, and what was not measured" {
  data=$BATS_TEST_TMPDIR/data
  for _ in 1 2 3 4 5; do
    printf 'cost version 0.001\ncost status 1000\ncost iw 0.1\n'
  done >"$data"
  run "$TOP/tests/bench/command" "$data"
  echo "$output"
  ((status == 1))
  grep -q '^status with two radios, here, by that .* MISSED$' <<<"$output"
  grep -q '^the command, stripped .* ok$' <<<"$output"
  : >"$data"
  run "$TOP/tests/bench/command" "$data"
  ((status == 1))
  [[ $output == *"there is no cost in $data; next: make check-cli" ]]
}

@test "reload: no signal ends it between unloading and loading" {
  ((EUID == 0)) || skip "needs root"
  cat >"$BATS_TEST_TMPDIR/kmod.c" <<'C'
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
struct kmod_module;
const char *kmod_module_get_name(const struct kmod_module *module);
static void note(const char *what, struct kmod_module *module)
{
	dprintf(9, "%s %s\n", what, kmod_module_get_name(module));
}
int kmod_module_remove_module(struct kmod_module *module, unsigned int flags)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGTSTP };
	note("unloaded", module);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		kill(getpid(), signals[i]);
	return 0;
}
int kmod_module_probe_insert_module(struct kmod_module *module)
{
	note("loaded", module);
	return 0;
}
C
  gcc -shared -fPIC -o "$BATS_TEST_TMPDIR/kmod.so" "$BATS_TEST_TMPDIR/kmod.c"
  # shellcheck disable=SC2016 # the inner shell expands them
  run timeout 60 unshare --mount --propagation private bash -c '
    set -e
    mount -t tmpfs none /sys
    mount -t tmpfs none /lib/modules
    mkdir -p /sys/module/ath/holders/ath9k /sys/module/ath9k/holders "/lib/modules/$(uname -r)/kernel"
    touch /sys/module/ath{,9k}/refcnt "/lib/modules/$(uname -r)/modules."{order,builtin}
    cp "$2" "/lib/modules/$(uname -r)/kernel/ath9k.ko"
    depmod
    LD_PRELOAD=$1 ath-user-regd reload 9>"$3"' _ "$BATS_TEST_TMPDIR/kmod.so" "$OUT/modules/stock.ko" "$BATS_TEST_TMPDIR/done"
  echo "$status: $output"
  # what was sent comes when all is loaded
  ((status > 128))
  diff - "$BATS_TEST_TMPDIR/done" <<<$'unloaded ath9k\nunloaded ath\nloaded ath9k'
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

@test "verify tells functions and tables that are meant to differ from those that are not" {
  add_compared -DTOUCHED=a+1 -DOTHER=a -DADDED
  command_ends 0 verify 6.1.0-9-amd64 --root "$ROOT"
  [[ $output == *"1 touched, 1 added"*"0 others differ"* ]]
  add_compared -DTOUCHED=a+1 -DOTHER=a+1
  command_ends 1 verify 6.1.0-9-amd64 --root "$ROOT"
  [[ $output == *"differs: other"* ]]
  add_compared -DTOUCHED=a+1 -DOTHER=a -DLIMITS=0x10
  command_ends 1 verify 6.1.0-9-amd64 --root "$ROOT"
  [[ $output == *"1 others differ"*"differs: allCountries"* ]]
  add_compared -DTOUCHED=a+1 -DOTHER=a+1
  command_ends 1 verify --json --root "$ROOT"
  [[ $output == *'"good":'*false* ]]
  mv "$ROOT/lib/modules/6.1.0-9-amd64/"{updates/dkms,extra}
  command_ends 1 verify --root "$ROOT"
  [[ $output == *"differs: other"* ]]
  rm -r "$ROOT/lib/modules/6.1.0-9-amd64/extra"
  command_ends 1 verify --root "$ROOT"
  [[ $output == *"has no module of ours"* ]]
  command_ends 1 verify nonsense --root "$ROOT"
  [[ $output == *"there is no kernel nonsense; next: ls /lib/modules" ]]
  ATH_USER_REGD_LIB=$ROOT command_ends 1 verify --root "$ROOT"
  [[ $output == "ath-user-regd: error: $ROOT/compare-functions: "*"No such file or directory" ]]
}
