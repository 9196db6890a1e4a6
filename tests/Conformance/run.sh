#!/usr/bin/env bash
# run.sh CONFIGURATION: the official SDKs and our clients against the emulator; prints one table, and what failed before it.
set -uo pipefail
cd "$(dirname "$0")/../.."
configuration=${1:-Release}
mark=$(tests/setup/sdks.sh) || exit 1
node=$(tests/setup/node.sh) || exit 1
log=artifacts/test-results/Conformance.log
mkdir -p "${log%/*}"
rm -f artifacts/conformance.txt
SONDE_SDKS_MARK=$mark SONDE_NODE_BIN=$node dotnet "artifacts/bin/Conformance/${configuration,,}/Conformance.dll" -noColor -noLogo > "$log" 2>&1
code=$?
[ "$code" = 0 ] || grep -v '^ *at ' "$log"
cat artifacts/conformance.txt || { cat "$log"; exit 1; }
exit "$code"
