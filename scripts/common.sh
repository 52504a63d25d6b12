# shellcheck shell=bash
# What every script here begins with: where things are, messages, checks.
# Sourced, never run. Messages go to stderr, one line each, and name the kernel.

set -euo pipefail

# For as long as a script runs as root in the middle of a kernel upgrade,
# nothing of the caller's language, umask or aliases changes what it does.
export LC_ALL=C
umask 022

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck disable=SC2034 # for whoever sources this
scripts=$top/scripts
# shellcheck disable=SC2034
name=ath-user-regd
# shellcheck disable=SC2034
state=/var/lib/ath-user-regd
# shellcheck disable=SC2034
cache=${ATH_USER_REGD_CACHE:-/var/cache/ath-user-regd}

# Progress is for people. It goes straight to the terminal, past dkms too, which
# keeps to itself what its commands print; empty where there is none.
# A chroot without /dev/pts can have a terminal that has no name in there.
[[ ! -t 2 ]] || ATH_USER_REGD_TERMINAL=$(tty <&2) || ATH_USER_REGD_TERMINAL=
export ATH_USER_REGD_TERMINAL=${ATH_USER_REGD_TERMINAL:-}
on_terminal() {
  [[ -c $ATH_USER_REGD_TERMINAL && -w $ATH_USER_REGD_TERMINAL ]]
}

say() {
  printf 'ath-user-regd: %s\n' "$*" >&2
}

# die WHAT NEXT: what failed and for which kernel; the next thing to type.
die() {
  say "error: ${krel:+$krel: }$1${2:+; next: $2}"
  exit 1
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
  [[ -f $1/Makefile && -f $1/.config ]] && return
  [[ -d /lib/modules/$krel || -d $1 ]] ||
    die "no such kernel is installed" "ls /lib/modules"
  die "no kernel headers in $1" "apt-get install linux-headers-$krel"
}

# sort_releases: sorts the kernel releases on stdin, the oldest first, by dpkg's order of
# versions; a release candidate comes before its release.
sort_releases() {
  sed -E 'h; s/-(rc[0-9])/~\1/; G; s/\n/\t/' | sort -V -t $'\t' -k 1,1 | cut -f 2
}

# replaces_modules KREL: has the kernel an ath that can be replaced?
replaces_modules() {
  grep -q '^CONFIG_ATH_COMMON=m$' "/lib/modules/$1/build/.config"
}

# is_ours MODULE...: is there one, and ours? Only ours says what it was built for.
is_ours() {
  [[ -n $(modinfo -F built_for "$@" 2>/dev/null) ]]
}

# our_folders KREL: where DKMS can have put ours: dkms.conf's folder, updates on SUSE
# and extra on Fedora, whatever dkms.conf says. ath.ko is the first that it installs,
# the others come with it.
our_folders() {
  local folder
  for folder in "/lib/modules/$1"/{updates/dkms,updates,extra}; do
    ! is_ours "$folder"/ath.ko* || printf '%s\n' "$folder"
  done
}

# give_way KREL: takes ours out of DKMS's folder, so that the distribution's own
# modules answer. At no moment is there neither: before they go, what modprobe looks
# things up in is made without them, by depmod's overrides (depmod.d(5)); depmod puts
# that in place by a rename. ath.ko goes last: it is what our_folders looks for. 1 when
# it can't, then ours may still be there.
give_way() {
  local folder folders stock=kernel/drivers/net/wireless/ath
  folders=$(our_folders "$1")
  # Half an ath.ko says nothing, but only DKMS writes there.
  ! compgen -G "/lib/modules/$1/updates/dkms/ath*.ko*" >/dev/null ||
    folders+=$'\n'/lib/modules/$1/updates/dkms
  [[ -n $folders ]] || return 0
  {
    printf 'override %s * %s\n' ath "$stock"
    printf "override %s * $stock/ath10k\n" ath10k_{core,pci,usb,sdio,snoc}
  } | depmod -C /etc/depmod.d -C /run/depmod.d -C /lib/depmod.d -C /dev/stdin "$1" || return
  while read -r folder; do
    [[ -z $folder ]] ||
      rm -f -- "$folder"/ath10k_{core,pci,usb,sdio,snoc}.ko* "$folder"/ath.ko* || return
  done <<<"$folders"
}

# take_lock: one at a time has DKMS install, until the script ends. dkms up to
# 3.0 builds all kernels in one folder. The lock is on the folder itself, so that
# it leaves no file.
take_lock() {
  mkdir -p -- "$state"
  exec {lock}<"$state"
  flock --nonblock "$lock" || {
    say "waiting for another run of $name to end"
    flock "$lock"
  }
  # Whoever holds it is alone here: what a killed run left can go.
  rm -rf -- "$state"/.ath-user-regd.*
}

# make_scratch [PARENT]: a temporary folder, $scratch, gone when the script ends.
scratch=
scratch_folders=()
make_scratch() {
  scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/.ath-user-regd.XXXXXXXX") ||
    die "no temporary folder can be made in ${1:-${TMPDIR:-/tmp}}" "df -h"
  scratch_folders+=("$scratch")
}
remove_scratch() {
  ((${#scratch_folders[@]} == 0)) || rm -rf -- "${scratch_folders[@]}"
}
trap remove_scratch EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# check_not_packaged: what a package has brought is the package manager's, and make
# the wrong thing to use. The package leaves its word beside our source: see
# dkms.conf.
check_not_packaged() {
  local packaged
  for packaged in /usr/src/"$name"-*/package.conf; do
    [[ -r $packaged ]] || continue
    say "error: $name came as a package; next: $(sed -n 's/^# Removed by: //p' "$packaged")"
    exit 2
  done
}

# lay_down DIR: copies into the new folder DIR what DKMS needs of the checkout; not
# what installs and removes one.
lay_down() {
  mkdir -p -- "$1/src" &&
    cp -r -- "$top"/{dkms.conf,LICENSE,patches,scripts} "$1/" &&
    rm -- "$1/scripts"/{install,install-cli,uninstall,setup,ath-tables,providers/README} &&
    cp -r -- "$top/src/module" "$1/src/"
}

# The version of this project, from the one place where it stands.
project_version() {
  sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$top/dkms.conf"
}
