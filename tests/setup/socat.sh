#!/usr/bin/env bash
# socat, the relay into and out of a function instance's network: the machine's, else Debian's package unpacked in the cache.
. "$(dirname "$0")/lib.sh"

if command -v socat; then exit; fi
unpacked=$cache/tools/socat
lock socat
[ -x "$unpacked/usr/bin/socat" ] || unpack_package socat > /dev/null
# Newer packages name the program socat1 and alternatives link it.
program=$unpacked/usr/bin/socat
[ -x "$program" ] || program=$unpacked/usr/bin/socat1
program=$(runnable "$program" "$unpacked")
"$program" -V > /dev/null 2>&1 || die "the unpacked $program does not run" "Install it on the machine:  apt-get install socat"
echo "$program"
