# A source that is not exact: proven to be the same, or refused. The kernel's headers and its
# ath.ko are real, so is what they are compared with; the providers and the kernel's identity
# are made up here.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # shells in it expand them; each test has an environment of its own; run sets it

bats_require_minimum_version 1.5.0

setup_file() {
  export TOP=$BATS_TEST_DIRNAME/../..
  KREL=$("$TOP/scripts/kernels" --default)
  STOCK=$("$TOP/tests/vm/get-kernel" "$KREL")/lib/modules/$KREL/kernel/drivers/net/wireless/ath
  export KREL STOCK REAL=$BATS_FILE_TMPDIR/real
  "$TOP/scripts/kernel-source" "$KREL" "$REAL"
}

setup() {
  ((EUID == 0)) || skip "needs root"
  here=$BATS_TEST_TMPDIR
  export ATH_USER_REGD_CACHE=$here/cache ATH_USER_REGD_KERNEL_ORG=http://127.0.0.1:1 here
  dir=$here/tree
  cp -r "$TOP"/{dkms.conf,patches,scripts,src} "$here"
  scripts=$here/scripts
  for provider in "$scripts"/providers/*; do
    program "$provider" 'exit 3'
  done
  is_kernel linux 6.1.192-2
  # Of the machine's modules ath.ko alone, which is soon built.
  mkdir -p "$here/shipped/ath10k"
  cp "$STOCK"/ath.ko* "$here/shipped"
}

program() { # FILE TEXT
  printf '#!/bin/bash\n%s\n' "$2" >"$1"
  chmod 755 "$1"
}

# is_kernel PACKAGE VERSION: what kernel-identity answers.
is_kernel() { program "$scripts/kernel-identity" "echo '$*'"; }

# has PROVIDER PACKAGE VERSION [SED]: that provider has this source, the kernel's own but for
# what sed makes of regd.c and regd_common.h; fetching it leaves a line in the file fetched.
has() {
  cp -r "$REAL" "$here/$1"
  [[ -z ${4:-} ]] || sed -i "$4" "$here/$1"/{regd.c,regd_common.h}
  [[ -z ${4:-} ]] || run ! diff -rq "$REAL" "$here/$1"
  program "$scripts/providers/$1" "
    [[ \$1 == fetch ]] || { echo '$2 $3 apt'; exit; }
    echo '$1 $2 $3' >>$here/fetched
    cp -r $here/$1 \"\$5\""
}

# on_machine STATUS WORD...: run where the kernel has the shipped modules.
on_machine() {
  run "-$1" --separate-stderr unshare --mount --propagation private bash -c '
    set -e
    build=$(readlink -f "/lib/modules/$KREL/build") source=$(readlink -f "/lib/modules/$KREL/source")
    mount -t tmpfs none /lib/modules
    mkdir -p "/lib/modules/$KREL/kernel/drivers/net/wireless"
    ln -s "${BUILD:-$build}" "/lib/modules/$KREL/build"
    ln -s "$source" "/lib/modules/$KREL/source"
    cp -r "$here/shipped" "/lib/modules/$KREL/kernel/drivers/net/wireless/ath"
    exec "$@"' _ "${@:2}"
  echo "$output"
  echo "$stderr"
}
kernel_source() { # STATUS
  rm -rf "$dir"
  on_machine "$1" "$scripts/kernel-source" "$KREL" "$dir"
}
builds() { # how often something was built to be proven
  grep -c 'is built and compared' <<<"$stderr" || true
}

# in one function, and in one table alone
function='s/^static bool ath_is_radar_freq(.*/&\n/; s/center_freq >= 5260/center_freq >= 5270/'
table='s/{CTRY_SWEDEN, ETSI1_WORLD, "SE"}/{CTRY_SWEDEN, FCC1_WORLD, "SE"}/'

@test "another version of the same package that is equal: proven, not exact; built once" {
  has apt-download linux 6.1.200-1 '1i /* another version */'
  kernel_source 0
  [[ $output == $'source_package=linux\nsource_version=6.1.200-1\nprovider=apt-download\nverified=apt\nexact=no\nproven=ath' ]]
  [[ $stderr == *"linux 6.1.200-1 is not its exact source, but proven to be the same for ath"* ]]
  [[ $(builds) == 1 ]]
  diff -r "$here/apt-download" "$dir"
  # the verdict is kept, and the source
  kernel_source 0
  [[ $output == *exact=no$'\n'proven=ath && $(builds) == 0 && $(wc -l <"$here/fetched") == 1 ]]
  # it stays what it is when the exact one comes: that is taken
  has linux-source linux 6.1.192-2
  kernel_source 0
  [[ $output == *source_version=6.1.192-2*exact=yes ]]
}

@test "another version that differs in one function, or in one table alone: refused, with its name; built once" {
  has apt-download linux 6.1.200-1 "$function"
  kernel_source 3
  [[ $stderr == *"apt-download: linux 6.1.200-1 is another source: ath differs in "*"radar"* && ! -e $dir ]]
  kernel_source 3
  [[ $(builds) == 0 && $stderr == *"linux 6.1.200-1 is another source: ath differs in "* ]]
  rm -r "$ATH_USER_REGD_CACHE" "$here/apt-download"
  has apt-download linux 6.1.200-1 "$table"
  kernel_source 3
  [[ $stderr == *"apt-download: linux 6.1.200-1 is another source: ath differs in allCountries)"*"; next: "* && ! -e $dir ]]
}

@test "a verdict is of one kernel, one identity, and of those modules" {
  has apt-download linux 6.1.200-1 '1i /* another version */'
  kernel_source 0
  is_kernel linux 6.1.192-3
  kernel_source 0
  [[ $(builds) == 1 ]]
  # shipped anew, and another one
  sed -e "$table" -i "$here/apt-download/regd_common.h"
  on_machine 0 "$scripts/prove" "$KREL" "$here/t" "$here/apt-download"
  cp "$here/t/ath.ko" "$here/shipped/"
  kernel_source 3
  [[ $(builds) == 1 && $stderr == *"ath differs in allCountries"* ]]
}

@test "the order: the same package, then another of the same x.y, then upstream's; the nearest version of each" {
  is_kernel linux-x 6.1.192-2
  has linux-source linux-x 6.1.199-1 "$table"
  has apt-download linux 6.1.192-1 "$table"
  program "$scripts/providers/apt-source" '[[ $1 == fetch ]] || printf "%s\n" "$3 6.1.200-1 apt" "$3 6.1.20-1 apt" "$3 6.12.192-1 apt"; exit'
  program "$scripts/providers/kernel-org" "
    [[ \$1 != offers || \$3 != - ]] || { echo \"- \$4 gpg\"; exit; }
    [[ \$1 == fetch ]] || exit 3
    cp -r $REAL \"\$5\""
  kernel_source 0
  [[ $output == $'source_package=-\nsource_version=6.1.192\nprovider=kernel-org\nverified=gpg\nexact=no\nproven=ath' ]]
  [[ $(<"$here/fetched") == $'linux-source linux-x 6.1.199-1\napt-download linux 6.1.192-1' ]]
  # one tree: after the first what differs alone is compiled
  [[ $(builds) == 3 ]]
  # none of another x.y
  rm -r "$ATH_USER_REGD_CACHE" "$here/linux-source"
  has linux-source linux-x 6.12.1-1
  program "$scripts/providers/apt-download" 'exit 3'
  program "$scripts/providers/apt-source" 'exit 3'
  program "$scripts/providers/kernel-org" 'exit 3'
  kernel_source 3
  [[ $(builds) == 0 ]]
}

@test "another compiler: it is said, and nothing is downloaded or built" {
  has apt-download linux 6.1.200-1
  headers=$(readlink -f "/lib/modules/$KREL/build")
  mkdir "$here/headers"
  ln -s "$headers"/* "$headers"/.kernel* "$here/headers/"
  cp "$headers/.config" "$here/headers/"
  sed -i 's/^CONFIG_CC_VERSION_TEXT=.*/CONFIG_CC_VERSION_TEXT="gcc-9 (Debian 9.3.0-22) 9.3.0"/' "$here/headers/.config"
  BUILD=$here/headers kernel_source 3
  [[ $stderr == *"another source: the compiler is gcc"*"the kernel's was gcc-9 (Debian 9.3.0-22) 9.3.0: no other source can be proven to be its own"* ]]
  [[ ! -e $here/fetched && ! -e $dir ]]
}

@test "without the distribution's own modules nothing is downloaded" {
  has apt-download linux 6.1.200-1
  rm "$here/shipped"/ath.ko*
  kernel_source 3
  [[ $stderr == *"another source: the distribution's own ath.ko, which another source is to be compared with, is not in "* && ! -e $here/fetched ]]
}

@test "modules that no package has, beside a package's headers, prove nothing, and nothing is downloaded" {
  has apt-download linux 6.1.200-1
  cp "$TOP/scripts/kernel-identity" "$scripts/"
  # Where the image is installed here, a name that it doesn't have.
  mv "$here/shipped"/ath.ko* "$here/shipped/ath.ko.gz"
  kernel_source 3
  [[ $stderr == *"its modules are of no package, its headers of linux-headers-$KREL; next: "* && ! -e $here/fetched && ! -e $dir ]]
}
