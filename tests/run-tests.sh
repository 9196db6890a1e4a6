#!/usr/bin/env bash
# run-tests.sh CONFIGURATION: runs every test project one after the other (two cores: side by side they would only disturb
# each other's timing), shows its output, and leaves `N passed, N failed` in artifacts/test-summary.
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Release}
artifacts=$PWD/artifacts
mkdir -p "$artifacts/test-results"
rm -f "$artifacts/test-summary"
export SONDE_AGENT_BIN=${SONDE_AGENT_BIN:-$artifacts/agent/sonde-agent}

longest=900
passed=0 failed=0 broken=
for project in tests/*.Tests tests/Conformance tests/Integration; do
  name=${project##*/}
  log=$artifacts/test-results/$name.log
  begin=$SECONDS
  echo "== $name"
  # A test that hangs must not hang CI. (The runner's own watch over long tests would hold a worker of the thread pool, which Sonde.Testing.Quiet asks.)
  timeout --kill-after=10 "$longest" dotnet "$artifacts/bin/$name/${configuration,,}/$name.dll" -noColor -noLogo 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  # The runner's closing line: "Name  Total: 9, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0, Time: 0.1s".
  read -r total bad skipped < <(awk '/ Total: [0-9]+, Errors: / {
      gsub(",", ""); for (i = 1; i <= NF; i++) v[$i] = $(i + 1); print v["Total:"] + 0, v["Errors:"] + v["Failed:"], v["Skipped:"] + 0 }' "$log" | tail -n 1)
  total=${total:-0} bad=${bad:-0} skipped=${skipped:-0}
  ok=$((total - bad - skipped))
  # A project that crashed, or ran nothing, is a failure of its own even when it counted none.
  if { [ "$code" != 0 ] && [ "$bad" = 0 ]; } || [ "$total" = 0 ]; then broken="$broken $name"; bad=$((bad + 1)); fi
  passed=$((passed + ok)) failed=$((failed + bad))
  echo "== $name: $ok passed, $bad failed in $((SECONDS - begin)) s"
done

[ -z "$broken" ] || echo "did not run to its end:$broken (see artifacts/test-results)"
echo "$passed passed, $failed failed" > "$artifacts/test-summary"
[ "$failed" = 0 ]
