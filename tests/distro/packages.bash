# shellcheck shell=bash
# Packages of this checkout as it is, also where it is not committed. Sourced,
# after chroot.bash, whose copy_checkout it uses.

# commit_checkout CHECKOUT VERSION DIR: a git checkout of the same files with one
# commit, the same whenever it is made, which calls itself VERSION.
commit_checkout() {
  local git=(git -C "$3" -c user.name=tests -c user.email=tests@tests.example
    -c commit.gpgsign=false -c init.defaultBranch=main)
  copy_checkout "$1" "$3"
  sed -i "s/^PACKAGE_VERSION=.*/PACKAGE_VERSION=\"$2\"/" "$3/dkms.conf"
  "${git[@]}" init -q
  "${git[@]}" add -A
  GIT_AUTHOR_DATE=2026-06-01T00:00:00Z GIT_COMMITTER_DATE=2026-06-01T00:00:00Z \
    "${git[@]}" commit -q -m "as it is"
}
