# shellcheck shell=bash
# A whole system in QEMU: what starts it, and what speaks with it. For bats to load.
#
# A command in the guest answers over the virtio port "agent", see guest/agent: nothing
# here reads sentences. The console is there for MokManager, which has no other face.
#
# The tests of a file can follow one another in the same machine: each names the state
# that it begins with, see need.

TOP=$BATS_TEST_DIRNAME/../..
LOGS=${LOGS:-$TOP/build/log}
M=$BATS_FILE_TMPDIR/machine
CONSOLE=$LOGS/system-$(basename "$BATS_TEST_FILENAME" .bats).console

# How long a boot and a command may take, in seconds: all is emulated, on a busy computer.
readonly boot_seconds=500 command_seconds=180

# take_image [PACKAGE...]: sets IMAGE, the folder that tests/system/image has made.
take_image() {
  IMAGE=$("$TOP/tests/system/image" "$@" 3>&-)
  export IMAGE
  mkdir -p -- "$LOGS"
  : >"$CONSOLE"
}

# new_machine: its disk and its firmware's memory are as if it had never been on.
new_machine() {
  switch_off
  rm -rf -- "$M"
  mkdir -p -- "$M"
  cp --sparse=always -- "$IMAGE/disk.img" "$M/disk.img"
  mkfifo -- "$M"/{agent,console}.{in,out}
}

# switch_on secure|efi|direct [WORD...]: secure boots as the disk says: OVMF with
# Microsoft's keys, shim, grub; efi does the same without Secure Boot. direct has no EFI:
# QEMU loads the kernel, with WORD... on its command line.
switch_on() {
  local how=$1 firmware=() ovmf=/usr/share/OVMF code=OVMF_CODE_4M.fd vars=OVMF_VARS_4M.fd
  shift
  if [[ $how == direct ]]; then
    firmware=(-kernel "$IMAGE/vmlinuz" -initrd "$IMAGE/initrd.img" -append "root=LABEL=system ro console=ttyS0 $*")
  else
    if [[ $how == secure ]]; then
      code=OVMF_CODE_4M.secboot.fd vars=OVMF_VARS_4M.ms.fd
      firmware=(-global "driver=cfi.pflash01,property=secure,value=on")
    fi
    [[ -f $M/vars.fd ]] || cp -- "$ovmf/$vars" "$M/vars.fd"
    firmware+=(-drive "if=pflash,format=raw,unit=0,readonly=on,file=$ovmf/$code")
    firmware+=(-drive "if=pflash,format=raw,unit=1,file=$M/vars.fd")
  fi
  # KVM may be there and hang. Five levels of page tables cost time, and nobody needs them.
  # However the tests are ended, it ends.
  timeout --foreground 7200 qemu-system-x86_64 -accel tcg -machine q35,smm=on -cpu max,la57=off,svm=off -smp 2 -m 1536 \
    -nodefaults -no-user-config -display none "${firmware[@]}" \
    -drive "if=none,id=disk,format=raw,cache=unsafe,file=$M/disk.img" -device virtio-blk-pci,drive=disk,bootindex=1 \
    -chardev "pipe,id=console,path=$M/console" -serial chardev:console \
    -device virtio-serial-pci -chardev "pipe,id=agent,path=$M/agent" -device virtserialport,chardev=agent,name=agent \
    -object rng-random,id=rng,filename=/dev/urandom -device virtio-rng-pci,rng=rng \
    >"$M/qemu.log" 2>&1 3>&- &
  echo $! >"$M/pid"
  cat <"$M/console.out" >>"$CONSOLE" 2>/dev/null 3>&- &
  attach
}

# attach: this process's ends of the pipes.
attach() {
  exec {agent_in}<>"$M/agent.in" {agent_out}<>"$M/agent.out" {console_in}<>"$M/console.in"
}

is_on() {
  local pid
  read -r pid 2>/dev/null <"$M/pid" && [[ -d /proc/$pid && $(cat "/proc/$pid/stat") != *') Z '* ]]
}

# switch_off: pulls the plug.
switch_off() {
  ! is_on || kill "$(cat "$M/pid")"
  while is_on; do sleep 0.1; done
}

teardown_file() {
  switch_off
  rm -rf -- "$M"
}

# need STATE...: a machine in one of these states, on; this test's process can speak with
# it. If the test before has not left it so, become_STATE, of the first, makes it of a new
# one. A test that ends well leaves a state by leave; one that doesn't, none.
need() {
  local state=
  read -r state 2>/dev/null <"$M/state" || true
  rm -f -- "$M/state"
  if [[ -n $state && " $* " == *" $state "* ]] && is_on; then
    attach
    return
  fi
  "become_$1"
}
leave() { echo "$1" >"$M/state"; }

# answer SECONDS: the agent's next line, in $REPLY.
answer() {
  local until=$((SECONDS + $1))
  while ((SECONDS < until)); do
    ! IFS= read -r -t 5 -u "$agent_out" || return 0
    is_on || { echo "the machine is off: $(tail -n 3 -- "$M/qemu.log")"; return 1; }
  done
  echo "no answer in $1 seconds; the console's last lines:"
  tail -n 15 -- "$CONSOLE" | tr -d '\r\033'
  return 1
}

# booted: the system is up, all that it starts by itself included.
booted() {
  answer "$boot_seconds" || return
  [[ $REPLY == boot\ * ]] || { echo "instead of a boot: $REPLY"; return 1; }
  in_guest 'systemctl is-system-running --wait; :' >/dev/null
}

