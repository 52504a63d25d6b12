# Kernels come, go and are built again on a system that has us by $ROAD (see roads.bash),
# and whatever befalls it meanwhile: apt's run ends well, and each kernel has its stock
# modules or ours. SUITE says of which Debian release (bookworm). The tests follow one
# another in one chroot, and each begins with both kernels served.

bats_require_minimum_version 1.5.0
load roads.bash

setup_file() {
  make_system --tree --modules
  thin_kernels
  quietly apt --no-install-recommends install "linux-image-amd64=$OLD_META" "linux-headers-amd64=$OLD_META"
  case $ROAD in
    plain) quietly apt --no-install-recommends install dkms quilt xz-utils kmod ;;
    takeover)
      pin_what_is_there
      lay_first_release "$ROOT/root/old"
      quietly in_chroot "$ROOT" make -C /root/old install
      in_chroot "$ROOT" dkms status ath-user-regd | grep ': installed'
      ;;
  esac
}

# rebuild KREL: what doctor says to type where ours are not what they should be. dkms 2.8
# builds nothing that it has once more, even with --force.
rebuild() {
  local next
  next=$(in_chroot "$ROOT" "/usr/src/ath-user-regd-$NEW_VERSION/scripts/advice" next_rebuild "$1")
  echo "$next"
  in_chroot "$ROOT" sh -c "${next//sudo /}"
}

# kernel_back: the newest one as the archive has it.
kernel_back() {
  local modules
  modules=$(owner_of_modules "$NEW_KREL")
  apt --allow-downgrades --no-install-recommends install {"linux-headers-$NEW_KREL","$modules","linux-image-$NEW_KREL"}="$NEW_META"
}

# What a test before this one has left behind is not this one's.
setup() {
  [[ -e $BATS_FILE_TMPDIR/both ]] || return 0
  rm -f "$ROOT/etc/apt/apt.conf.d/91test"
  [[ $(who_answers "$NEW_KREL") != ours || $(state_of "$NEW_KREL" verdict) != installed ]] || return 0
  echo "healing first"
  {
    apt purge stranger-dkms || true
    apt purge stranger-ath10k-dkms || true
    apt -f install
    forget_sources
    headers_go || true
    kernel_back
    by_itself
  } >"$BATS_TEST_TMPDIR/heal" 2>&1 || true
}

@test "we come: ours for the kernel that is there" {
  [[ $ROAD != takeover ]] || skip "not on this road"
  version=$NEW_VERSION
  [[ $ROAD != package ]] || version=$OLD_VERSION
  run we_come "$version"
  after_apt
  settled "$OLD_KREL" ours installed
}

@test "1.0.0 breaks an upgrade; the package takes over, wholly, and the upgrade is done" {
  is_road takeover
  run apt dist-upgrade
  echo "# 1.0.0: apt's status is $status" >&3
  run apt -f install "/root/debs/ath-user-regd-dkms_${NEW_VERSION}_all.deb"
  after_apt
  settled "$OLD_KREL" ours installed
  settled "$NEW_KREL" ours installed
  # Nothing of 1.0.0's own is left: what is there is the package's.
  find "$ROOT"/usr/src/ath-user-regd-* -type f -printf '/%P\n' | sort >"$BATS_TEST_TMPDIR/is"
  in_chroot "$ROOT" dpkg -L ath-user-regd-dkms | sed -n "s,^/usr/src/ath-user-regd-[^/]*,,p" | sort >"$BATS_TEST_TMPDIR/shall"
  [[ -z $(comm -23 "$BATS_TEST_TMPDIR/is" "$BATS_TEST_TMPDIR/shall" | tee /dev/stderr) ]]
  [[ $(in_dkms status ath-user-regd | sed 's/.*ath-user-regd[\/, ]*\([0-9.]*\).*/\1/' | sort -u) == "$NEW_VERSION" ]]
  [[ -z $(find "$ROOT"/usr/{,local/}{sbin,lib,share} -name 'ath-user-regd' ! -path '*/doc/*') ]]
  [[ ! -e $ROOT/var/lib/ath-user-regd/packages ]]
}

@test "a kernel comes by plain apt" {
  [[ $ROAD != takeover ]] || skip "not on this road"
  run apt dist-upgrade
  clean
  after_apt
  settled "$OLD_KREL" ours installed
  settled "$NEW_KREL" ours installed
}

