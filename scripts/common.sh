# shellcheck shell=bash
# What every script here begins with: where things are, messages, checks.
# Sourced, never run. Messages go to stderr, one line each, and name the kernel.

set -euo pipefail
# A function in a command substitution ends at its first error, too, unless it is in a
# condition.
shopt -s inherit_errexit

# For as long as a script runs as root in the middle of a kernel upgrade,
# nothing of the caller's language, umask, aliases or settings for the programs that are
# called here changes what it does, nor a path without sbin, as su leaves it.
export LC_ALL=C
umask 022
unset CDPATH POSIXLY_CORRECT TAR_OPTIONS GZIP XZ_OPT XZ_DEFAULTS MAKEFLAGS MFLAGS GNUMAKEFLAGS \
  KBUILD_OUTPUT KBUILD_EXTMOD KBUILD_SRC QUILT_PATCH_OPTS QUILT_PATCHES QUILT_SERIES QUILT_PC
set +o noclobber
export -n SHELLOPTS BASHOPTS
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
[[ -d ${TMPDIR:-/tmp} && -w ${TMPDIR:-/tmp} ]] || unset TMPDIR

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck disable=SC2034 # for whoever sources this
scripts=$top/scripts
# shellcheck disable=SC2034
name='ath-user-regd'
# shellcheck disable=SC2034
state=/var/lib/ath-user-regd
# Where in a kernel tree it is what is built here.
# shellcheck disable=SC2034
ath=drivers/net/wireless/ath
# What keep-stock writes for modprobe.
# shellcheck disable=SC2034
stock_conf=/etc/modprobe.d/ath-user-regd-stock.conf
# shellcheck disable=SC2034
dkms_tree=$("$scripts/dkms-tree")
# shellcheck disable=SC2034
cache=${ATH_USER_REGD_CACHE:-/var/cache/ath-user-regd}

# Progress is for people. It goes straight to the terminal, past dkms too, which
# keeps to itself what its commands print; empty where there is none.
# A chroot without /dev/pts can have a terminal that has no name in there.
[[ ! -t 2 ]] || ATH_USER_REGD_TERMINAL=$(tty <&2) || ATH_USER_REGD_TERMINAL=
export ATH_USER_REGD_TERMINAL=${ATH_USER_REGD_TERMINAL:-}
terminal=
# shellcheck disable=SC2034
[[ ! -c $ATH_USER_REGD_TERMINAL || ! -w $ATH_USER_REGD_TERMINAL ]] || terminal=1

say() {
  printf 'ath-user-regd: %s\n' "$*" >&2
}

# give_up STATUS REASON [NEXT]: ends the script with what failed, for which kernel, and
# the next thing to type. Who calls a script and wants to know names a file in
# ATH_USER_REGD_FACTS, which is given all three.
give_up() {
  say "error: ${krel:+$krel: }$2${3:+; next: $3}"
  [[ -z ${ATH_USER_REGD_FACTS:-} ]] ||
    printf 'status=%s\nreason=%s\nnext=%s\n' "$1" "${2//$'\n'/ }" "${3:-}" 2>/dev/null >"$ATH_USER_REGD_FACTS" || true
  exit "$1"
}

# What a status means, of every script that builds for a kernel: it failed; it can't be
# done now, and is tried again; it needs a person's word.
readonly status_failed=1 status_waits=3 status_refused=4
die() { give_up "$status_failed" "$@"; }
wait_for() { give_up "$status_waits" "$@"; }
refuse() { give_up "$status_refused" "$@"; }

# next_step ROLE [ARG...]: what to type, on this system; see advice.
next_step() {
  "$scripts/advice" "$@" || true
}

# usage_error TEXT: the caller's words are off.
usage_error() {
  say "error: $1; see: ${0##*/} --help"
  exit 2
}

# The script's own opening comment, without the #! line, is its help.
print_help() {
  awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
}

# check_krel KREL: a kernel release becomes part of paths and of commands.
check_krel() {
  [[ $1 =~ ^[0-9]+\.[0-9]+[A-Za-z0-9.+~_-]*$ ]] && return
  say "error: $(printf %q "$1") is no kernel release; next: ls /lib/modules"
  exit 2
}

# check_headers DIR: is this what kbuild needs, for $krel?
check_headers() {
  local common
  # Debian's are two packages; dpkg can have unpacked one of them.
  common=$(sed -n 's|^include \(/[^ $]*\)$|\1|p;T;q' "$1/Makefile" 2>/dev/null) || common=
  [[ -f $1/Makefile && -f $1/.config && (-z $common || -f $common) ]] && return
  [[ -d /lib/modules/$krel || -d $1 ]] ||
    die "no such kernel is installed" "ls /lib/modules"
  wait_for "no kernel headers in $1" "$(next_step next_headers "$krel")"
}

# sort_releases: sorts the kernel releases on stdin, the oldest first, by dpkg's order of
# versions; a release candidate comes before its release.
sort_releases() {
  sed -E 'h; s/-(rc[0-9])/~\1/; G; s/\n/\t/' | sort -V -t $'\t' -k 1,1 | cut -f 2
}

# ath_setting KREL: how the kernel has ath: m, y, or nothing. Only m can be replaced.
ath_setting() {
  sed -n 's/^CONFIG_ATH_COMMON=//p' "/lib/modules/$1/build/.config"
}

# The modules that can be ours.
# shellcheck disable=SC2034
readonly our_modules=(ath ath10k_core ath10k_pci ath10k_usb ath10k_sdio ath10k_snoc)

