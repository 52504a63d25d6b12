# shellcheck shell=bash
# A clean export of this tree, for who makes packages of it. Sourced, after common.sh.

# export_source WHAT DIR: into the new folder DIR, the last commit (WHAT is commit) or the
# tree as it is, with all that is not committed (tree), which a tree without .git always
# is. Sets $origin, in words, $version and SOURCE_DATE_EPOCH.
export_source() {
  # A folder that is named may be somebody else's; bullseye's git heeds no safe.directory on
  # the command line. Without the locks git's index stays its owner's.
  # shellcheck disable=SC2154 # common.sh's
  local git=(git --no-optional-locks "--git-dir=$top/.git" "--work-tree=$top") commit='' changed='' newest
  if [[ -e $top/.git ]] && command -v git >/dev/null; then
    commit=$("${git[@]}" rev-parse --short=12 HEAD)
    changed=$("${git[@]}" status --porcelain)
    SOURCE_DATE_EPOCH=$("${git[@]}" log -1 --format=%ct)
  elif [[ -e $top/.git && $1 == commit ]]; then
    die "the last commit can't be read without git" "$(next_step next_tools git)"
  fi
  mkdir -- "$2"
  # shellcheck disable=SC2034 # for whoever sources this
  if [[ -n $commit && $1 == commit ]]; then
    [[ -z $changed ]] || say "what is not committed is not in the package: it is made from $commit"
    origin="the commit $commit"
    "${git[@]}" archive HEAD | tar -xf - -C "$2"
  else
    origin="a tree${commit:+ of the commit $commit${changed:+ and what was changed since}}"
    "$top/tests/files" | tar -C "$top" -T - -cf - | tar -xf - -C "$2" --no-same-owner
    # None but the owner may have been able to read it.
    chmod -R u=rwX,go=rX -- "$2"
    if [[ -z $commit || -n $changed ]]; then
      newest=$(find "$2" -type f -printf '%T@\n' | sort -n | tail -n 1)
      SOURCE_DATE_EPOCH=${newest%.*}
    fi
  fi
  export SOURCE_DATE_EPOCH
  # shellcheck disable=SC2034 # for whoever sources this
  version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$2/dkms.conf")
  [[ $version =~ ^[0-9]+(\.[0-9]+)*$ ]] || die "dkms.conf has no version of numbers and dots: $version"
}

# deliver FROM TO: the folder TO becomes FROM, at once.
deliver() {
  mkdir -p -- "$(dirname -- "$2")"
  make_scratch "$(dirname -- "$2")"
  # shellcheck disable=SC2154 # make_scratch's
  cp -r -- "$1" "$scratch/new"
  [[ ! -e $2 ]] || mv -T -- "$2" "$scratch/old"
  mv -T -- "$scratch/new" "$2"
}