@test "our own package is upgraded, and its modules with it" {
  is_road package
  run we_come
  clean
  after_apt
  for krel in "$OLD_KREL" "$NEW_KREL"; do
    settled "$krel" ours installed
    ours "$krel" "$NEW_VERSION"
  done
  [[ ! -e $ROOT/usr/src/ath-user-regd-$OLD_VERSION && ! -e $ROOT/var/lib/dkms/ath-user-regd/$OLD_VERSION ]]
}

@test "the old kernel goes and comes again" {
  # The image first, where its headers can be without it and ours look after what they leave.
  # shellcheck disable=SC2016 # dpkg's own variable
  depends=$(in_chroot "$ROOT" dpkg-query -W -f='${Depends}' "linux-headers-$OLD_KREL")
  if [[ $ROAD != plain && $depends != *linux-image-* ]]; then
    run apt purge "linux-image-$OLD_KREL"
    after_apt
  fi
  run apt purge "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  after_apt
  [[ $ROAD == plain || ! -e $ROOT/lib/modules/$OLD_KREL ]]
  [[ ! -e $ROOT/var/lib/ath-user-regd/kernels/$OLD_KREL ]]
  [[ -z $(find "$ROOT/lib/modules" "$ROOT/var/lib/dkms" -path "*$OLD_KREL*" -name 'ath*') ]]
  [[ $(in_dkms status) != *"$OLD_KREL"* ]]
  settled "$NEW_KREL" ours installed
  # Without its headers it has none of ours, and that is said.
  if [[ $ROAD != plain ]]; then
    run apt --no-install-recommends install "linux-image-$OLD_KREL"
    after_apt
    [[ $output == *"$OLD_KREL: no kernel headers in /lib/modules/$OLD_KREL/build: the stock modules stay until they are there; next: sudo apt-get install linux-headers-$OLD_KREL"* ]]
    [[ $(who_answers "$OLD_KREL") == stock && $(state_of "$OLD_KREL" verdict) == waiting ]]
  fi
  run apt --no-install-recommends install "linux-image-$OLD_KREL" "linux-headers-$OLD_KREL"
  after_apt
  settled "$OLD_KREL" ours installed
  touch "$BATS_FILE_TMPDIR/both"
}

@test "a kernel is built again from a newer source: ours, too; where that can't be had, those of before stay" {
  source_as "$NEW_META+again1"
  headers_again "$NEW_META+again1"
  run apt install /root/again.deb
  after_apt
  # dkms autoinstall leaves alone what is installed, without asking us.
  [[ $ROAD == plain ]] ||
    settled "$NEW_KREL" ours waiting "its modules are of version ${NEW_META//+/.}, its headers of ${NEW_META//+/.}.again1"
  images=()
  image_again "$NEW_META+again1"
  run apt install "${images[@]}"
  after_apt
  if [[ $ROAD == plain ]]; then
    who_answers "$NEW_KREL" | grep -x ours
    [[ $(state_of "$NEW_KREL" version) == "$NEW_META" ]]
    rebuild "$NEW_KREL"
  fi
  settled "$NEW_KREL" ours installed
  [[ $(state_of "$NEW_KREL" source_version) == "$NEW_META+again1" ]]
  if [[ $ROAD != plain ]]; then
    headers_again "$NEW_META+again2"
    image_again "$NEW_META+again2" another
    run apt install /root/again.deb "${images[@]}"
    after_apt
    settled "$NEW_KREL" ours waiting "no source of exactly its version, linux ${NEW_META//+/.}.again2"
    [[ $(in_chroot "$ROOT" modinfo -k "$NEW_KREL" -F built_for ath) == "linux $NEW_META+again1" ]]
  fi
  run kernel_back
  after_apt
  [[ $ROAD != plain ]] || rebuild "$NEW_KREL"
  settled "$NEW_KREL" ours installed
  [[ $(state_of "$NEW_KREL" source_version) == "$NEW_META" ]]
}

@test "no network: a kernel comes and waits; when it is back, ours come by themselves" {
  headers_go
  forget_sources
  run headers_come_offline
  after_apt
  settled "$NEW_KREL" stock waiting "can't be downloaded"
  settled "$OLD_KREL" ours installed
  run by_itself
  after_apt
  settled "$NEW_KREL" ours installed
}

