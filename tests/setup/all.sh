#!/usr/bin/env bash
# Everything that `make test` and `make demo` need besides .NET and the API server. Runs all, then names what failed.
set -uo pipefail
cd "$(dirname "$0")"

failed=
for script in prometheus bubblewrap socat kubectl agent-toolchain; do
  if path=$("./$script.sh" | tail -n 1) && [ -n "$path" ]; then
    printf '%-16s %s\n' "$script" "$path" >&2
  else
    failed="$failed $script"
  fi
done
# One test alone needs it, and it comes from a suite that changes daily: without it that test fails, and nothing else.
./prometheus3.sh > /dev/null || echo "set-up without Prometheus 3: the comparison with it will fail (the lines above say why)" >&2
[ -z "$failed" ] || { echo "set-up failed:$failed (the lines above say what to do)" >&2; exit 1; }
