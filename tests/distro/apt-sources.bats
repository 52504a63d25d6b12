# The source as the apt family has it, from archives made here with the real tools, signed and
# served, in a bare Debian chroot. No line of the user's says deb-src. The kernels are those of
# Ubuntu, Pop!_OS, Raspberry Pi OS, Kali and Proxmox in name, version and layout.
# SUITE says of which release (bookworm).

# shellcheck disable=SC2016 # shells in the chroot expand them

bats_require_minimum_version 1.5.0
load system.bash

setup_file() {
  make_bare
  copy_checkout "$TOP" "$ROOT/root/checkout"
  quietly apt --no-install-recommends install dpkg-dev apt-utils gnupg bzip2 xz-utils zstd patch
  in_chroot "$ROOT" sh -c '
    mkdir -p /etc/apt/keyrings
    for name in ubuntu others; do
      gpg --batch --quiet --passphrase "" --quick-gen-key "$name <$name@example.com>" ed25519 sign never
    done
    gpg --armor --export ubuntu >/root/ubuntu.asc
    gpg --export ubuntu >/etc/apt/keyrings/ubuntu.gpg
    gpg --export others >/etc/apt/keyrings/others.gpg
    gpgconf --kill all' 2>/dev/null
  cp "$BATS_TEST_DIRNAME/make-apt-source" "$ROOT/root/"
  serve
  make_archives
  use_sources
}

teardown_file() {
  [[ ! -f $BATS_FILE_TMPDIR/server.pid ]] || kill "$(<"$BATS_FILE_TMPDIR/server.pid")"
  leave_archives
  [[ -z ${ROOT:-} ]] || rm -rf -- "$ROOT"
}

setup() {
  rm -rf "$ROOT/root/tree" "$ROOT/var/cache/ath-user-regd"
  before=$(apts)
  : >"$BATS_FILE_TMPDIR/asked"
}

# Nothing of apt's has changed, and nothing is left lying.
teardown() {
  diff <(echo "$before") <(apts)
  [[ -z $(find "$ROOT/var/cache/ath-user-regd" -name '.ath-user-regd.*') ]]
}
apts() {
  find "$ROOT/etc/apt" "$ROOT/var/lib/apt" -type f ! -name lock ! -path '*/extended_states' -exec sha256sum {} + | sort
}

# serve: /srv of the chroot, at $ARCHIVES; each answer is a line of PATH BYTES in the file asked.
serve() {
  mkdir -p "$ROOT/srv"
  python3 -u -c '
import functools, http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, out):
        super().copyfile(source, out)
        with open(sys.argv[2], "a") as log: print(self.path, os.fstat(source.fileno()).st_size, file=log)
handler = functools.partial(Handler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()' "$ROOT/srv" "$BATS_FILE_TMPDIR/asked" >"$BATS_FILE_TMPDIR/port" 2>/dev/null 3>&- &
  echo $! >"$BATS_FILE_TMPDIR/server.pid"
  for _ in {1..300}; do
    [[ ! -s $BATS_FILE_TMPDIR/port ]] || break
    sleep 0.1
  done
  [[ -s $BATS_FILE_TMPDIR/port ]]
  ARCHIVES=http://127.0.0.1:$(<"$BATS_FILE_TMPDIR/port")
  export ARCHIVES
}
asked() { # REGEX: how many bytes of such paths were sent
  awk -v path="$1" '$1 ~ path { sum += $2 } END { print sum + 0 }' "$BATS_FILE_TMPDIR/asked"
}

# See make-apt-source.
make_source() { in_chroot "$ROOT" /root/make-apt-source "$@" >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }; }