# build_only TREE MODULE...: of ath10k's modules kbuild makes these in that tree, and no others.
build_only() {
  # shellcheck disable=SC2016 # make's own
  printf 'obj-m := $(filter %s, $(obj-m))\n' "$(printf '%s.o ' "${@:2}")" >>"$1/ath10k/Kbuild" || wait_for "$1 can't be written" "df -h"
}

# built_for MODULE...: the identity that it was built for; only ours says one.
built_for() {
  modinfo -F built_for "$@" 2>/dev/null || true
}

# refuse_others KREL: ends the script where another package of DKMS's has modules of the
# same names, and touches none of them.
refuse_others() {
  local others other module
  others=$("$scripts/others" "$1") || die "nobody knows what else DKMS has" "dkms status"
  [[ -n $others ]] || return 0
  read -r other module _ <<<"$others"
  refuse "$other, which DKMS has as well, brings $module.ko too, and one would overwrite the other" "sudo dkms remove $other --all"
}

# take_lock FILE: one at a time, until the script ends; $locked is empty when another run
# still has it after a minute. Only root can open the file, so nobody else can hold it.
locked=
take_lock() {
  (umask 077 && : >>"$1") || wait_for "$1 can't be written" "df -h, mount"
  exec {lock}>>"$1"
  chmod 600 -- "$1"
  locked=1
  if ! flock --nonblock "$lock"; then
    say "waiting for another run of $name to end"
    flock --timeout 60 "$lock" || locked=
  fi
}

# take_build_lock: one at a time has DKMS install; dkms up to 3.0 builds all kernels in
# one folder. Whoever runs under it inherits it. $locked as take_lock's.
take_build_lock() {
  locked=1
  [[ -z ${ATH_USER_REGD_LOCKED:-} ]] || return 0
  mkdir -p -- "$state/kernels" || wait_for "$state can't be made" "df -h, mount"
  take_lock "$state/lock"
  [[ $locked ]] || return 0
  export ATH_USER_REGD_LOCKED=1
  # Whoever holds it is alone here: what a killed run left can go.
  rm -rf -- "$state"/.ath-user-regd.*
}

# manager_run: of the outermost package manager that this runs under, its process and
# when it started; nothing when there is none.
manager_run() {
  local pid=$$ stat comm fields found=
  while ((pid > 1)) && read -r stat 2>/dev/null <"/proc/$pid/stat"; do
    comm=${stat#*(}
    comm=${comm%)*}
    # state, parent, ..., the 20th behind the name: when it started.
    read -r -a fields <<<"${stat##*) }"
    [[ ! $comm =~ ^(apt|apt-get|aptitude|aptitude-curses|synaptic|dpkg|packagekitd|dnf5?|dnf5daemon-serv|yum|zypper|Zypp-main|rpm|pacman|unattended-upgr)$ ]] ||
      found="$pid ${fields[19]}"
    pid=${fields[1]}
  done
  printf '%s\n' "$found"
}

# start_clock: a run of a package manager waits for us ten minutes, however often it
# calls us; anything else an hour a time.
start_clock() {
  local run until known
  [[ -z ${ATH_USER_REGD_UNTIL:-} ]] || return 0
  run=$(manager_run)
  if [[ -n $run ]]; then
    until=$((EPOCHSECONDS + 600))
    known=$(cat -- "$state/run" 2>/dev/null) || known=
    if [[ ${known% *} == "$run" && ${known##* } =~ ^[0-9]+$ ]]; then
      until=${known##* }
    else
      printf '%s %s\n' "$run" "$until" >"$state/run" || wait_for "$state can't be written" "df -h, mount"
    fi
  fi
  export ATH_USER_REGD_UNTIL=${until:-$((EPOCHSECONDS + 3600))}
}

# time_left: seconds.
time_left() {
  printf '%s\n' "$((${ATH_USER_REGD_UNTIL:-$((EPOCHSECONDS + 3600))} - EPOCHSECONDS))"
}

# make_scratch [PARENT]: a temporary folder, $scratch, gone when the script ends.
scratch=
scratch_folders=()
make_scratch() {
  scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/.ath-user-regd.XXXXXXXX") ||
    wait_for "no temporary folder can be made in ${1:-${TMPDIR:-/tmp}}" "df -h"
  scratch_folders+=("$scratch")
}
remove_scratch() {
  ((${#scratch_folders[@]} == 0)) || rm -rf -- "${scratch_folders[@]}"
}
trap remove_scratch EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# drop_index FOLDER: of a kernel's that has no module, what depmod makes also where there are
# only headers, and the folder. With a kernel comes the order of its modules, if it has none.
drop_index() {
  local found
  [[ -d $1 && ! -L $1 && ! -e $1/modules.order ]] || return 0
  found=$(find "$1" -name '*.ko*' -print -quit)
  [[ -z $found ]] || return 0
  rm -f -- "$1"/modules.{alias,alias.bin,builtin.alias.bin,builtin.bin,dep,dep.bin,devname,softdep,symbols,symbols.bin,weakdep}
  rmdir --ignore-fail-on-non-empty -- "$1"
}

# lay_down DIR: copies into the new folder DIR what DKMS needs of the checkout.
lay_down() {
  { mkdir -p -- "$1/src" &&
    cp -r -- "$top"/{dkms.conf,LICENSE,patches,scripts} "$1/" &&
    cp -r -- "$top/src/module" "$1/src/"; } || die "$1 can't be written" "df -h"
}

# The version of this project, from the one place where it stands.
project_version() {
  sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$top/dkms.conf"
}
