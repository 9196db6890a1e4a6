#!/usr/bin/env bash
# start.sh FOLDER [OPTIONS OF THE SERVER]: builds the API server when needed, starts it in the background on data in FOLDER,
# waits until it is ready and prints the path of its kubeconfig. Stop it with:  kill "$(cat FOLDER/pid)"
set -euo pipefail
folder=${1:?usage: start.sh FOLDER [options of the server]}; shift
program=$("$(dirname "$0")/setup.sh" | tail -n 1)
[ -n "$program" ] || { echo "SONDE_TEST_KUBECONFIG is set: use that cluster, or unset it" >&2; exit 1; }
mkdir -p "$folder"; rm -f "$folder/kubeconfig"
setsid "$program" --data-dir "$folder" "$@" > "$folder/out.log" 2>&1 < /dev/null &
pid=$!
echo $pid > "$folder/pid"
for _ in $(seq 600); do
  if [ -s "$folder/kubeconfig" ]; then echo "$folder/kubeconfig"; exit; fi
  kill -0 $pid 2> /dev/null || { cat "$folder/out.log" >&2; echo "the API server ended before it was ready: $folder/server.log" >&2; exit 1; }
  sleep 0.1
done
kill $pid
echo "the API server was not ready after 60 s: $folder/server.log" >&2
exit 1