make_archives() {
  make_source headers ubuntu/noble-updates/main linux 6.8.0-49.49 6.8.0-49-generic
  make_source linux-source ubuntu/noble-updates/main linux 6.8.0-49.49 linux-source-6.8.0 bz2
  make_source source ubuntu/noble-updates/main linux 6.8.0-50.51 1.0 gz
  make_source headers ubuntu/noble-updates/main linux 6.8.0-50.51 6.8.0-50-generic
  make_source source ubuntu/noble-updates/main linux-lowlatency 6.8.0-50.51.1 1.0 gz
  make_source headers ubuntu/noble-updates/main linux-lowlatency 6.8.0-50.51.1 6.8.0-50-lowlatency
  for abi in 29.29 31.31; do
    make_source source ubuntu/noble-updates/main linux-hwe-6.17 "6.17.0-$abi~24.04.1" 1.0 gz
    make_source headers ubuntu/noble-updates/main linux-hwe-6.17 "6.17.0-$abi~24.04.1" "6.17.0-${abi%.*}-generic"
  done
  # of which there is no source
  make_source headers ubuntu/noble-updates/main linux-hwe-6.17 6.17.0-33.33~24.04.1 6.17.0-33-generic
  make_source source ubuntu/noble-updates/universe other 1-1 1.0 gz

  make_source source pop/noble/main linux 6.16.3-76061603.202511~24.04 1.0-native gz
  make_source headers pop/noble/main linux 6.16.3-76061603.202511~24.04 6.16.3-76061603-generic
  make_source source pop/noble/main linux-three 6.16.4 '3.0 (native)' bz2
  make_source headers pop/noble/main linux-three 6.16.4 6.16.4-three

  make_source source rpi/trixie/main linux 1:6.12.47-1+rpt1 '3.0 (quilt)' xz
  make_source headers rpi/trixie/main linux 1:6.12.47-1+rpt1 6.12.47+rpt-rpi-v8

  make_source headers kali/kali-rolling/main linux 6.16.8-1kali1 6.16.8+kali-amd64
  make_source linux-source kali/kali-rolling/main linux 6.16.8-1kali1 linux-source-6.16 xz

  # Debian's has the number of Proxmox's; one release has been built twice.
  make_source source debian/trixie/main linux 6.17.2-1 '3.0 (quilt)' bz2
  make_source linux-source debian/trixie/main linux 6.17.2-1 linux-source-6.17 xz
  make_source headers proxmox/trixie/pve-no-subscription proxmox-kernel-6.17 6.17.2-1 6.17.2-1-pve
  make_source source debian/trixie/main linux 6.19.1-1 '3.0 (quilt)' gz
  make_source source debian/trixie/main linux 6.19.1-2 '3.0 (quilt)' gz
  make_source headers debian/trixie/main linux 6.19.1-1 6.19.1+deb13-amd64

  make_source source bad/trixie/main linux-misfit 6.18.1-1 1.0 gz
  make_source misfit bad/trixie/main linux-misfit 6.18.1-1
  make_source headers bad/trixie/main linux-misfit 6.18.1-1 6.18.1-misfit
  make_source source bad/trixie/main linux-misfit3 6.18.1-1 '3.0 (quilt)' xz
  make_source misfit bad/trixie/main linux-misfit3 6.18.1-1
  make_source headers bad/trixie/main linux-misfit3 6.18.1-1 6.18.1-misfit3
  make_source source bad/trixie/main linux-spoilt 6.18.1-1 1.0 gz
  make_source headers bad/trixie/main linux-spoilt 6.18.1-1 6.18.1-spoilt
  make_source source unsigned/trixie/main linux-unsigned 6.18.1-1 1.0 gz
  make_source headers unsigned/trixie/main linux-unsigned 6.18.1-1 6.18.1-unsigned

  make_source index ubuntu ubuntu
  for name in pop rpi kali debian proxmox bad; do
    make_source index "$name" others
  done
  make_source index unsigned
  gzip -n <<<"other" >"$ROOT/srv/bad/pool/trixie/main/linux-spoilt_6.18.1-1.diff.gz"
}

# use_sources: the user's, in each form that there is.
use_sources() {
  local etc=$ROOT/etc/apt
  : >"$etc/sources.list"
  # A hook for apt's lists, as Ubuntu has.
  echo 'APT::Update::Post-Invoke-Success {"touch /etc/apt/hook";};' >"$etc/apt.conf.d/50hook"
  {
    printf '%s\n' 'Types: deb' "URIs: $ARCHIVES/ubuntu" 'Suites: noble-updates' 'Components: main universe' 'Signed-By:'
    # bullseye's apt takes a file alone.
    if [[ $SUITE == bullseye ]]; then echo ' /etc/apt/keyrings/ubuntu.gpg'; else sed 's/^$/./; s/^/ /' "$ROOT/root/ubuntu.asc"; fi
  } >"$etc/sources.list.d/ubuntu.sources"
  printf 'deb [arch=amd64 signed-by=/etc/apt/keyrings/others.gpg] %s\n' "$ARCHIVES/pop noble main" \
    "$ARCHIVES/rpi trixie main # Raspberry Pi OS" "$ARCHIVES/debian trixie main" \
    "$ARCHIVES/proxmox trixie pve-no-subscription" "$ARCHIVES/bad trixie main" >"$etc/sources.list.d/others.list"
  printf '%s\n' 'Types: deb' "URIs: $ARCHIVES/kali" 'Suites: kali-rolling' 'Components: main' \
    'Signed-By: /etc/apt/keyrings/others.gpg' '' \
    'Enabled: no' 'Types: deb' "URIs: $ARCHIVES/unsigned" 'Suites: trixie' 'Components: main' >"$etc/sources.list.d/kali.sources"
  in_chroot "$ROOT" apt-get -qq update
  rm "$etc/hook"
  # Where it can't be told by apt, the package is given to dpkg.
  in_chroot "$ROOT" sh -c 'dpkg -i /srv/*/pool/*/*/*headers*.deb' >/dev/null
}

