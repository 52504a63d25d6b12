# shellcheck shell=bash
# What of a kernel tree is built here, and how it is taken out of a tree, a
# tarball or a patch. Sourced by the providers that have one of them.

ath=drivers/net/wireless/ath

# plain_only FOLDER: of what a tree or an archive has brought, links, devices and FIFOs go.
# Root builds of this: a link would be read, or written through.
plain_only() {
  local others
  others=$(find "$1" ! -type d ! -type f -printf '%P ' -delete) || return
  [[ -z $others ]] || say "left out, as it is no plain file: $others"
}

# subset_of_tree TREE DIR: copies into the new folder DIR.
subset_of_tree() {
  mkdir -- "$2" || return
  (
    cd -P -- "$1" && tree=$PWD && cd -P -- "$ath" && [[ $PWD == "$tree/$ath" ]] || exit
    find . -regextype posix-extended -maxdepth 2 -type f -regex '\./(ath10k/)?([^/]+\.[ch]|Makefile)' -print0 |
      tar --null --no-recursion -T - -cf -
  ) | tar -xf - -C "$2" --no-same-owner || return
  plain_only "$2"
}

# unpacked FILE: to stdout, on all cores where xz can.
unpacked() {
  case $1 in
    - | *.xz) xz -T0 -dc -- "$1" ;;
    *.gz) gzip -dc -- "$1" ;;
    *.bz2) bzip2 -dc -- "$1" ;;
    *) cat -- "$1" ;;
  esac
}

# subset_of_tarball TARBALL DIR: unpacks into the new folder DIR. TARBALL may be -, for
# one of xz on stdin. Somebody has vouched for it: it is read up to where, for 20 MB, no
# more of ours has come. That is a third less than all of it.
subset_of_tarball() {
  local status=0
  mkdir -- "$2" || return
  # shellcheck disable=SC2016 # tar's shell expands it
  unpacked "$1" |
    SUBSET=$2 tar -xf - -C "$2" --no-same-owner --strip-components=5 \
      --wildcards --no-wildcards-match-slash \
      --checkpoint=2000 --checkpoint-action=exec='
        set -- $(find "$SUBSET" -type f | wc -l) $(cat "$SUBSET.count" 2>/dev/null)
        [ "$1" != "$2" ] || [ ! -e "$SUBSET/regd.c" ] || [ ! -e "$SUBSET/ath10k/mac.c" ] ||
          { : >"$SUBSET.behind" && kill -PIPE "$PPID"; }
        echo "$1" >"$SUBSET.count"' \
      "*/$ath/*.[ch]" "*/$ath/Makefile" "*/$ath/ath10k/*.[ch]" "*/$ath/ath10k/Makefile" || status=$?
  # SIGPIPE, of which bash says nothing.
  ((status != 141)) || [[ ! -e $2.behind ]] || status=0
  rm -f -- "$2.behind" "$2.count"
  ((status == 0)) || return "$status"
  plain_only "$2"
}

# subset_of_patch: of the patch on stdin, what is for our files. A hunk is as long
# as its head says: its lines may look like a head, too.
subset_of_patch() {
  awk -v ours="^[^/]+/$ath/(ath10k/)?[^/]+\$" '
    old > 0 || new > 0 {
      if (wanted) print
      kind = substr($0, 1, 1)
      if (kind != "+" && kind != "\\") old--
      if (kind != "-" && kind != "\\") new--
      next
    }
    /^--- / { from = $0; path = $2; next }
    /^\+\+\+ / && from != "" {
      wanted = path ~ ours || $2 ~ ours
      if (wanted) print from "\n" $0
      from = ""
      next
    }
    /^@@ -[0-9]/ {
      old = $2 ~ /,/ ? substr($2, index($2, ",") + 1) + 0 : 1
      new = $3 ~ /,/ ? substr($3, index($3, ",") + 1) + 0 : 1
    }
    /^@@ -[0-9]/ || /^\\/ { if (wanted) print }
  '
}

# patch_subset DIR FUZZ: applies of the patch on stdin what is for our files.
patch_subset() {
  local part
  part=$(subset_of_patch; echo .)
  part=${part%.}
  [[ -z $part ]] ||
    printf '%s' "$part" | patch -d "$1" -p5 -F "$2" -s -f --no-backup-if-mismatch >&2
}

# head_of FILE: its first 64 KB, if it is a plain file; a FIFO is not waited for.
head_of() {
  dd if="$1" iflag=nofollow,nonblock,fullblock bs=64K count=1 status=none 2>/dev/null
}

# tree_version TREE KREL: the release that a tree was configured for, if it is
# KREL; else the version that its Makefile gives.
tree_version() {
  local release
  release=$(head_of "$1/include/config/kernel.release") || release=
  release=${release%%$'\n'*}
  if [[ $release == "$2" ]]; then
    printf '%s\n' "$release"
    return
  fi
  head_of "$1/Makefile" | awk '
    /^VERSION *=/ { v = $3 }
    /^PATCHLEVEL *=/ { p = $3 }
    /^SUBLEVEL *=/ { s = $3 }
    /^EXTRAVERSION *=/ { print v "." p "." s $3; exit }
  '
}
