#!/usr/bin/env bash
# Prometheus 3, which the agent is held against in remote write 2.0 and UTF-8 names: the machine's, else the one of the peers.
. "$(dirname "$0")/lib.sh"

if there=$(command -v prometheus) && "$there" --version 2>&1 | grep -q 'version 3\.'; then echo "$there"; exit; fi
echo "$("$(dirname "$0")/peers.sh" | tail -n 1)/prometheus"
