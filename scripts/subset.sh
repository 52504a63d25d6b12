# shellcheck shell=bash
# What of a kernel tree is built here, and how it is taken out of a tree or out
# of a tarball. Sourced by the providers that have one or the other.

ath=drivers/net/wireless/ath

# subset_of_tree TREE DIR: copies into the new folder DIR.
subset_of_tree() {
  mkdir -- "$2"
  (cd -- "$1/$ath" && tar -cf - -- *.[ch] Makefile ath10k/*.[ch] ath10k/Makefile) |
    tar -xf - -C "$2" --no-same-owner
}

# subset_of_tarball TARBALL DIR: unpacks into the new folder DIR, on all cores.
# The whole tarball is read, which is what finds a damaged one.
subset_of_tarball() {
  mkdir -- "$2"
  xz -T0 -dc -- "$1" |
    tar -xf - -C "$2" --no-same-owner --strip-components=5 \
      --wildcards --no-wildcards-match-slash \
      "*/$ath/*.[ch]" "*/$ath/Makefile" "*/$ath/ath10k/*.[ch]" "*/$ath/ath10k/Makefile"
}

# tree_version TREE KREL: the release that a tree was configured for, if it is
# KREL; else the version that its Makefile gives.
tree_version() {
  local release=
  [[ -r $1/include/config/kernel.release ]] &&
    read -r release <"$1/include/config/kernel.release"
  if [[ $release == "$2" ]]; then
    printf '%s\n' "$release"
    return
  fi
  awk '
    /^VERSION *=/ { v = $3 }
    /^PATCHLEVEL *=/ { p = $3 }
    /^SUBLEVEL *=/ { s = $3 }
    /^EXTRAVERSION *=/ { print v "." p "." s $3; exit }
  ' "$1/Makefile"
}
