# shellcheck shell=bash
# A clean export of the last commit, for who makes packages of it. Sourced,
# after common.sh.

# export_commit DIR: into the new folder DIR; sets $commit, $version and
# SOURCE_DATE_EPOCH.
export_commit() {
  # shellcheck disable=SC2154 # common.sh's
  local git=(git -C "$top" -c safe.directory='*')
  [[ -e $top/.git ]] || die "packages are made from a git checkout, which $top is not" "git clone"
  commit=$("${git[@]}" rev-parse --short=12 HEAD)
  [[ -z $("${git[@]}" status --porcelain) ]] ||
    say "what is not committed is not in the package: it is made from $commit"
  SOURCE_DATE_EPOCH=$("${git[@]}" log -1 --format=%ct)
  export SOURCE_DATE_EPOCH
  mkdir -- "$1"
  "${git[@]}" archive HEAD | tar -xf - -C "$1"
  # shellcheck disable=SC2034 # for whoever sources this
  version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$1/dkms.conf")
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
