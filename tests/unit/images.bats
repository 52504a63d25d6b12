# images: which initramfs is made anew. With an lsinitramfs and a dracut made up here; with
# the real ones it is in tests/distro/initramfs.bats.
# shellcheck disable=SC2016,SC2154 # other shells expand them; alone.bash sets it
load alone.bash

# An image is the list of what is in it; dracut finds none of ours.
made_up() {
  program "$here/bin/lsinitramfs" 'cat "$1"'
  program "$here/bin/dracut" 'echo "$*" >>"$here/made"; echo "-rw- 1 usr/lib/modules/$3/kernel/ath.ko" >"$4"'
}

# in_boot TEXT: where /boot has the image of $KREL, with what $1 of ours, and others.
in_boot() {
  alone '
    mount -t tmpfs none /boot
    mkdir /lib/modules/6.2.0-other
    other="-rw- 1 root usr/lib/modules/6.2.0-other/updates/dkms/ath11k.ko.xz"
    echo "$other" >/boot/initramfs-6.2.0-other.img
    echo "-rw- 1 root usr/lib/modules/6.3.0-gone/updates/dkms/ath.ko" >/boot/initrd.img-6.3.0-gone
    echo "-rw- 1 root 999 usr/lib/modules/$KREL/'"$1"'" >"/boot/initrd.img-$KREL"
    set +e
    scripts/images
    status=$?
    cat "/boot/initrd.img-$KREL"
    exit "$status"'
}

@test "images: that which has ours is made anew, of no other kernel, and of none that is gone" {
  made_up
  export KREL
  for ours in updates/dkms/ath.ko updates/ath10k_core.ko.xz extra/ath10k_pci.ko.zst; do
    rm -f "$here/made"
    run in_boot "$ours"
    echo "$ours: $status: $output"
    ((status == 0))
    [[ $output == *"$KREL: /boot/initrd.img-$KREL has modules of ours: it is made anew"*"$KREL/kernel/ath.ko" ]]
    [[ $(cat "$here/made") == "--force --kver $KREL /boot/initrd.img-$KREL" ]]
  done
  rm "$here/made"
  for others in kernel/drivers/net/wireless/ath/ath.ko updates/dkms/ath12k.ko updates/dkms/myath.ko; do
    run in_boot "$others"
    [[ $status == 0 && $output != *anew* && ! -e $here/made ]]
  done
}

@test "images: one that can't be made is named, with what to type" {
  made_up
  program "$here/bin/dracut" 'exit 1'
  export KREL
  run in_boot updates/dkms/ath.ko
  echo "$output"
  ((status == 1))
  [[ $output == *"error: $KREL: /boot/initrd.img-$KREL can't be made; next: sudo dracut --force --kver $KREL"* ]]
}
