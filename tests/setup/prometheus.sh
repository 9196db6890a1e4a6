#!/usr/bin/env bash
# Prometheus with a remote-write receiver: the machine's, else Debian's package unpacked in the cache. promtool lies beside it.
. "$(dirname "$0")/lib.sh"

receives_writes() { case $("$1" --help 2>&1) in *--web.enable-remote-write-receiver*) ;; *) return 1 ;; esac; }

if there=$(command -v prometheus) && receives_writes "$there"; then echo "$there"; exit; fi
program=$cache/tools/prometheus/usr/bin/prometheus
if [ -x "$program" ]; then echo "$program"; exit; fi

lock prometheus
if [ ! -x "$program" ]; then
  unpack_package prometheus > /dev/null
  receives_writes "$program" || die "$program has no remote-write receiver" "Name a Prometheus of 2.33 or newer in SONDE_PROMETHEUS_BIN."
  say "$("$program" --version 2>&1 | head -n 1)"
fi
echo "$program"
