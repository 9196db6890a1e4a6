#!/usr/bin/env bash
# bwrap, the sandbox of the emulator's function instances: the machine's, else Debian's package unpacked in the cache.
. "$(dirname "$0")/lib.sh"

program=$(command -v bwrap || true)
unpacked=$cache/tools/bubblewrap
if [ -z "$program" ]; then
  lock bubblewrap
  [ -x "$unpacked/usr/bin/bwrap" ] || unpack_package bubblewrap > /dev/null
  program=$(runnable "$unpacked/usr/bin/bwrap" "$unpacked")
fi

# It may be there and still be of no use: some systems forbid namespaces to ordinary users.
trial=$("$program" --ro-bind / / --proc /proc --dev /dev --unshare-net --unshare-pid true 2>&1) ||
  die "$program cannot make a sandbox: $trial" "User namespaces are switched off here. Run as root, or let an administrator set
kernel.unprivileged_userns_clone=1 (Debian) or kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu);
in a container allow them:  docker run --security-opt seccomp=unconfined --security-opt systempaths=unconfined …"
echo "$program"