@test "no network, the source comes as a package: built in the same run of apt" {
  is_road package
  quietly apt --download-only --no-install-recommends install linux-source
  headers_go
  forget_sources
  quietly headers_come_offline
  run apt_offline --no-install-recommends install linux-source
  after_apt
  settled "$NEW_KREL" ours installed
  [[ $(state_of "$NEW_KREL" provider) == linux-source ]]
}

@test "no /proc: a kernel comes and waits, saying so; when it is there, ours come by themselves" {
  headers_go
  run in_chroot_without_proc "$ROOT" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -q --no-install-recommends install "linux-headers-$NEW_KREL"
  after_apt
  # dkms up to 3.0 does nothing at all there, so nobody asks us.
  if [[ $ROAD == plain && ! -e $ROOT/var/lib/ath-user-regd/kernels/$NEW_KREL ]]; then
    [[ $(who_answers "$NEW_KREL") == stock ]]
  else
    settled "$NEW_KREL" stock waiting /proc
  fi
  run by_itself
  after_apt
  settled "$NEW_KREL" ours installed
}

@test "the series doesn't fit the kernel: apt is done, the stock modules stay, it is not tried in vain" {
  headers_go
  cp -r "$ROOT/var/cache/ath-user-regd" "$BATS_TEST_TMPDIR/cache"
  alter_source "$ROOT/var/cache/ath-user-regd/linux_$NEW_META"
  run headers_come
  after_apt
  settled "$NEW_KREL" stock failed '0002-ath-regd-optional.patch does not apply'
  rm -r "$ROOT/var/cache/ath-user-regd"
  mv "$BATS_TEST_TMPDIR/cache" "$ROOT/var/cache/ath-user-regd"
}

@test "a stranger's module that doesn't compile leaves the headers half-configured: ours come all the same" {
  headers_go
  make_stranger stranger broken
  quietly apt install /root/stranger.deb
  run headers_come
  echo "$output"
  # dkms 2.8 fails no package.
  if ((status)); then
    in_chroot "$ROOT" dpkg --audit | grep "linux-headers-$NEW_KREL"
  fi
  [[ $(who_answers "$NEW_KREL") == ours ]] || by_itself
  settled "$NEW_KREL" ours installed
  quietly apt purge stranger-dkms
  run in_chroot "$ROOT" dpkg --configure -a
  after_apt
  settled "$NEW_KREL" ours installed
}

# strangers_file KREL: that of the stranger that DKMS has built, unchanged.
strangers_file() {
  local file
  file=$(in_chroot "$ROOT" modinfo -k "$1" -n ath10k_core)
  [[ $(in_chroot "$ROOT" modinfo -F version "$file") == stranger ]]
}

@test "a stranger's ath10k comes after ours: we step back and say so; it goes, ours are there again" {
  make_stranger stranger-ath10k ath10k_core
  run apt install /root/stranger-ath10k.deb
  after_apt
  for krel in "$OLD_KREL" "$NEW_KREL"; do
    if [[ $ROAD == plain ]]; then
      # DKMS asks nobody whose module it overwrites.
      [[ $(who_answers "$krel") == 'ath=ours ath10k_core=another ath10k_pci=ours' ]]
    else
      settled "$krel" 'ath=stock ath10k_core=another ath10k_pci=stock' refused stranger-ath10k
    fi
    strangers_file "$krel"
  done
  run apt purge stranger-ath10k-dkms
  after_apt
  for krel in "$OLD_KREL" "$NEW_KREL"; do
    [[ $ROAD != plain ]] || rebuild "$krel"
    settled "$krel" ours installed
  done
}

@test "two runs at once: each kernel's modules are built whole" {
  headers_go
  quietly apt --download-only --no-install-recommends install "linux-headers-$NEW_KREL"
  quietly in_chroot "$ROOT" env DEBIAN_FRONTEND=noninteractive dpkg --unpack "/var/cache/apt/archives/linux-headers-${NEW_KREL}_${NEW_META}_amd64.deb"
  by_itself >"$BATS_TEST_TMPDIR/1" 2>&1 3>&- &
  one=$!
  run in_chroot "$ROOT" dpkg --configure -a
  wait "$one" || true
  cat "$BATS_TEST_TMPDIR/1"
  after_apt
  settled "$NEW_KREL" ours installed
}

