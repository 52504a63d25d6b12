# What DKMS runs, and what runs DKMS: with a DKMS and modules that are made up here, in
# a mount namespace of their own: see alone.bash.
# shellcheck disable=SC2016,SC2154 # other shells expand them; alone.bash

load alone

# modprobe_takes VERSION BUILT_FOR: what modinfo says of the ath.ko that is in front.
modprobe_takes() {
  program "$BATS_TEST_TMPDIR/bin/modinfo" "
case \" \$* \" in
  *' -n '*) echo /lib/modules/6.1.0-9-amd64/somewhere/ath.ko ;;
  *' -F version '*) echo '$1' ;;
  *' -F built_for '*) echo '$2' ;;
  *' -k '*) : ;;
  *) exit 1 ;;
esac"
}

@test "dkms-install believes what is written down, not DKMS" {
  program "$top/scripts/ready" 'exit 0'
  for dkms in "exit 0" "exit 10"; do
    program "$BATS_TEST_TMPDIR/bin/dkms" "$dkms"
    run -1 alone '
      status=0
      scripts/dkms-install 6.1.0-9-amd64 || status=$?
      cat /var/lib/ath-user-regd/kernels/6.1.0-9-amd64
      exit "$status"'
    echo "$dkms: $output"
    [[ $output == *"; next: sudo dkms install -m ath-user-regd -v "*" -k 6.1.0-9-amd64"* && $output == *verdict=failed* ]]
  done
  program "$BATS_TEST_TMPDIR/bin/dkms" 'exit 124'
  run -3 alone 'scripts/dkms-install 6.1.0-9-amd64'
  [[ $output == *"DKMS was not done in 300 seconds; next: "* ]]
}

@test "what a kernel is can't be asked: what is written down of modules that are there stays" {
  program "$top/scripts/kernel-identity" '. "${0%/*}/common.sh"; wait_for "no folder can be made" "df -h"'
  program "$BATS_TEST_TMPDIR/bin/modinfo" '[[ ! -e $here/ours ]] || echo linux 6.1.192-2'
  for ours in yes ''; do
    [[ -z $ours ]] && rm "$here/ours" || touch "$here/ours"
    run -3 alone '
      write_state 6.1.0-9-amd64 verdict=installed
      status=0
      scripts/catch-up || status=$?
      sed -n s/^verdict=//p /var/lib/ath-user-regd/kernels/6.1.0-9-amd64
      exit "$status"'
    echo "$ours: $output"
    if [[ $ours ]]; then
      [[ ${lines[-1]} == installed && $output == *"no folder can be made"* ]]
    else
      [[ ${lines[-1]} == waiting ]]
    fi
  done
}

@test "DKMS's folder is where its configuration has it" {
  while IFS='|' read -r expected line; do
    run -0 alone "
      mount -t tmpfs none /etc && mkdir /etc/dkms
      printf '%s\\n' 'sign_file=x' $(printf %q "$line") >/etc/dkms/framework.conf
      scripts/dkms-tree"
    echo "$line: $output"
    [[ $output == "$expected" ]]
  done <<'L'
/var/lib/dkms|
/var/lib/dkms|# dkms_tree="/srv/dkms"
/var/lib/dkms|other_dkms_tree=/srv/dkms
/var/lib/dkms|dkms_tree=""
/srv/dkms|dkms_tree="/srv/dkms"
/srv/dkms|dkms_tree='/srv/dkms'
/srv/dkms| dkms_tree=/srv/dkms # mine
L
}

@test "what can't be built now leaves DKMS alone, and says that it waits" {
  program "$BATS_TEST_TMPDIR/bin/dkms" "touch $BATS_TEST_TMPDIR/called"
  program "$top/scripts/ready" 'exit 3'
  run alone 'scripts/dkms-install 6.1.0-9-amd64'
  ((status == 3))
  [[ ! -e $BATS_TEST_TMPDIR/called ]]
}