# in_guest COMMAND [SECONDS]: its output, its status.
in_guest() {
  printf '%s\n' "$(base64 -w 0 <<<"$1")" >&"$agent_in"
  answer "${2:-$command_seconds}" || return
  [[ $REPLY == done\ * ]] || { echo "instead of an answer to '$1': $REPLY"; return 1; }
  base64 -d <<<"${REPLY#done * }"
  return "$(cut -d ' ' -f 2 <<<"$REPLY")"
}

# guest_says TEXT COMMAND: that is what the command says.
guest_says() {
  local said
  said=$(in_guest "$2") || true
  [[ $said == "$1" ]] || { printf '%s\nsays: %s\ninstead of: %s\n' "$2" "$said" "$1"; return 1; }
}

# reboot_guest: as a person does.
reboot_guest() {
  in_guest 'systemctl reboot --no-block' && booted
}

# --- what runs ---

readonly drivers='ath5k ath9k ath9k_htc carl9170 ath10k_pci ath10k_usb'

# all_load WHO: each driver loads by hand, and each module of the family is WHO's.
all_load() {
  local said
  said=$(in_guest "for driver in $drivers; do modprobe \$driver || exit; done") || { echo "$said"; return 1; }
  who_runs "$1"
}

# refused_without: the kernel does enforce: without our lines for modprobe no driver that
# needs ath loads. The drivers are unloaded, before and after.
refused_without() {
  local said
  unload || return
  # shellcheck disable=SC2016 # the guest expands it
  said=$(in_guest 'conf=/etc/modprobe.d/ath-user-regd-stock.conf; mv $conf /root/ || exit 99
    modprobe ath9k; status=$?; mv /root/${conf##*/} $conf; exit $status') && { echo "ath9k was loaded"; return 1; }
  printf '%s\n' "$said"
  guest_says none "loaded ath | cut -d = -f 2"
}

# unload: none of the family is left; modprobe -r would leave those that had another user.
unload() {
  in_guest "for module in $drivers ath9k_common ath9k_hw ath10k_core ath; do
      [ ! -d /sys/module/\$module ] || rmmod \$module || exit
    done"
}

# who_runs stock|ours: ath5k, ath9k and carl9170 are always the distribution's.
who_runs() {
  local said
  said=$(in_guest loaded) || return
  awk -F= -v who="$1" '
    { want = $1 ~ /^(ath|ath10k_.*)$/ ? who : "stock"; lines++ }
    $2 != want { print $1 " is " $2 ", not " want; bad = 1 }
    END { exit bad || lines != 10 }' <<<"$said"
}

# --- an access point ---

# wants_access_point: a person has typed what README.md says, and wants it at each boot.
wants_access_point() {
  in_guest 'cat >/etc/hostapd/hostapd.conf <<END
interface=wlan0
ctrl_interface=/run/hostapd
ssid=ours
country_code=SE
ieee80211d=1
hw_mode=a
channel=36
ieee80211n=1
wmm_enabled=1
END
systemctl unmask hostapd && systemctl enable hostapd
ath-user-regd enable SE && sync'
}

# has_access_point: hostapd itself says that it has, and on which channel.
has_access_point() {
  # shellcheck disable=SC2016 # the guest expands it
  in_guest 'for i in $(seq 60); do
      hostapd_cli -i wlan0 status 2>/dev/null | grep -qx state=ENABLED && break
      sleep 2
    done
    hostapd_cli -i wlan0 status | grep -E "^(state|freq|channel)="; systemctl show -p ActiveState,NRestarts hostapd' 400
  guest_says 'state=ENABLED
freq=5180' 'hostapd_cli -i wlan0 status | grep -E "^(state|freq)="'
}

# --- the console ---

# shows TEXT [SECONDS]: wait until the console has shown it, since it showed the last.
shows() {
  local until=$((SECONDS + ${2:-120}))
  until tail -c "+$((${console_seen:=$(stat -c %s "$CONSOLE")} + 1))" -- "$CONSOLE" |
    sed 's/\x1b\[[0-9;=?]*[A-Za-z]//g' | tr -d '\r\0' | grep -qaF -- "$1"; do
    ((SECONDS < until)) || { echo "the console doesn't show: $1"; tail -c 2000 -- "$CONSOLE" | tr -d '\r\033'; return 1; }
    is_on || return
    sleep 0.2
  done
  console_seen=$(stat -c %s "$CONSOLE")
}

# to_blue_screen: MokManager's menu, which a reboot leads to when it has been asked for.
to_blue_screen() {
  console_seen=$(stat -c %s "$CONSOLE")
  in_guest 'systemctl reboot --no-block' && shows 'Press any key to perform MOK management' "$boot_seconds" && press ' '
}

# hit KEYS: and don't wait.
hit() { printf '%b' "$1" >&"$console_in"; }

# press KEYS: and wait until the screen has changed and is still.
press() {
  local before now until=$((SECONDS + 30))
  before=$(stat -c %s "$CONSOLE")
  hit "$1"
  while :; do
    now=$(stat -c %s "$CONSOLE")
    sleep 0.5
    [[ $now == "$before" || $now != $(stat -c %s "$CONSOLE") ]] || return 0
    ((SECONDS < until)) || { echo "the screen did not change"; return 1; }
  done
}
# shellcheck disable=SC2034 # the tests' words
readonly DOWN='\033[B' ENTER='\r'
