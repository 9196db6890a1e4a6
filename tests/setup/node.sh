#!/usr/bin/env bash
# Node.js, which runs the official SDKs of npm that the emulator is held against. It is only looked for, never installed.
. "$(dirname "$0")/lib.sh"

advice="The official SDKs run on Node.js 18 or newer with npm.
Debian and Ubuntu:  apt-get install nodejs npm     others: https://nodejs.org/en/download
Then run this again. Everything but \`make conformance\` works without it."

program=${SONDE_NODE_BIN:-$(command -v node || true)}
[ -n "$program" ] || die "node is not on PATH" "$advice"
version=$("$program" --version 2> /dev/null) || die "$program does not run" "$advice"
major=${version#v}; major=${major%%.*}
[ "$major" -ge 18 ] || die "$program is $version, too old" "$advice"
command -v npm > /dev/null || die "npm is not on PATH" "$advice"
echo "$program"