@test "a mirror that drips a byte in two seconds: apt is done in time, the kernel waits" {
  headers_go
  forget_sources
  "$BATS_TEST_DIRNAME/drip" "$BATS_TEST_TMPDIR/port" 3>&- &
  for ((i = 0; i < 100; i++)); do
    [[ ! -s $BATS_TEST_TMPDIR/port ]] || break
    sleep 0.1
  done
  echo "Acquire::http::Proxy \"http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR/port")\";" >"$ROOT/etc/apt/apt.conf.d/91test"
  start=$SECONDS
  run headers_come
  rm "$ROOT/etc/apt/apt.conf.d/91test" "$BATS_TEST_TMPDIR/port"
  echo "# apt took $((SECONDS - start)) s" >&3
  after_apt
  ((SECONDS - start < 600))
  grep -q 'the download brings too little' <<<"$output"
  settled "$NEW_KREL" stock waiting "can't be downloaded"
  run by_itself
  after_apt
  settled "$NEW_KREL" ours installed
}

@test "nobody holds a lock on whatever of ours he can open: nothing is held up" {
  headers_go
  rm -f "$ROOT/tmp/"{held,stop}
  # shellcheck disable=SC2016 # the inner shell expands them
  in_chroot "$ROOT" setpriv --reuid=65534 --regid=65534 --clear-groups bash -c '
    n=0
    while IFS= read -r -d "" path; do
      for mode in "<" "<>"; do
        eval "exec {fd}$mode\"\$path\"" 2>/dev/null && flock --nonblock --exclusive "$fd" && n=$((n + 1))
      done
    done < <(find / -xdev \( -path "*ath-user-regd*" -o -path /var/lib/dkms -o -path /lib/modules \) -print0 2>/dev/null)
    echo "$n" >/tmp/held
    while [[ ! -e /tmp/stop ]] && ((SECONDS < 900)); do sleep 0.5; done' >"$BATS_TEST_TMPDIR/holder" 2>&1 3>&- &
  for ((i = 0; i < 200; i++)); do
    [[ ! -s $ROOT/tmp/held ]] || break
    sleep 0.1
  done
  echo "# nobody holds $(cat "$ROOT/tmp/held")" >&3
  start=$SECONDS
  run headers_come
  touch "$ROOT/tmp/stop"
  after_apt
  (($(cat "$ROOT/tmp/held") > 10))
  [[ $output != *'waiting for another run'* ]]
  settled "$NEW_KREL" ours installed
}

@test "we go: the stock modules answer, nothing of ours is left" {
  rm -f "$BATS_FILE_TMPDIR/both"
  # As the pulled plug leaves it while a release built again is built.
  [[ $ROAD != package ]] || rm -r "$ROOT/var/lib/dkms/ath-user-regd/$NEW_VERSION/$NEW_KREL"
  run we_go
  after_apt
  for krel in "$OLD_KREL" "$NEW_KREL"; do
    stock "$krel"
    [[ $(who_answers "$krel") == stock ]]
  done
  [[ $ROAD == plain ]] || no_trace
  [[ -z $(in_dkms status) ]]
}

@test "a stranger's ath10k is there before us: its file stays, also when we go again" {
  make_stranger stranger-ath10k ath10k_core
  quietly apt install /root/stranger-ath10k.deb
  sum=$(sha256sum "$ROOT/lib/modules/$NEW_KREL/updates/dkms/"ath10k_core.ko*)
  run we_come
  echo "$output"
  grep -q 'stranger-ath10k/1.0, which DKMS has as well' <<<"$output"
  if [[ $ROAD == plain ]]; then
    ((status != 0))
    by_itself
  else
    after_apt
  fi
  settled "$NEW_KREL" 'ath=stock ath10k_core=another ath10k_pci=stock' refused stranger-ath10k
  run we_go
  after_apt
  sha256sum --check --quiet <<<"$sum"
  strangers_file "$NEW_KREL"
  [[ $ROAD == plain ]] || no_trace
  run apt purge stranger-ath10k-dkms
  after_apt
  stock "$NEW_KREL"
}