# takes PROVIDER KREL PACKAGE VERSION: from there, exactly, with what the distribution has changed.
takes() {
  run --separate-stderr in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$2" "/root/tree"
  # shellcheck disable=SC2154 # run sets it
  echo "status $status: $output $stderr"
  ((status == 0))
  [[ $output == "source_package=$3"$'\n'"source_version=$4"$'\n'"provider=$1"$'\n'"verified="*$'\n'exact=yes ]]
  [[ $(head -n 1 "$ROOT/root/tree/regd.c") == "changed by $3 $4" && -s $ROOT/root/tree/ath10k/mac.c ]]
  rm -r "$ROOT/root/tree"
}

# refuses STATUS KREL TEXT...
refuses() {
  local text
  run in_chroot "$ROOT" /root/checkout/scripts/kernel-source "$2" "/root/tree"
  echo "status $status: $output"
  (($1 == status)) && [[ ! -e $ROOT/root/tree && ${lines[-1]} == "ath-user-regd: error: $2: "*"; next: "* ]]
  for text in "${@:3}"; do
    [[ $output == *"$text"* ]] || { echo "no $text"; return 1; }
  done
}

@test "Ubuntu GA: linux-source-6.8.0 by apt" {
  takes apt-download 6.8.0-49-generic linux 6.8.0-49.49
  [[ $(asked /source/) == 0 ]]
}

@test "Ubuntu GA: the same, installed, without a network" {
  quietly apt install linux-source-6.8.0
  [[ -L $ROOT/usr/src/linux-source-6.8.0.tar.bz2 ]]
  before=$(apts)
  : >"$BATS_FILE_TMPDIR/asked"
  takes linux-source 6.8.0-49-generic linux 6.8.0-49.49
  [[ ! -s $BATS_FILE_TMPDIR/asked ]]
  quietly apt purge linux-source-6.8.0
}

@test "Ubuntu GA, of another version than linux-source, and lowlatency: 1.0 with a diff" {
  takes apt-source 6.8.0-50-generic linux 6.8.0-50.51
  takes apt-source 6.8.0-50-lowlatency linux-lowlatency 6.8.0-50.51.1
}

@test "Ubuntu HWE: the next kernel of the series downloads its diff alone; an index once a run, of no other component" {
  export CHROOT_ENV=("ATH_USER_REGD_UNTIL=$((EPOCHSECONDS + 600))")
  takes apt-source 6.17.0-29-generic linux-hwe-6.17 6.17.0-29.29~24.04.1
  (($(asked 'orig.tar.gz$') > 3000000 && $(asked 'main/source/Sources') > 0 && $(asked universe) == 0))
  first=$(asked .)
  index=$(asked /dists/)
  takes apt-source 6.17.0-31-generic linux-hwe-6.17 6.17.0-31.31~24.04.1
  next=$(($(asked .) - first))
  echo "# bytes: $first, of that index $index; the next kernel: $next" >&3
  ((next < 10000 && $(asked /dists/) == index))
}

@test "Ubuntu HWE: in the middle of apt's own run" {
  rm -rf "$ROOT/root/deb"
  in_chroot "$ROOT" sh -ec '
    dpkg-deb -R /srv/ubuntu/pool/noble-updates/main/linux-headers-6.17.0-31-generic_*.deb /root/deb
    printf "%s\n" "#!/bin/sh" "/root/checkout/scripts/kernel-source 6.17.0-31-generic /root/tree >/root/said 2>&1" >/root/deb/DEBIAN/postinst
    chmod 755 /root/deb/DEBIAN/postinst
    dpkg-deb --root-owner-group -b /root/deb /root/again.deb >/dev/null'
  run in_chroot "$ROOT" apt-get -q -y install --reinstall --allow-downgrades /root/again.deb
  echo "$output"; cat "$ROOT/root/said"
  ((status == 0))
  [[ $(cat "$ROOT/root/said") == *provider=apt-source*exact=yes ]]
  [[ $(head -n 1 "$ROOT/root/tree/regd.c") == "changed by linux-hwe-6.17 6.17.0-31.31~24.04.1" ]]
}

