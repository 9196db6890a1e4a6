#!/usr/bin/env bash
# Official SDKs of Alibaba Cloud in the versions of tests/Conformance/Sdk/package-lock.json, in the cache under the hash of that file.
. "$(dirname "$0")/lib.sh"

"$(dirname "$0")/node.sh" > /dev/null
source=$(cd "$(dirname "$0")/../Conformance/Sdk" && pwd)
folder=$cache/sdks/$(sha256sum "$source/package-lock.json" | cut -c 1-16)
# Written last: without it an interrupted installation would look like a whole one.
mark=$folder/installed
if [ -f "$mark" ]; then echo "$mark"; exit; fi

lock sdks
if [ ! -f "$mark" ]; then
  rm -rf "$folder"; mkdir -p "$folder" "$cache/logs"
  cp "$source/package.json" "$source/package-lock.json" "$folder/"
  say "npm ci (42 MB)"
  npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund > "$cache/logs/sdks.log" 2>&1 ||
    { tail -n 5 "$cache/logs/sdks.log" >&2; die "npm ci in $folder (whole output: $cache/logs/sdks.log)" "Look whether the registry of  npm config get registry  answers, then run this again."; }
  touch "$mark"
fi
echo "$mark"