@test "another package of DKMS's with a module of ours is named, and nothing is touched" {
  others='
    mkdir -p /var/lib/dkms/ath10k-ct/{2.0,}/source
    echo "BUILT_MODULE_NAME[0]=$name_of" >/var/lib/dkms/ath10k-ct/2.0/source/dkms.conf
    scripts/keep-stock 6.1.0-9-amd64 x86_64'
  for name_of in '\"ath10k_core\"' ath10k_pci "\\'ath\\'"; do
    run alone "name_of=$name_of; $others"
    echo "$name_of: $status: $output"
    ((status == 4))
    [[ $output == *"ath10k-ct/2.0, which DKMS has as well, brings "*"; next: sudo dkms remove ath10k-ct/2.0 --all" ]]
  done
  run alone "name_of=ath10k_core_extra; $others"
  ((status == 0))
}

@test "a kernel's file is written at once or stays as it was; the status is the verdict" {
  run alone '
    file=/var/lib/ath-user-regd/kernels/6.1.0-9-amd64
    printf "reason=no source\nnext=type this\n" >"$here/facts"
    for status in 1 3 4; do
      failed_state 6.1.0-9-amd64 $status "linux 6.1.192-2" "$here/facts"
      sed -n "s/^verdict=//p; s/^version=//p; s/^reason=//p; s/^next=//p" $file | paste -sd ,
    done
    failed_state 6.1.0-9-amd64 143 "linux 6.1.192-2" "$here/none"
    grep -qx "reason=it was stopped by the signal TERM" $file && grep -qx "next=type: next_install 6.1.0-9-amd64" $file
    before=$(cat $file)
    (trap "" XFSZ; ulimit -f 0; write_state 6.1.0-9-amd64 verdict=installed; [[ $written ]] || echo "not written")
    sed -i s/^verdict=.*/verdict=installed/ $file
    (trap "" XFSZ; ulimit -f 0; write_state 6.1.0-9-amd64 verdict=failed)
    [[ ! -e $file ]]
    printf "%s\n" "$before" >$file
    [[ $(cat $file) == "$before" && $(ls -A /var/lib/ath-user-regd/kernels) == 6.1.0-9-amd64 ]] && stat -c %a $file'
  echo "$output"
  ((status == 0))
  [[ ${lines[0]} == '6.1.192-2,failed,no source,type this' && ${lines[1]} == 6.1.192-2,waiting,* ]]
  [[ ${lines[2]} == 6.1.192-2,refused,* && $output == *$'\nnot written\n'*$'\n644' ]]
}

@test "a lock that another run has is waited for" {
  run alone '
    lock_file=$here/lock
    : >"$lock_file"
    (flock 9; touch "$here/held"; sleep 1; echo first >>"$here/order") 9<"$lock_file" &
    until [[ -e $here/held ]]; do sleep 0.05; done
    take_lock "$lock_file"
    echo second >>"$here/order"
    wait
    paste -sd " " "$here/order"
    stat -c %a "$lock_file"'
  echo "$output"
  ((status == 0))
  [[ $output == *'waiting for another run of ath-user-regd to end'*$'\nfirst second\n600' ]]
}

@test "what another run of dkms autoinstall is about to install is waited for, while that run lives" {
  program "$top/scripts/is-done" 'test -e /lib/modules/installed'
  program "$top/scripts/record" :
  program "$top/scripts/build" 'echo is built; exit 1'
  two_runs='
    { sleep 3; touch /lib/modules/installed; } &
    begun=$(cut -d " " -f 22 /proc/$!/stat)
    printf "verdict=waiting\nrun=1.0 $! $begun\ninstalling=$installing\n" >/var/lib/ath-user-regd/kernels/$of
    export ATH_USER_REGD_RUN="1.0 $$ 1"
    scripts/ready 6.1.0-9-amd64'
  for of in 6.1.0-9-amd64 6.1.0-8-amd64; do
    run -0 alone "of=$of installing=yes; $two_runs"
    [[ $output != *'is built'* ]]
  done
  # it has given up, or is at other modules
  run -1 alone "of=6.1.0-9-amd64 installing=; $two_runs"
  [[ $output == *'is built'* ]]
  run -1 alone "of=6.1.0-9-amd64 installing=yes; ${two_runs//\$begun/1}"
  [[ $output == *'is built'* ]]
}

