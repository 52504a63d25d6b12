# shellcheck shell=bash disable=SC2154
# The roads by which we come onto a system, $ROAD, and the one oracle for what is to be
# there after each event. For bats to load.
#   package   the Debian package
#   plain     DKMS alone, by hand, as its own manual has it
#   takeover  1.0.0's make install, which the package then takes over

load system.bash
load strangers.bash

# 1.0.0 as it was given to people.
readonly first_release=571f6b1

# lay_first_release DIR
lay_first_release() {
  mkdir -p "$1"
  git --git-dir="$TOP/.git" archive "$first_release" | tar -xf - -C "$1"
}

# lay_plain: what ships is in /usr/src.
lay_plain() {
  local from to=$ROOT/usr/src/ath-user-regd-$NEW_VERSION
  from=$(mktemp -d "$BATS_FILE_TMPDIR/plain.XXXXXXXX")
  copy_checkout "$TOP" "$from"
  mkdir -p "$to/src"
  cp -r "$from"/{dkms.conf,LICENSE,patches,scripts} "$to/"
  cp -r "$from/src/module" "$to/src/"
  rm -r "$from"
}

in_dkms() { in_chroot "$ROOT" dkms "$@"; }
is_road() { [[ $ROAD == "$1" ]] || skip "not on this road"; }

# we_come [VERSION]: by the road, for each kernel that has headers.
we_come() {
  local krel version=${1:-$NEW_VERSION}
  case $ROAD in
    plain)
      lay_plain
      in_dkms add -m ath-user-regd -v "$NEW_VERSION"
      for krel in "$ROOT"/lib/modules/*/build; do
        krel=${krel%/build}
        in_dkms install -m ath-user-regd -v "$NEW_VERSION" -k "${krel##*/}" || return
      done
      ;;
    *) apt install "/root/debs/ath-user-regd-dkms_${version}_all.deb" ;;
  esac
}

# we_go: and leave nothing.
we_go() {
  case $ROAD in
    plain)
      in_dkms remove -m ath-user-regd -v "$NEW_VERSION" --all || return
      rm -r "$ROOT/usr/src/ath-user-regd-$NEW_VERSION" "$ROOT/var/cache/ath-user-regd"
      ;;
    *) apt purge ath-user-regd-dkms ;;
  esac
}

# by_itself [COMMAND]: what runs by itself later: the package's timer; DKMS at boot.
# COMMAND: in another way than in_chroot.
by_itself() {
  local in=${1:-in_chroot} command
  case $ROAD in
    plain) "$in" "$ROOT" dkms autoinstall -k "$NEW_KREL" ;;
    *)
      read -ra command < <(sed -n 's/^ExecStart=//p' "$ROOT"/{usr/,}lib/systemd/system/ath-user-regd-dkms.service 2>/dev/null)
      "$in" "$ROOT" "${command[@]}"
      ;;
  esac
}

# The headers of the newest kernel bring what DKMS waits for: with them it comes, and
# with them, and what was built for it, it goes.
headers_go() {
  quietly apt purge "linux-headers-$NEW_KREL"
  in_dkms remove -m ath-user-regd -v "$NEW_VERSION" -k "$NEW_KREL" >/dev/null 2>&1 || true
  [[ $(who_answers "$NEW_KREL") == stock ]]
}
headers_come() { apt --no-install-recommends install "linux-headers-$NEW_KREL"; }
headers_come_offline() { apt_offline --no-install-recommends install "linux-headers-$NEW_KREL"; }
# forget_sources: the package recommends one, too.
forget_sources() {
  quietly apt purge 'linux-source*'
  rm -rf "$ROOT"/var/cache/ath-user-regd/*
}

# source_as VERSION: the newest kernel's cached source is that of VERSION as well.
source_as() {
  cp -r "$ROOT/var/cache/ath-user-regd/linux_$NEW_META" "$ROOT/var/cache/ath-user-regd/linux_$1"
}

# who_answers KREL: what modprobe takes for ath, ath10k_core and ath10k_pci: ours, stock,
# another's, or, where they are not all the same, each.
who_answers() {
  # shellcheck disable=SC2016 # the inner shell expands them
  in_chroot "$ROOT" sh -c '
    for name in ath ath10k_core ath10k_pci; do
      file=$(modprobe -C /dev/null -S "$1" -n --show-depends "$name" | sed -n "s,^insmod \(/[^ ]*/$name\.ko[^ ]*\).*,\1,p" | tail -n 1)
      [ "$file" = "$(modinfo -k "$1" -n "$name")" ] || { echo "modinfo and modprobe differ on $name"; exit; }
      if [ -n "$(modinfo -F built_for "$file")" ]; then who=ours
      else case $file in */kernel/drivers/*) who=stock ;; "") who=none ;; *) who=another ;; esac
      fi
      echo "$name=$who"
    done' _ "$1" 2>&1 | awk -F= '
      { all = all sep $0; sep = " "; seen[$2] = $2 }
      END { for (who in seen) n++; print n == 1 ? who : all }'
}

state_of() { # KREL KEY
  sed -n "s/^$2=//p" "$ROOT/var/lib/ath-user-regd/kernels/$1"
}

# state_is KREL VERDICT [REASON]: the kernel's file says so, and what else it says is
# true: dpkg knows the kernel's identity, modinfo what is installed.
state_is() {
  local file=$ROOT/var/lib/ath-user-regd/kernels/$1 identity key said
  cat "$file"
  [[ $(stat -c '%a %U' "$file") == '644 root' ]]
  [[ $(state_of "$1" release) == "$1" && $(state_of "$1" verdict) == "$2" ]]
  [[ $(state_of "$1" when) =~ ^20[0-9]{2}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z$ ]]
  # shellcheck disable=SC2016 # dpkg's own variables
  identity=$(in_chroot "$ROOT" dpkg-query -W -f='${source:Package} ${source:Version}' "linux-headers-$1")
  if [[ $2 != installed ]]; then
    grep -q -- "${3:-.}" <<<"$(state_of "$1" reason)"
    [[ $(state_of "$1" reason) != *'; next: '* ]]
    [[ -n $(state_of "$1" next) ]]
    return
  fi
  [[ "$(state_of "$1" package) $(state_of "$1" version)" == "$identity" ]]
  [[ -z $(state_of "$1" reason)$(state_of "$1" next) ]]
  said=$(in_chroot "$ROOT" modinfo -k "$1" ath)
  says() { sed -n "s/^$1: *//p" <<<"$said"; }
  for key in source_package source_version provider verified exact compiler digest; do
    [[ -n $(state_of "$1" "$key") ]]
    [[ $(state_of "$1" "$key") == "$(says "$key")" ]]
  done
  [[ $(state_of "$1" exact) == yes ]]
  [[ "$(state_of "$1" source_package) $(state_of "$1" source_version)" == "$identity" ]]
  [[ $(state_of "$1" module_version) == "$(says version)" ]]
  [[ $(says built_for) == "$identity" ]]
}

# after_apt: the package manager's run has ended well.
after_apt() {
  echo "$output"
  ((status == 0))
  audit_is ''
}
audit_is() {
  local audit
  audit=$(in_chroot "$ROOT" dpkg --audit)
  echo "dpkg --audit: $audit"
  [[ $audit == "$1" ]]
}

# settled KREL WHO VERDICT [REASON]: the oracle for one kernel.
settled() {
  local who
  who=$(who_answers "$1")
  echo "$1: $who answers"
  [[ $who == "$2" ]]
  state_is "$1" "${@:3}"
}
