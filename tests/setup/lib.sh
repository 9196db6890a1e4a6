# Sourced by the set-up scripts. Each of them may be run again at any time and side by side with others, prints progress on
# standard error, and prints the path of what it provides as the last line of standard output.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/sonde
tool=$(basename "$0" .sh)
say() { printf '[%s %3ds] %s\n' "$tool" "$SECONDS" "$*" >&2; }

# die WHAT [WHAT TO DO]
die() {
  say "FAILED: $1"
  [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/    /' >&2
  exit 1
}

# lock NAME: until this script ends nobody else has it.
lock() {
  mkdir -p "$cache/locks"
  exec 9> "$cache/locks/$1"
  flock -n 9 || { say "waiting for another set-up of $1"; flock 9; }
}

is_root() { [ "$(id -u)" = 0 ]; }

# Root uses the package lists of the machine; others keep lists of their own in the cache.
apt_options=(-q -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o APT::Sandbox::User=)
if ! is_root; then
  apt_options+=(-o "Dir::State::Lists=$cache/apt/lists" -o "Dir::Cache=$cache/apt" -o Debug::NoLocking=1)
fi
apt_log=$cache/logs/$tool-apt.log

# try_apt WORDS…: apt-get, its output in the log.
try_apt() { DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" "$@" >> "$apt_log" 2>&1; }

refresh_package_lists() {
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial" "$cache/locks"
  say "apt-get update (the package lists are missing or too old)"
  # One list of one mirror may fail without harm; whether the package is found then decides.
  flock "$cache/locks/apt-lists" env DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" update >> "$apt_log" 2>&1 || true
}

# apt WHAT WORDS…: the same, once more with fresh lists when it fails, then the end of the log and what to do.
apt() {
  local what=$1; shift
  command -v apt-get > /dev/null || die "$what needs apt-get (Debian or Ubuntu)" "On another system install it yourself and put it on PATH."
  mkdir -p "$cache/logs"; : > "$apt_log"
  try_apt "$@" && return
  refresh_package_lists
  try_apt "$@" && return
  tail -n 5 "$apt_log" >&2
  die "$what: apt-get $* (whole output: $apt_log)" "Look whether the Debian mirror of /etc/apt answers, then run this again."
}

# install_packages WHAT PACKAGE…: on the machine itself, so only as root.
install_packages() {
  local what=$1; shift
  is_root || die "$what is missing" "Ask somebody with root rights for:  apt-get install $*"
  say "apt-get install $*"
  apt "$what" install -y --no-install-recommends "$@"
}

# unpack_package PACKAGE: the package and what it needs beyond this machine, unpacked in the cache; nothing is installed,
# no service is started, no root rights are needed. Gives the folder.
unpack_package() {
  local package=$1 folder=$cache/tools/$1 fresh=$cache/tools/$1.new list
  rm -rf "$fresh"; mkdir -p "$fresh/debs/partial" "$fresh/root"
  say "download $package"
  # Already installed dependencies are not listed; what is listed beyond the package are libraries that the machine lacks.
  apt "$package" install --print-uris -y --no-install-recommends "$package"
  list=$(sed -n "s#^'.*' \(lib[^_ ]*\)_[^ ]*\.deb .*#\1#p" "$apt_log" | grep -v '^libjs-' || true)
  (cd "$fresh/debs" && apt "$package" download "$package" $list)
  for deb in "$fresh"/debs/*.deb; do dpkg-deb -x "$deb" "$fresh/root" || die "$package: cannot unpack $(basename "$deb")"; done
  rm -rf "$folder" "$fresh/debs"
  mv "$fresh/root" "$folder"; rmdir "$fresh"
  echo "$folder"
}

# runnable PROGRAM FOLDER: the program itself, or, when it needs libraries of its folder, a two-line starter beside it.
runnable() {
  local program=$1 folder=$2 libraries
  case $(ldd "$program" 2> /dev/null) in *'not found'*) ;; *) echo "$program"; return ;; esac
  libraries=$(find "$folder" -name '*.so.*' -printf '%h\n' | sort -u | paste -sd :)
  # Not LD_LIBRARY_PATH: what the program starts must not inherit it.
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$(loader_of "$program")" "$libraries" "$program" > "$program.start"
  chmod +x "$program.start"
  echo "$program.start"
}

loader_of() { ldd "$1" | awk '$1 ~ /^\/.*ld-linux/ {print $1; exit}'; }