@test "Pop!_OS: native, of 1.0; and of 3.0" {
  takes apt-source 6.16.3-76061603-generic linux 6.16.3-76061603.202511~24.04
  takes apt-source 6.16.4-three linux-three 6.16.4
}

@test "Raspberry Pi OS: a version with an epoch, 3.0 (quilt)" {
  takes apt-source 6.12.47+rpt-rpi-v8 linux 1:6.12.47-1+rpt1
}

@test "a version that came later, in an archive that now calls itself another: nobody is asked" {
  takes apt-source 6.12.47+rpt-rpi-v8 linux 1:6.12.47-1+rpt1
  make_source source rpi/trixie/main linux 1:6.12.48-1+rpt1 '3.0 (quilt)' xz
  make_source headers rpi/trixie/main linux 1:6.12.48-1+rpt1 6.12.48+rpt-rpi-v8
  make_source index rpi others other
  in_chroot "$ROOT" sh -c 'dpkg -i /srv/rpi/pool/*/*/*6.12.48+rpt-rpi-v8_*.deb' >/dev/null
  takes apt-source 6.12.48+rpt-rpi-v8 linux 1:6.12.48-1+rpt1
}

@test "Kali: linux-source-6.16 by apt" {
  takes apt-download 6.16.8+kali-amd64 linux 6.16.8-1kali1
}

@test "one release of two versions: the one that is installed" {
  takes apt-source 6.19.1+deb13-amd64 linux 6.19.1-1
}

@test "Proxmox: Debian's source of the same number is another" {
  refuses 3 6.17.2-1-pve "apt-download: has linux 6.17.2-1, the kernel is proxmox-kernel-6.17 6.17.2-1" \
    "apt-source: apt knows no source package proxmox-kernel-6.17" "no source of exactly its version"
}

@test "a version that the archive doesn't have" {
  refuses 3 6.17.0-33-generic "apt-source: has linux-hwe-6.17 6.17.0-31.31~24.04.1, linux-hwe-6.17 6.17.0-29.29~24.04.1, the kernel is linux-hwe-6.17 6.17.0-33.33~24.04.1"
}

@test "a diff, and a patch of a series, that don't apply without fuzz" {
  refuses 3 6.18.1-misfit "error: 6.18.1-misfit: the patch of linux-misfit does not apply"
  refuses 3 6.18.1-misfit3 "error: 6.18.1-misfit3: regd.patch of linux-misfit3 does not apply"
}

@test "a file that isn't what the archive's list says" {
  refuses 3 6.18.1-spoilt "error: 6.18.1-spoilt: the source package linux-spoilt 6.18.1-1 can't be downloaded; next: "
}

@test "an archive that nobody has signed; where apt.conf takes it, too" {
  sed -i 's/^Enabled: no$/Enabled: yes/' "$ROOT/etc/apt/sources.list.d/kali.sources"
  for conf in '' 'APT::Get::AllowUnauthenticated "true"; Acquire::AllowInsecureRepositories "true";'; do
    echo "$conf" >"$ROOT/etc/apt/apt.conf.d/51unsigned"
    before=$(apts)
    refuses 3 6.18.1-unsigned "apt-source: apt can't get all lists of source packages: The repository '$ARCHIVES/unsigned trixie Release' is not signed"
    diff <(echo "$before") <(apts)
  done
  # of the others there is all
  takes apt-source 6.12.47+rpt-rpi-v8 linux 1:6.12.47-1+rpt1
  rm "$ROOT/etc/apt/apt.conf.d/51unsigned"
  sed -i 's/^Enabled: yes$/Enabled: no/' "$ROOT/etc/apt/sources.list.d/kali.sources"
  before=$(apts)
}

@test "no network" {
  run in_chroot_offline "$ROOT" /root/checkout/scripts/kernel-source 6.17.0-29-generic /root/tree
  echo "$output"
  ((status == 3))
  [[ ! -e $ROOT/root/tree && ${lines[-1]} == *"apt-source: apt can't get all lists of source packages"*"; next: look at the network, "* ]]
}
