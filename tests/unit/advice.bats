# scripts/advice: what to type, in systems made up here.

setup() {
  TOP=$BATS_TEST_DIRNAME/../..
  ROOT=$BATS_TEST_TMPDIR/root
  mkdir -p "$ROOT"/{usr/bin,etc,var/lib/dpkg,lib/firmware}
  deb=6.1.0-56-amd64
}

# has PROGRAM...: the system has them.
has() {
  local program
  for program; do
    : >"$ROOT/usr/bin/$program"
    chmod 755 "$ROOT/usr/bin/$program"
  done
}
# came package|dkms: how we came onto it.
came() {
  mkdir -p "$ROOT/usr/src/ath-user-regd-1.2.3"
  : >"$ROOT/usr/src/ath-user-regd-1.2.3/dkms.conf"
  [[ $1 == dkms ]] || : >"$ROOT/usr/src/ath-user-regd-1.2.3/package.conf"
}
# debian [PACKAGE...]: apt is at home, with these packages installed.
debian() {
  local package
  has apt-get
  for package in base-files "$@"; do
    printf 'Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\nMaintainer: x\nDescription: x\n\n' "$package"
  done >"$ROOT/var/lib/dpkg/status"
}
# archive PACKAGE...: apt can have them.
archive() {
  mkdir -p "$ROOT"/etc/apt "$ROOT"/var/lib/apt/lists
  echo 'deb [trusted=yes] file:/archive ./' >"$ROOT/etc/apt/sources.list"
  printf 'Package: %s\nArchitecture: amd64\nVersion: 2\nFilename: ./x.deb\nSize: 1\nSHA256: 0\n\n' "$@" \
    >"$ROOT/var/lib/apt/lists/_archive_._Packages"
}
fedora() { has dnf rpm; }
suse() { has zypper dnf rpm; echo 'ID_LIKE="suse opensuse"' >"$ROOT/etc/os-release"; }
arch() { has pacman; }

# says TEXT ROLE [ARG...]: in each shell that it may be run by.
says() {
  local expected=$1 shell
  shift
  for shell in dash bash "busybox sh"; do
    # shellcheck disable=SC2086 # words
    run $shell "$TOP/scripts/advice" --root "$ROOT" "$@"
    echo "$shell: $*: $status: $output"
    ((status == 0))
    [[ $output == "$expected" ]]
  done
}

@test "Debian: as a package, given to DKMS by hand, not installed" {
  debian
  says "sudo make install" next_install "$deb"
  says "sudo make install" next_rebuild "$deb"
  says "sudo make uninstall" next_remove
  says apt manager
  says "sudo apt-get update" next_source "$deb"
  came dkms
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_install "$deb"
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/give-way $deb && sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_rebuild "$deb"
  says "sudo apt-get update && sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_source "$deb"
  says "sudo dkms remove ath-user-regd/1.2.3 --all" next_remove
  came package
  says "sudo dpkg-reconfigure ath-user-regd-dkms" next_install "$deb"
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/give-way $deb && sudo dpkg-reconfigure ath-user-regd-dkms" next_rebuild "$deb"
  says "sudo apt-get update" next_source "$deb"
  says "sudo apt-get remove ath-user-regd-dkms" next_remove
}

@test "Debian's headers: of that kernel, or of the newest of its flavour with its image" {
  command -v apt-cache >/dev/null || skip "apt is not at home here"
  debian
  says "sudo apt-get install linux-headers-$deb" next_headers "$deb"
  archive linux-headers-{6.1.0-57-amd64,amd64,cloud-amd64,generic,rpi-v8}
  says "sudo apt-get install linux-image-amd64 linux-headers-amd64" next_headers "$deb"
  says "sudo apt-get install linux-headers-6.1.0-57-amd64" next_headers 6.1.0-57-amd64
  says "sudo apt-get install linux-image-cloud-amd64 linux-headers-cloud-amd64" next_headers 6.12.9+deb13-cloud-amd64
  says "sudo apt-get install linux-image-rpi-v8 linux-headers-rpi-v8" next_headers 6.12.47+rpt-rpi-v8
  says "sudo apt-get install linux-image-generic linux-headers-generic" next_headers 6.8.0-49-generic
  says "sudo apt-get install linux-image-amd64 linux-headers-amd64" next_headers 6.12.0-rc5-mine
}

