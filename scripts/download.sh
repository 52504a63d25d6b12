# shellcheck shell=bash disable=SC2154 # common.sh's variables
# How long a download may take. Sourced, after common.sh, by the providers that have one.

# At least this much in a minute, and no longer than this, in a run of the package
# manager than what is left of its time (see time_left).
readonly download_least=65536 download_seconds=3600

# For apt-get: what nobody has signed is not taken, even where apt.conf says to.
# shellcheck disable=SC2034 # for whoever sources this
readonly signed_only=(-o APT::Get::AllowUnauthenticated=false -o Acquire::AllowInsecureRepositories=false)

# download FOLDER COMMAND...: runs what writes into the folder; 1 when it fails, when a
# minute brings next to nothing, or when it is not done in time.
download() {
  local folder=$1 pid left size=0 now_size since=$SECONDS
  shift
  left=$(time_left)
  left=$((SECONDS + (left < download_seconds ? left : download_seconds)))
  # Its own group, so that whatever it has started ends with it.
  timeout --kill-after=5 "$((left - SECONDS + 5))" "$@" &
  pid=$!
  # shellcheck disable=SC2064 # as it is now
  trap "kill $pid 2>/dev/null; exit 143" TERM INT HUP
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    ((SECONDS - since >= 60 || SECONDS >= left)) || continue
    now_size=$(du -sb -- "$folder" | cut -f1) || now_size=0
    if ((SECONDS >= left || now_size - size < download_least)); then
      kill "$pid" 2>/dev/null || true
      wait "$pid" || true
      trap 'exit 143' TERM INT HUP
      say "${krel:+$krel: }the download brings too little to be done in time"
      return 1
    fi
    size=$now_size since=$SECONDS
  done
  wait "$pid" && pid=0 || pid=$?
  trap 'exit 143' TERM INT HUP
  return "$pid"
}