@test "a lock is waited for a minute, and then it is somebody else's" {
  program "$BATS_TEST_TMPDIR/bin/flock" 'echo "$*" >>"$here/asked"; exit 1'
  run alone 'take_lock "$here/lock"; [[ $locked ]] || echo "given up"; cat "$here/asked"'
  echo "$output"
  [[ $output == *$'\ngiven up\n--nonblock '*$'\n--timeout 60 '* ]]
}

# dkms_conf ACTION CONFIG [LINE...]: dkms.conf as dkms autoinstall reads it; what it says.
dkms_conf() {
  local action=$1
  shift
  printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/config"
  program "$top/scripts/others" :
  (cd "$BATS_TEST_TMPDIR" && action=$action kernelver=$KREL kernel_config=$BATS_TEST_TMPDIR/config bash -c '
    (. "$1/dkms.conf"; echo "autoinstall=$AUTOINSTALL exclusive=${BUILD_EXCLUSIVE_KERNEL:-} modules=${BUILT_MODULE_NAME[*]}")' _ "$top")
}

@test "dkms.conf: the modules that the kernel has, and no other" {
  run dkms_conf build CONFIG_ATH_COMMON=m CONFIG_ATH10K=m CONFIG_ATH10K_PCI=m '# CONFIG_ATH10K_USB is not set'
  [[ $output == 'autoinstall=yes exclusive= modules=ath ath10k_core ath10k_pci' ]]
  run dkms_conf build CONFIG_ATH_COMMON=m CONFIG_ATH10K=m CONFIG_ATH10K_USB=m CONFIG_ATH10K_SNOC=y
  [[ $output == 'autoinstall=yes exclusive= modules=ath ath10k_core ath10k_usb' ]]
  run dkms_conf build CONFIG_ATH_COMMON=y CONFIG_ATH10K=m
  [[ $output == *'nothing to replace'*'autoinstall= exclusive=^$ modules=ath' ]]
}

@test "dkms.conf: where ours can't be built now, dkms autoinstall goes on without them" {
  # autoinstall asks of the kernel that runs
  program "$BATS_TEST_TMPDIR/bin/uname" 'echo 6.1.0-9-amd64'
  program "$top/scripts/ready" 'echo "$*" >>"$here/ready"; exit 3'
  in_there='
    unset kernelver
    (. ./dkms.conf; echo "autoinstall=$AUTOINSTALL.")'
  program "$top/scripts/others" :
  run alone "set +eu; action=autoinstall; $in_there"
  echo "$output"
  [[ $output == autoinstall=. && $(cat "$BATS_TEST_TMPDIR/ready") == 6.1.0-9-amd64 ]]
  # or of the one that its command line names
  for named in '-k 6.1.0-8-amd64' '--kernelver 6.1.0-8-amd64' --kernelver=6.1.0-8-amd64 '-k 6.1.0-8-amd64/x86_64'; do
    rm "$BATS_TEST_TMPDIR/ready"
    alone "set +eu; mkdir -p /lib/modules/6.1.0-8-amd64; cp -r /lib/modules/6.1.0-9-amd64/build /lib/modules/6.1.0-8-amd64/
      bash -c 'action=autoinstall; cd \"\$here/top\"; $in_there' dkms autoinstall $named"
    echo "$named: $(<"$BATS_TEST_TMPDIR/ready")"
    [[ $(<"$BATS_TEST_TMPDIR/ready") == 6.1.0-8-amd64 ]]
  done
  program "$top/scripts/ready" 'exit 0'
  run alone "set +eu; action=autoinstall; $in_there"
  [[ $output == autoinstall=yes. ]]
  # a build that somebody asks for is DKMS's to fail
  program "$top/scripts/ready" 'exit 3'
  run alone "set +eu; action=build; kernel_config=/lib/modules/6.1.0-9-amd64/build/.config; $in_there"
  [[ $output == autoinstall=yes. ]]
}

@test "without /proc nobody knows whose kernel it is, and that is said" {
  cp "$TOP/scripts/kernel-identity" "$top/scripts/"
  run unshare --mount --propagation private bash -c 'umount -l /proc; "$1" "$2"' _ "$top/scripts/kernel-identity" "$KREL"
  echo "$output"
  ((status == 3))
  [[ $output == *"/proc is not mounted; next: mount -t proc proc /proc" ]]
}

# kbuild_told [LINE...]: what build tells make for a kernel of that configuration.
kbuild_told() {
  local headers=$BATS_TEST_TMPDIR/headers
  mkdir -p "$headers" "$BATS_TEST_TMPDIR/tree"
  touch "$headers/Makefile"
  rm -f "$BATS_TEST_TMPDIR/tree/.built"
  printf '%s\n' "$@" >"$headers/.config"
  program "$BATS_TEST_TMPDIR/bin/make" 'echo "told: $*"'
  run -0 "$top/scripts/build" --headers "$headers" "$KREL" "$BATS_TEST_TMPDIR/tree"
}

@test "build: kbuild is told what the kernel's configuration asks for" {
  kbuild_told CONFIG_CC_IS_GCC=y
  [[ $output == *' CONFIG_DEBUG_INFO_BTF_MODULES= KCFLAGS=-g0 modules' ]]
  kbuild_told CONFIG_CC_IS_CLANG=y CONFIG_LD_IS_LLD=y
  [[ $output == *' CC=clang LD=ld.lld '* ]]
  kbuild_told CONFIG_GENDWARFKSYMS=y
  [[ $output != *-g0* ]]
}

@test "what DKMS runs by hand writes down what ends it; who has called DKMS does so itself" {
  mkdir -p "$top/patches" "$top/src/module"
  program "$top/scripts/kernel-source" '. "${0%/*}/common.sh"; wait_for "no source" "type this"'
  program "$BATS_TEST_TMPDIR/bin/make" 'echo "user_regd.c:1: error: no such luck"; exit 2'
  ends='
    mkdir "$here/tree$RANDOM"
    status=0
    scripts/$script || status=$?
    cat /var/lib/ath-user-regd/kernels/* || echo nothing
    exit "$status"'
  run -3 alone "script='prepare --ready 6.1.0-9-amd64 $BATS_TEST_TMPDIR/new'; $ends"
  [[ $output == *$'\npackage=linux\nversion=6.1.192-2\nverdict=waiting\nreason=no source\nnext=type this\n'* ]]
  mkdir "$BATS_TEST_TMPDIR/there"
  run -1 alone "script='build --prepared 6.1.0-9-amd64 $BATS_TEST_TMPDIR/there'; $ends"
  [[ $output == *$'\nverdict=failed\nreason=the build failed: user_regd.c:1: error: no such luck\n'* ]]
  run -3 alone "export ATH_USER_REGD_FACTS=\$here/why; script='prepare --ready 6.1.0-9-amd64 $BATS_TEST_TMPDIR/new'; $ends"
  [[ $output == *nothing && $(<"$BATS_TEST_TMPDIR/why") == *"reason=no source"* ]]
}

@test "headers without the package that they include wait for it" {
  run -3 alone '
    echo "include /usr/src/linux-headers-6.1.0-9-common/Makefile" >/lib/modules/6.1.0-9-amd64/build/Makefile
    krel=6.1.0-9-amd64
    check_headers /lib/modules/6.1.0-9-amd64/build'
  [[ $output == *"no kernel headers in /lib/modules/6.1.0-9-amd64/build; next: type: next_headers 6.1.0-9-amd64" ]]
}

@test "catch-up: a kernel without headers is named once; what is left of one that has gone goes" {
  program "$BATS_TEST_TMPDIR/bin/dkms" 'echo dkms "$*" >>"$here/dkms"'
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; touch "/lib/modules/${!#}/modules.dep"'
  program "$BATS_TEST_TMPDIR/bin/modinfo" 'exit 1'
  program "$top/scripts/is-done" 'exit 0'
  run -0 alone '
    write_state 6.1.0-9-amd64 verdict=installed
    mkdir -p /lib/modules/6.1.0-7-amd64/kernel/drivers/net/wireless/ath /lib/modules/6.1.0-6-cloud-amd64/kernel /lib/modules/6.1.0-8-amd64/updates/dkms
    touch /lib/modules/6.1.0-7-amd64/kernel/drivers/net/wireless/ath/ath.ko.xz /lib/modules/6.1.0-8-amd64/{modules.dep,updates/dkms/ath.ko}
    write_state 6.1.0-8-amd64 verdict=installed
    scripts/catch-up
    scripts/catch-up
    ls /lib/modules /var/lib/ath-user-regd/kernels
    cat /var/lib/ath-user-regd/kernels/6.1.0-7-amd64'
  echo "$output"
  said="6.1.0-7-amd64: no kernel headers in /lib/modules/6.1.0-7-amd64/build: the stock modules stay until they are there; next: type: next_headers 6.1.0-7-amd64"
  [[ $(grep -c "no kernel headers.*stay" <<<"$output") == 1 && $output == *"$said"* ]]
  [[ $output == *$'/lib/modules:\n6.1.0-6-cloud-amd64\n6.1.0-7-amd64\n6.1.0-9-amd64\n\n/var/lib/ath-user-regd/kernels:\n6.1.0-7-amd64\n6.1.0-9-amd64\n'* ]]
  [[ $output == *$'\nverdict=waiting\n'* && $(<"$BATS_TEST_TMPDIR/dkms") == *"dkms remove -m ath-user-regd -v "*" -k 6.1.0-8-amd64"* ]]
}

@test "build: what dkms has failed to prepare is not prepared again" {
  program "$top/scripts/prepare" 'touch "$here/prepared"'
  run -1 alone 'scripts/build --prepared 6.1.0-9-amd64 "$here/none"'
  [[ -z $output && ! -e $BATS_TEST_TMPDIR/prepared ]]
}

# A kernel whose modules are ours, of VERSION, for IDENTITY, and recorded as such.
installed() { # VERSION IDENTITY
  modprobe_takes "$1" "$2"
  program "$top/scripts/kernels" 'echo 6.1.0-9-amd64'
  program "$top/scripts/whole" '[[ ! -e $here/damaged ]]'
  program "$top/scripts/dkms-install" 'echo "$1" >>"$here/built"; exit "${RESULT:-0}"'
  recorded='
    mkdir -p /var/lib/dkms/ath-user-regd/kernel-6.1.0-9-amd64-x86_64/module
    write_state 6.1.0-9-amd64 verdict=installed
    [[ ${without:-} ]] || echo install >/etc/modprobe.d/ath-user-regd-stock.conf'
}

@test "catch-up: what is done is left alone, and what isn't is built" {
  version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  installed "$version" 'linux 6.1.192-2'
  run -0 alone "$recorded; scripts/catch-up"
  [[ ! -e $BATS_TEST_TMPDIR/built ]]
  # of the same release, built from another source since; of another package; ours older
  for what in "'$version' 'linux 6.1.192-1'" "'$version' 'linux-hwe 6.1.192-2'" "0.9 'linux 6.1.192-2'" "'$version'"; do
    eval "installed $what"
    run -0 alone "$recorded; scripts/catch-up"
    [[ $(cat "$BATS_TEST_TMPDIR/built") == 6.1.0-9-amd64 ]]
    rm "$BATS_TEST_TMPDIR/built"
  done
  # damaged since; no word to modprobe, as of 1.0.0
  installed "$version" 'linux 6.1.192-2'
  run -0 alone "without=1; $recorded; scripts/catch-up"
  rm "$BATS_TEST_TMPDIR/built"
  touch "$BATS_TEST_TMPDIR/damaged"
  run -0 alone "$recorded; scripts/catch-up"
  [[ $(cat "$BATS_TEST_TMPDIR/built") == 6.1.0-9-amd64 ]]
}

@test "catch-up: where the kernel does not know the key, it says what to type" {
  installed 1 ''
  for needed in 0 1 2; do
    program "$BATS_TEST_TMPDIR/bin/ath-user-regd" "[[ \$1 == enroll ]] && exit $needed"
    run -0 alone 'mkdir -p /lib/modules/6.1.0-9-amd64/somewhere; scripts/catch-up'
    echo "$needed: $output"
    [[ $needed == 1 ]] && [[ $output == *"; next: sudo ath-user-regd enroll" ]] || [[ $needed != 1 && $output != *enroll* ]]
  done
}

# whole_is EXPECTED FILES: what whole says of ath.ko, built as "module", in /lib/modules.
whole_is() {
  local result=0
  alone "
    mkdir -p /var/lib/ath-user-regd/built updates
    rm -f updates/*
    printf 'module' >module
    printf '%s 6 ath\n' \"\$(sha256sum <module | cut -d ' ' -f 1)\" >/var/lib/ath-user-regd/built/6.1.0-9-amd64
    $2
    scripts/whole 6.1.0-9-amd64 updates" || result=$?
  echo "$2: $result"
  ((result == $1))
}

@test "whole: as built, signed, compressed; not cut, longer, twice, missing or unknown" {
  whole_is 0 'cp module updates/ath.ko'
  whole_is 0 '{ cat module; echo signature; echo "~Module signature appended~"; } >updates/ath.ko'
  whole_is 0 '{ cat module; echo signature; echo "~Module signature appended~"; } | xz >updates/ath.ko.xz'
  whole_is 0 'gzip <module >updates/ath.ko.gz'
  whole_is 1 ': >updates/ath.ko'
  whole_is 1 'printf mod >updates/ath.ko'
  whole_is 1 'printf modulE >updates/ath.ko'
  whole_is 1 'printf module- >updates/ath.ko'
  whole_is 1 '{ cat module; echo signature; printf "~Module signature app"; } >updates/ath.ko'
  whole_is 1 'xz <module | head -c 40 >updates/ath.ko.xz'
  whole_is 1 'cp module updates/ath.ko; xz <module >updates/ath.ko.xz'
  whole_is 1 ':'
  # signed alike
  whole_is 0 'cp module updates/ath.ko; cp module updates/ath10k_core.ko; sed p\;s/ath/ath10k_core/ -i /var/lib/ath-user-regd/built/*'
  whole_is 1 'cp module updates/ath.ko; { cat module; echo signature; echo "~Module signature appended~"; } >updates/ath10k_core.ko; sed p\;s/ath/ath10k_core/ -i /var/lib/ath-user-regd/built/*'
  whole_is 1 'mkdir updates/ath.ko'
  whole_is 1 'cp module updates/ath.ko; rm /var/lib/ath-user-regd/built/*'
}

@test "record: what DKMS has cut is taken away at once, and DKMS's mark with it" {
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; echo depmod "$*" >>"$here/depmod"; echo stock >"/lib/modules/${!#}/modules.dep.bin"'
  cut='
    folder=/lib/modules/6.1.0-9-amd64/updates/dkms
    mkdir -p "$folder" /var/lib/ath-user-regd/built
    for module in ath ath10k_core; do
      echo "$module" >"$folder/$module.ko"
      printf "%s %s %s\n" "$(sha256sum <"$folder/$module.ko" | cut -d " " -f 1)" "$(stat -c %s "$folder/$module.ko")" "$module"
    done >/var/lib/ath-user-regd/built/6.1.0-9-amd64
    truncate -s 3 "$folder/ath10k_core.ko"
    ln -s 1.0/6.1.0-9-amd64/x86_64 /var/lib/dkms/ath-user-regd/kernel-6.1.0-9-amd64-x86_64
    ln -s 1.0/6.1.0-9-amd64-x/x86_64 /var/lib/dkms/ath-user-regd/kernel-6.1.0-9-amd64-x-x86_64
    # As modprobe has it after DKMS, or before.
    echo "${known:-}" >/lib/modules/6.1.0-9-amd64/modules.dep.bin
    status=0
    scripts/record 6.1.0-9-amd64 || status=$?
    cat /var/lib/ath-user-regd/kernels/6.1.0-9-amd64
    ls "$folder" /var/lib/dkms/ath-user-regd
    exit "$status"'
  run -3 alone "$cut"
  echo "$output"
  [[ $output == *"what DKMS has installed is not what was built: /lib/modules/6.1.0-9-amd64/updates/dkms/ath10k_core.ko; next: df -h /lib/modules/6.1.0-9-amd64/updates/dkms"* ]]
  [[ $output == *verdict=waiting* && $output == *$'updates/dkms:\n\n'* && $output == *$'ath-user-regd:\nkernel-6.1.0-9-amd64-x-x86_64' ]]
  # Without depmod where modprobe doesn't know them yet: that may be what there is no room for.
  [[ ! -e $BATS_TEST_TMPDIR/depmod ]]
  run -3 alone "known='ath updates/dkms/ath.ko: kernel/net'; $cut"
  grep -q 6.1.0-9-amd64 "$BATS_TEST_TMPDIR/depmod"
  # What modprobe doesn't find is not installed.
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; exit 1'
  run -3 alone "${cut/truncate/: }"
  echo "$output"
  [[ $output == *"depmod can't make /lib/modules/6.1.0-9-amd64/modules.dep; next: df -h /lib/modules/6.1.0-9-amd64"* && $output == *verdict=waiting* ]]
  # What modprobe takes from elsewhere is not ours: stock's, for which a file of somebody's asks.
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null'
  modprobe_takes 1 'linux 6.1.192-2'
  run -4 alone "mount -t tmpfs none /run && mkdir /run/depmod.d
    echo 'override ath5k * x' >/run/depmod.d/a.conf
    echo ' search  built-in updates' >/run/depmod.d/b.conf
    echo '# search extra' >/run/depmod.d/c.conf
    ${cut/truncate/: }"
  echo "$output"
  [[ $output == *"modprobe doesn't take ours, but /lib/modules/6.1.0-9-amd64/somewhere/ath.ko, as /run/depmod.d/b.conf has it; next: sudoedit /run/depmod.d/b.conf && type: next_install 6.1.0-9-amd64"* && $output == *verdict=refused* ]]
  run -4 alone "${cut/truncate/: }"
  [[ $output == *"somewhere/ath.ko; next: type: next_install 6.1.0-9-amd64"* ]]
}

@test "give-way: a foreign folder in /lib/modules, a read-only /etc: ours go all the same" {
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; echo stock >"/lib/modules/${!#}/modules.dep.bin"'
  program "$BATS_TEST_TMPDIR/bin/dkms" 'exit 0'
  for script in 'give-way 6.1.0-9-amd64' 'sweep' 'sweep --all'; do
    run -0 alone "
      mkdir -p /lib/modules/{lost+found,extramodules-6.1} /lib/modules/6.1.0-9-amd64/updates/dkms
      touch /lib/modules/6.1.0-9-amd64/updates/dkms/ath.ko
      ln -s 1.0/6.1.0-9-amd64/x86_64 /var/lib/dkms/ath-user-regd/kernel-6.1.0-9-amd64-x86_64
      echo install >/etc/modprobe.d/ath-user-regd-stock.conf
      mount -o remount,ro /etc/modprobe.d
      echo verdict=installed >/var/lib/ath-user-regd/kernels/6.1.0-9-amd64
      scripts/$script
      find /lib/modules /var/lib/ath-user-regd/kernels -name 'ath*' -o -name 6.1.0-9-amd64 -path '*kernels*'
      find /var/lib/dkms -name 'kernel-*'"
    echo "$script: $output"
    [[ $output == *"ath-user-regd-stock.conf, which does nothing without our modules, can't be removed; next: mount" ]]
  done
}

@test "sweep --all takes this version's, and leaves what a newer one has installed" {
  version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' "$TOP/dkms.conf")
  program "$top/scripts/give-way" 'echo "given way: $1"'
  # as dkms 3 and 2.8 say it
  for line in "ath-user-regd/VERSION, 6.1.0-9-amd64, x86_64: installed" "ath-user-regd, VERSION, 6.1.0-9-amd64, x86_64: installed"; do
    program "$BATS_TEST_TMPDIR/bin/dkms" "echo '${line/VERSION/$version}'"
    run -0 alone 'scripts/sweep --all'
    [[ $output == 'given way: 6.1.0-9-amd64' ]]
    run -0 alone 'scripts/sweep'
    [[ -z $output ]]
    program "$BATS_TEST_TMPDIR/bin/dkms" "echo '${line/VERSION/${version}1}'"
    run -0 alone 'scripts/sweep --all'
    [[ -z $output ]]
  done
}

@test "no kernel is there: nothing is in the way of dkms remove" {
  run -0 alone '
    rm -r /lib/modules/6.1.0-9-amd64
    echo install >/etc/modprobe.d/ath-user-regd-stock.conf
    scripts/sweep --all
    scripts/give-way 6.1.0-9-amd64
    ls /etc/modprobe.d'
  [[ -z $output ]]
}

@test "dkms-install: what our own script in DKMS waits for, this waits for" {
  program "$top/scripts/ready" 'exit 0'
  program "$BATS_TEST_TMPDIR/bin/depmod" 'exit 0'
  program "$BATS_TEST_TMPDIR/bin/dkms" '
    [[ $1 != install ]] || { printf "status=3\nreason=no room\nnext=df -h\n" >"$ATH_USER_REGD_FACTS"; exit 1; }'
  run -3 alone '
    status=0
    scripts/dkms-install 6.1.0-9-amd64 || status=$?
    cat /var/lib/ath-user-regd/kernels/6.1.0-9-amd64
    exit "$status"'
  [[ $output == *$'verdict=waiting\nreason=no room\nnext=df -h'* ]]
}

@test "prepare: a tree that is ready is taken of this version, for the kernel as it is now, and no other" {
  mkdir -p "$top/patches" "$top/src/module"
  program "$top/scripts/kernel-source" 'exit 3'
  digest=$(cd "$top" && find patches src/module -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  for facts in "$digest linux 6.1.192-2" "0123456789abcdef linux 6.1.192-2" "$digest linux 6.1.192-1"; do
    run alone "
      mkdir -p /var/lib/ath-user-regd/ready/6.1.0-9-amd64
      printf '\"built_for=%s\\\\0\"\n\"digest=%s\\\\0\"\n' '${facts#* }' '${facts%% *}' >/var/lib/ath-user-regd/ready/6.1.0-9-amd64/user_regd_version.h
      status=0
      scripts/prepare --ready 6.1.0-9-amd64 /lib/modules/tree || status=\$?
      ls /var/lib/ath-user-regd/ready /lib/modules/tree
      exit \$status"
    echo "$facts: $status: $output"
    if [[ $facts == "$digest linux 6.1.192-2" ]]; then
      [[ $status == 0 && $output == *user_regd_version.h* ]]
    else
      [[ $status != 0 && $output != *user_regd_version.h* ]]
    fi
  done
}

@test "depmod that fails half way: modprobe finds what it found before, with no room at all" {
  gone='
    dir=/lib/modules/6.1.0-9-amd64
    for file in modules.dep modules.dep.bin; do echo "ath: kernel/ath.ko" >"$dir/$file"; done
    scripts/give-way --keep 6.1.0-9-amd64
    for file in modules.dep modules.dep.bin; do echo "ath: updates/dkms/ath.ko" >"$dir/.new" && mv "$dir/.new" "$dir/$file"; done
    scripts/give-way 6.1.0-9-amd64
    cat "$dir"/modules.dep*
    ls -A "$dir"'
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; exit 1'
  run -0 alone "$gone"
  [[ $output == $'ath: kernel/ath.ko\nath: kernel/ath.ko\nbuild\nmodules.dep\nmodules.dep.bin' ]]
  # Where it can, depmod has the word.
  program "$BATS_TEST_TMPDIR/bin/depmod" 'cat >/dev/null; echo new >/lib/modules/${!#}/modules.dep'
  run -0 alone "$gone"
  [[ $output == *new* ]]
}

@test "what modprobe is told has each module, and no more than a shell and modprobe in it" {
  run -0 "$TOP/scripts/stock-conf"
  [[ $(grep -o '^install [a-z0-9_]*' <<<"$output" | paste -sd ' ') == "install ath install ath10k_core install ath10k_pci install ath10k_usb install ath10k_sdio install ath10k_snoc" ]]
  while read -r _ _ command; do sh -n -c "$command"; done < <(grep '^install ' <<<"$output")
}

@test "catch-up: a kernel that waits is not lost: the timer knows, until it is built" {
  installed 1 ''
  waiting='
    write_state 6.1.0-9-amd64 verdict=waiting
    status=0
    scripts/catch-up || status=$?
    ls /var/lib/ath-user-regd
    [[ -z ${then:-} ]] || { write_state 6.1.0-9-amd64 verdict=installed; scripts/catch-up --waiting; ls /var/lib/ath-user-regd; }
    exit "$status"'
  export RESULT=3
  run -3 alone "$waiting"
  [[ $output == *'until ours can be built, which happens by itself'*$'\nwaiting' ]]
  run -3 alone "then=1; $waiting"
  [[ $output == *$'\nwaiting\nkernels'* && $output != *$'\nwaiting' ]]
}