@test "Ubuntu's headers are of the line of kernels that is installed; Proxmox's have other names" {
  command -v apt-cache >/dev/null || skip "apt is not at home here"
  debian linux-image-generic-hwe-24.04
  archive linux-headers-{generic,generic-hwe-24.04} proxmox-default-headers
  says "sudo apt-get install linux-image-generic-hwe-24.04 linux-headers-generic-hwe-24.04" next_headers 6.14.0-24-generic
  says "sudo apt-get install proxmox-default-kernel proxmox-default-headers" next_headers 6.17.2-1-pve
  archive proxmox-headers-6.17.2-1-pve
  says "sudo apt-get install proxmox-headers-6.17.2-1-pve" next_headers 6.17.2-1-pve
}

@test "Fedora reads dnf, with apt as a guest too" {
  fedora
  has apt-get
  f=6.17.1-300.fc43.x86_64
  says "sudo make install" next_install "$f"
  came package
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_install "$f"
  says "sudo dnf install kernel-devel-$f" next_headers "$f"
  says "sudo dnf install kernel-debug-devel-$f" next_headers "$f+debug"
  says dnf manager
  says "sudo dnf makecache" next_source "$f"
  says "sudo dnf install wireless-regdb" next_regdb
  says "sudo dnf install binutils xz libnl3-devel" next_tools binutils xz-utils libnl-3-dev libnl-genl-3-dev
  says "sudo dnf remove ath-user-regd-dkms" next_remove
  : >"$ROOT/lib/firmware/regulatory.db"
  says "sudo dnf reinstall wireless-regdb" next_regdb
}

@test "openSUSE reads zypper, which may have dnf beside it" {
  suse
  came package
  s=6.12.0-160000.5-default
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_install "$s"
  says "sudo zypper install kernel-default-devel" next_headers "$s"
  says zypper manager
  says "sudo zypper install kernel-source" next_source "$s"
  says "sudo zypper install wireless-regdb" next_regdb
  says "sudo zypper install binutils xz" next_tools binutils xz-utils
  says "sudo zypper remove ath-user-regd-dkms" next_remove
  rm "$ROOT/etc/os-release" "$ROOT/usr/bin/dnf"
  says "sudo zypper install kernel-default-devel" next_headers "$s"
}

@test "Arch reads pacman, and its kernels say what they are" {
  arch
  came dkms
  says pacman manager
  says "sudo pacman -S linux-headers" next_headers 6.17.1-arch1-1
  says "sudo pacman -S linux-lts-headers" next_headers 6.12.50-1-lts
  mkdir -p "$ROOT/usr/lib/modules/6.17.1-1-own"
  echo linux-own >"$ROOT/usr/lib/modules/6.17.1-1-own/pkgbase"
  says "sudo pacman -S linux-own-headers" next_headers 6.17.1-1-own
  says "sudo pacman -S wireless-regdb" next_regdb
  says "set ATH_USER_REGD_SOURCE to the kernel's source tree" next_source 6.17.1-arch1-1
  says "sudo /usr/src/ath-user-regd-1.2.3/scripts/catch-up" next_install 6.17.1-arch1-1
}

@test "a regulatory database that is there is installed again" {
  debian
  says "sudo apt-get install wireless-regdb" next_regdb
  : >"$ROOT/lib/firmware/regulatory.db"
  says "sudo apt-get install --reinstall wireless-regdb" next_regdb
}

@test "without a package manager it is a sentence" {
  says "install the headers of the kernel $deb with this system's package manager" next_headers "$deb"
  says none manager
  says "install wireless-regdb with this system's package manager" next_regdb
  says "install binutils xz-utils with this system's package manager" next_tools binutils xz-utils
  says "set ATH_USER_REGD_SOURCE to the kernel's source tree" next_source "$deb"
  # dpkg is there, as a guest: it has no package
  has apt-get dpkg
  : >"$ROOT/var/lib/dpkg/status"
  says "install wireless-regdb with this system's package manager" next_regdb
}

@test "the running system, and wrong usage" {
  run "$TOP/scripts/advice" next_install
  echo "$output"
  ((status == 0 && ${#lines[@]} == 1))
  for words in "" next_nothing "--root" "--root /nowhere next_regdb" "next_headers 6.1;reboot" next_tools; do
    read -ra words <<<"$words"
    run sh "$TOP/scripts/advice" "${words[@]}"
    echo "${words[*]}: $status: $output"
    ((status == 2))
    [[ $output == "ath-user-regd: error: advice: "*"; see: advice --help" ]]
  done
  run "$TOP/scripts/advice" --help
  for role in next_install next_rebuild next_headers next_source next_regdb next_tools next_remove; do
    [[ $output == *"  $role "* ]]
  done
}
