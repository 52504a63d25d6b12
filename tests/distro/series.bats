# One series for every kernel: the patches on the source of each kernel series
# that Debian has in any of its suites, found by asking apt.

bats_require_minimum_version 1.5.0

test_cache=${ATH_USER_REGD_TEST_CACHE:-/var/cache/ath-user-regd-tests}

# source_line LABEL SUITE: from the mirror that this system has for the label.
source_line() {
  local uri
  # shellcheck disable=SC2016 # apt's own variables
  uri=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | awk -v label="$1" '$1 == label { print $2; exit }')
  [[ -n $uri ]]
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $2 main"
}

# apt for all suites, apart from this system's.
setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  export APT_CONFIG=$BATS_FILE_TMPDIR/apt.conf
  mkdir -p "$BATS_FILE_TMPDIR"/apt/{lists/partial,cache/archives/partial} "$test_cache"
  : >"$BATS_FILE_TMPDIR/apt/status"
  for suite in bullseye-security bookworm-security trixie-security; do
    source_line Debian-Security "$suite"
  done >"$BATS_FILE_TMPDIR/apt/sources.list"
  for suite in trixie-backports sid experimental; do
    source_line Debian "$suite"
  done >>"$BATS_FILE_TMPDIR/apt/sources.list"
  cat >"$APT_CONFIG" <<C
Dir::State "$BATS_FILE_TMPDIR/apt";
Dir::State::status "$BATS_FILE_TMPDIR/apt/status";
Dir::Cache "$BATS_FILE_TMPDIR/apt/cache";
Dir::Etc::sourcelist "$BATS_FILE_TMPDIR/apt/sources.list";
Dir::Etc::sourceparts "-";
Acquire::Check-Valid-Until "false";
APT::Sandbox::User "root";
C
  apt-get -qq update
}

# The newest of each; kernel-source takes and caches it as for a kernel of
# exactly that version, whose release is made up.
@test "every hunk of every patch applies to every kernel series, in the functions it is meant for" {
  export ATH_USER_REGD_CACHE=$test_cache/sources
  mapfile -t packages < <(apt-cache search --names-only '^linux-source-[0-9.]*$' | awk '{ print $1 }' | sort -V)
  ((${#packages[@]} >= 3))
  for package in "${packages[@]}"; do
    tree=$BATS_TEST_TMPDIR/$package
    ATH_USER_REGD_ANY_VERSION=1 "$TOP/scripts/prepare" "${package#linux-source-}.0-0-any" "$tree" 2>"$tree.log" ||
      { cat "$tree.log"; false; }
    echo "# $package $(cat "$tree/.source-version")" >&3
    "$TOP/tests/hooks" "$tree"
  done
}
