# shellcheck shell=bash disable=SC2154 # common.sh's variables
# What became of each kernel: one file a kernel, KEY=value, for the command, for who
# wants to know, and for the next run. Sourced, after common.sh.
#
#   release                   the kernel
#   package version           its identity, see kernel-identity; empty where it can't be asked
#   verdict                   installed; waiting: tried again by itself; refused: needs a
#                             person; failed; nothing-to-replace
#   reason next               why not installed, and what to type
#   source_package source_version provider verified exact proven compiler digest
#   module_version            what the modules in place say of themselves (modinfo)
#   when                      UTC
#   run                       which run of DKMS has tried it
#   installing                yes: that run installs it next

# The fields that our modules have, by the names that they have in modinfo and here.
our_facts=(source_package source_version provider verified exact proven compiler digest)

# state_of KREL KEY: the value in the kernel's file, or nothing.
state_of() {
  [[ ! -r $state/kernels/$1 ]] || sed -n "s/^$2=//p;T;q" "$state/kernels/$1"
}

# write_state KREL KEY=VALUE...: the file anew, at once; what a value has of line ends
# becomes blanks. $written is empty, and it is said, when it can't; then the file stays as
# it was, unless it says installed.
written=
write_state() {
  local krel=$1 file=$state/kernels/$1 aside
  shift
  written=
  # A full disk can leave an empty file.
  if mkdir -p -- "$state/kernels" && aside=$(mktemp "$state/kernels/.XXXXXXXX") && { printf 'release=%s\n' "$krel" && printf '%s\n' "${@//$'\n'/ }" && TZ=UTC printf 'when=%(%Y-%m-%dT%H:%M:%SZ)T\n' -1; } >"$aside" 2>/dev/null &&
    sync -- "$aside" && chmod 644 -- "$aside" && mv -T -- "$aside" "$file"; then
    written=1
    # Without the 0 it is, where a trap calls this, the script's own status: set -e would then
    # end the trap.
    return 0
  fi
  [[ -z ${aside:-} ]] || rm -f -- "$aside"
  # What is no longer true goes all the same.
  [[ " $* " == *" verdict=installed "* ]] || ! grep -qx verdict=installed "$file" 2>/dev/null || rm -f -- "$file"
  say "error: $krel: $file can't be written; next: df -h, mount"
}

# installed_state KREL FOLDER: of the modules in that folder of DKMS's.
installed_state() {
  local file facts=() key built_for
  for file in "$2"/ath.ko*; do
    built_for=$(modinfo -F built_for "$file")
    for key in "${our_facts[@]}"; do
      facts+=("$key=$(modinfo -F "$key" "$file")")
    done
    write_state "$1" "package=${built_for%% *}" "version=${built_for#* }" verdict=installed \
      reason= next= "${facts[@]}" "module_version=$(modinfo -F version "$file")"
    [[ $written ]] || exit "$status_failed"
    return
  done
}

# failed_state KREL STATUS IDENTITY FACTS: of a script that has ended with that status,
# and has left what it said in the file FACTS; without an identity it could not be asked.
failed_state() {
  local verdict=failed
  # Of ours that are there nothing worse is known.
  [[ $3 || $(state_of "$1" verdict) != installed || -z $(built_for -k "$1" ath) ]] || return 0
  case $2 in
    "$status_waits") verdict=waiting ;;
    "$status_refused") verdict=refused ;;
  esac
  local reason next=
  reason=$(sed -n 's/^reason=//p;T;q' "$4" 2>/dev/null) || reason=
  if [[ -z $reason ]] && (($2 > 128)); then
    verdict=waiting
    reason="it was stopped by the signal $(kill -l "$2")"
    next=$(next_step next_install "$1")
  fi
  next=${next:-$(sed -n 's/^next=//p;T;q' "$4" 2>/dev/null)} || next=
  write_state "$1" "package=${3%% *}" "version=${3#* }" "verdict=$verdict" \
    "reason=${reason:-it ended with status $2 and gave no reason, as on a full disk}" \
    "next=${next:-df -h}" "run=${ATH_USER_REGD_RUN:-}"
}

# keep_reason: for what DKMS runs by itself, where nobody else writes down what ends it, of
# $krel; $identity is what is known of it then.
keep_reason() {
  [[ -z ${ATH_USER_REGD_FACTS:-} && $EUID == 0 ]] || return 0
  identity=
  make_scratch
  kept_reason=$scratch/why
  export ATH_USER_REGD_FACTS=$kept_reason
  trap 'keep_reason_now "$?"' EXIT
}
keep_reason_now() { # STATUS
  (($1 == 0)) || failed_state "$krel" "$1" "$identity" "$kept_reason"
  remove_scratch
}
