# shellcheck shell=bash disable=SC2034,SC2154 # common.sh's variables, and the callers'
# What installs and removes with the system's package manager. Sourced, after common.sh.

# as_root WHY COMMAND...: runs it as root, asking for that in the way that this system
# has. Whoever calls has said what will come, and downloads nothing before.
as_root() {
  local why=$1 variable settings=() command
  shift
  if ((EUID == 0)); then
    "$@"
    return
  fi
  # None of the three leaves the environment as it is.
  for variable in "${!ATH_USER_REGD_@}" http_proxy https_proxy no_proxy; do
    [[ ! -v $variable ]] || settings+=("$variable=${!variable}")
  done
  command=(env "${settings[@]}" "$@")
  if command -v sudo >/dev/null; then
    say "$why needs root: asking with sudo"
    sudo -- "${command[@]}"
  elif command -v su >/dev/null && [[ -t 0 ]]; then
    say "$why needs root: asking with su for root's password"
    su -s /bin/bash -c "$(printf '%q ' "${command[@]}")" root
  elif command -v pkexec >/dev/null && [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    say "$why needs root: asking with pkexec"
    pkexec "${command[@]}"
  else
    die "$why needs root, and there is nothing to ask for it with" "as root: $(printf '%q ' "$@")"
  fi
}

# installed_packages: of dpkg's, by name.
installed_packages() {
  # shellcheck disable=SC2016 # dpkg's own variable
  dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u
}

# missing_packages PACKAGE...: those that are not installed.
missing_packages() {
  local before package
  before=$(installed_packages)
  for package; do
    grep -qxF -- "${package%%[:=]*}" <<<"$before" || printf '%s\n' "$package"
  done
}

apt_get=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0)

# apt_install ARG...: apt's lists that are old or absent cost one update, current ones none.
# What there is to install is in $packages; $installed is empty when it can't be.
apt_install() {
  local install=("${apt_get[@]}" --no-install-recommends "$@" install "${packages[@]}")
  installed=
  "${install[@]}" >&2 || { "${apt_get[@]}" update >&2 && "${install[@]}" >&2; } || return 0
  installed=1
}

# apt_comes PACKAGE...: how much apt would bring for these; nothing when its lists don't
# have them all.
apt_comes() {
  local list
  list=$(apt-get -s -o Debug::NoLocking=1 --no-install-recommends install "$@" 2>/dev/null |
    awk '$1 == "Inst" { version = $3 ~ /^\[/ ? $4 : $3; sub(/^\(/, "", version); print $2 "=" version }') || return 0
  [[ -n $list ]] || { echo "nothing to download"; return; }
  xargs apt-cache show <<<"$list" | awk -v count="$(wc -l <<<"$list")" '
    $1 == "Size:" { download += $2 }
    $1 == "Installed-Size:" { disk += $2 }
    END { printf "%d packages, %.0f MB to download, %.0f MB on the disk\n", count, download / 1e6, disk * 1024 / 1e6 }'
}

# apt_unneeded [OPTION...]: what apt would take away as needed by nothing. That something suggests it
# is no need: apt itself suggests dpkg-dev, and so a compiler. OPTION...: apt's.
apt_unneeded() {
  apt-get -s -o Debug::NoLocking=1 -o APT::AutoRemove::SuggestsImportant=false "$@" autoremove --purge 2>/dev/null | awk '$1 == "Purg" || $1 == "Remv" { print $2 }' | sort -u
}

# headers_unneeded: of these, the headers of kernels, which apt protects with the kernel.
# The kernel itself is apt's to keep, also where headers have brought it.
headers_unneeded() {
  apt_unneeded -o APT::Protect-Kernels=false | grep -E '^linux-(headers|kbuild|compiler)-' || true
}

# others_in_dkms: what DKMS has but ours.
others_in_dkms() {
  local tree
  for tree in "$dkms_tree"/*/*/source; do
    [[ ! -L $tree || $tree == "$dkms_tree/$name"/* ]] || printf '%s\n' "$tree"
  done
}

# our_packages: of ours, those that the package manager has.
our_packages() {
  # shellcheck disable=SC2016 # dpkg's own variable
  if [[ $manager == apt ]]; then
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$name" "$name-dkms" 2>/dev/null |
      sed -n '/^not-installed /!s/^[^ ]* //p' || true
  elif command -v rpm >/dev/null; then
    rpm -q --qf '%{NAME}\n' "$name" "$name-dkms" | grep -v 'not installed' || true
  fi
}

manager=$("$scripts/advice" manager)
