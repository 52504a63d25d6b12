# shellcheck shell=bash
# What a run under a fault happens in. Sourced.
#
# A system is a pile of folders: the base, the product, what was before the run, and what
# each run writes. Nothing is ever copied or put back.

# The Atheros drivers that must load whatever happens.
# shellcheck disable=SC2034
readonly drivers=(ath ath10k_core ath10k_pci ath10k_usb ath5k ath9k ath9k_htc carl9170)

# in_system LOWER UPPER FAULTS COMMAND...: in the pile LOWER, what is written goes to the
# folder UPPER; FAULTS is /run/faults in there. The command is process 1 of a namespace of
# its own, with no network. What is mounted goes away with it.
in_system() {
  local lower=$1 upper=$2 faults=$3
  shift 3
  mkdir -p -- "$upper" "$upper.work" "$upper.root" "$faults/built"
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare --mount --pid --net --fork --kill-child --propagation private sh -c '
    lower=$1 upper=$2 faults=$3 built=$4; root=$upper.root; shift 4
    mount -t overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$upper.work,redirect_dir=on" overlay "$root" &&
    mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mkdir -p "$root/run/faults" &&
    mount --bind "$faults" "$root/run/faults" && mount --bind "$built" "$root/run/faults/built" &&
    { [ ! -x "$faults/mounts" ] || "$faults/mounts" "$root"; } &&
    exec chroot "$root" "$@"
  ' _ "$lower" "$upper" "$faults" "$BUILT" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C "$@"
}
