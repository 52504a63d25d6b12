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
# What keep-stock writes for modprobe.
# shellcheck disable=SC2034
stock_conf=/etc/modprobe.d/ath-user-regd-stock.conf
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

# give_up STATUS REASON [NEXT]: ends the script with what failed, for which kernel, and
# the next thing to type. Who calls a script and wants to know names a file in
# ATH_USER_REGD_FACTS, which is given both.
give_up() {
  say "error: ${krel:+$krel: }$2${3:+; next: $3}"
  [[ -z ${ATH_USER_REGD_FACTS:-} ]] ||
    printf 'reason=%s\nnext=%s\n' "${2//$'\n'/ }" "${3:-}" 2>/dev/null >"$ATH_USER_REGD_FACTS" || true
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
  [[ -f $1/Makefile && -f $1/.config ]] && return
  [[ -d /lib/modules/$krel || -d $1 ]] ||
    die "no such kernel is installed" "ls /lib/modules"
  wait_for "no kernel headers in $1" "$(next_step next_headers "$krel")"
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

# The modules that can be ours.
readonly our_modules=(ath ath10k_core ath10k_pci ath10k_usb ath10k_sdio ath10k_snoc)

# is_ours MODULE...: is there one, and ours? Only ours says what it was built for.
is_ours() {
  [[ -n $(modinfo -F built_for "$@" 2>/dev/null) ]]
}

# our_folders KREL: where DKMS can have put ours: dkms.conf's folder, updates on SUSE
# and extra on Fedora, whatever dkms.conf says. A module there that can't be read is what
# a full disk or a kill has left of one of ours, unless another DKMS package has it.
our_folders() {
  local folder module file others
  others=$("$scripts/others" "$1") || return
  for folder in "/lib/modules/$1"/{updates/dkms,updates,extra}; do
    for module in "${our_modules[@]}"; do
      for file in "$folder/$module".ko*; do
        [[ -f $file && $'\n'$others$'\n' != *" $module installed"$'\n'* ]] || continue
        if [[ $folder == */dkms ]] || is_ours "$file" || ! modinfo "$file" >/dev/null 2>&1; then
          printf '%s\n' "$folder"
          continue 3
        fi
      done
    done
  done
}

# knows_ours KREL: does modprobe look in DKMS's folder for modules of our names?
knows_ours() {
  grep -aqE '(updates/dkms|updates|extra)/ath(10k_[a-z]+)?\.ko' "/lib/modules/$1/modules.dep.bin" 2>/dev/null
}

# What modprobe looked things up in when the stock modules answered, under names of ours.
# depmod puts new files in place, so a link keeps the old ones, and takes no room.
readonly known_files=(modules.dep modules.dep.bin)
keep_known() { # KREL
  local file
  ! knows_ours "$1" || return 0
  for file in "${known_files[@]}"; do
    [[ ! -f /lib/modules/$1/$file ]] ||
      ln -f -- "/lib/modules/$1/$file" "/lib/modules/$1/.$name.$file" || return
  done
}
drop_known() { # KREL
  rm -f -- "/lib/modules/$1/.$name".*
}
put_back_known() { # KREL
  local file
  for file in "${known_files[@]}"; do
    mv -T -- "/lib/modules/$1/.$name.$file" "/lib/modules/$1/$file" 2>/dev/null || return
  done
}

# forget_gone KREL: where modprobe looks for modules of ours that are gone, as after a
# depmod that had no room, it finds the stock ones again.
forget_gone() {
  local folders
  folders=$(our_folders "$1") || return
  [[ -z $folders ]] && knows_ours "$1" || return 0
  depmod "$1" || put_back_known "$1"
}

# give_way KREL: takes ours out of DKMS's folder, so that the distribution's own
# modules answer. At no moment is there neither: before they go, what modprobe looks
# things up in is made without them, by depmod's overrides (depmod.d(5)); depmod puts
# that in place by a rename. Where modprobe doesn't know them yet that takes no depmod,
# and so no room. 1 when it can't, then ours may still be there.
give_way() {
  local folder folders stock=kernel/drivers/net/wireless/ath
  folders=$(our_folders "$1") || return
  [[ -n $folders ]] || return 0
  if knows_ours "$1"; then
    {
      printf 'override %s * %s\n' ath "$stock"
      printf "override %s * $stock/ath10k\n" ath10k_{core,pci,usb,sdio,snoc}
    } | depmod -C /etc/depmod.d -C /run/depmod.d -C /lib/depmod.d -C /dev/stdin "$1" || put_back_known "$1" || return
  fi
  while read -r folder; do
    remove_ours "$1" "$folder" || return
  done <<<"$folders"
}

# remove_ours KREL FOLDER: our modules there; none of another DKMS package's.
remove_ours() {
  local module others
  others=$("$scripts/others" "$1") || return
  for module in "${our_modules[@]}"; do
    grep -q " $module installed$" <<<"$others" || rm -f -- "$2/$module".ko* || return
  done
}

# remove_stock_conf: when ours lie in front of no kernel's modules any more.
remove_stock_conf() {
  local modules folders
  for modules in /lib/modules/*; do
    folders=$(our_folders "${modules##*/}") || return
    [[ -z $folders ]] || return 0
  done
  rm -f -- "$stock_conf"
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

# take_lock FILE: one at a time, until the script ends; 1 when another run still has it
# after a minute. Only root can open the file, so nobody else can hold it.
take_lock() {
  (umask 077 && : >>"$1") || wait_for "$1 can't be written" "df -h, mount"
  exec {lock}>>"$1"
  chmod 600 -- "$1"
  flock --nonblock "$lock" && return
  say "waiting for another run of $name to end"
  flock --timeout 60 "$lock"
}

# take_build_lock: one at a time has DKMS install; dkms up to 3.0 builds all kernels in
# one folder. Whoever runs under it inherits it.
take_build_lock() {
  [[ -z ${ATH_USER_REGD_LOCKED:-} ]] || return 0
  mkdir -p -- "$state/kernels" || wait_for "$state can't be made" "df -h, mount"
  take_lock "$state/lock" || return
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
    [[ ! $comm =~ ^(apt|apt-get|aptitude|synaptic|dpkg|packagekitd|dnf5?|yum|zypper|rpm|pacman|unattended-upgr)$ ]] ||
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

# lay_down DIR: copies into the new folder DIR what DKMS needs of the checkout.
lay_down() {
  mkdir -p -- "$1/src" &&
    cp -r -- "$top"/{dkms.conf,LICENSE,patches,scripts} "$1/" &&
    cp -r -- "$top/src/module" "$1/src/"
}

# The version of this project, from the one place where it stands.
project_version() {
  sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$top/dkms.conf"
}
