#!/usr/bin/env bash
# The peers that the agent is measured beside: vmagent and Prometheus as Debian's newest suite has them, unpacked in the cache.
# Nothing is installed on the machine. Prints the folder that holds the two programs.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/suite.sh"

suite=${SONDE_PEERS_SUITE:-sid} folder=$cache/tools/peers
if [ -x "$folder/vmagent" ] && [ -x "$folder/prometheus" ]; then echo "$folder"; exit; fi

lock peers
[ -x "$folder/prometheus" ] && { echo "$folder"; exit; }
work=$folder.new log=$cache/logs/peers.log
rm -rf "$work" "$folder"; mkdir -p "$work/debs" "$cache/logs"
open_suite "$suite" "$work/apt" "$log" || die "$problem"
say "download victoria-metrics and prometheus of $suite"
(cd "$work/debs" && apt-get download victoria-metrics prometheus > "$log" 2>&1) || die "apt-get download (whole output: $log)"
for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root" || die "cannot unpack $(basename "$deb")"; done
for program in vmagent prometheus; do
  found=$work/root/usr/bin/$program
  [ -x "$found" ] || found=$work/root/usr/bin/victoria-metrics-$program
  [ -x "$found" ] || die "the packages of $suite have no $program"
  cp "$found" "$work/$program"
  "$work/$program" --version > "$log" 2>&1 || die "$program of $suite does not run here: $(tail -n 1 "$log")"
done
# Debian's vmagent does not know its own version.
for deb in "$work"/debs/*.deb; do dpkg-deb -f "$deb" Package Version | paste -sd ' ' | sed 's/Package: //; s/Version: //' | tee -a "$work/versions" >&2; done
rm -rf "$work/apt" "$work/debs" "$work/root"
mv "$work" "$folder"
echo "$folder"
