#!/usr/bin/env bash
# Builds the Kubernetes API server of the tests (src/*.go) from Debian's Go packages of Kubernetes, once, and prints its path
# as the last line. Needs Linux, apt with a Debian mirror, 3 GB of disk meanwhile; no root; nothing is installed on the system.
#   SONDE_APISERVER_BIN    a ready binary: used as it is, nothing is built
#   SONDE_TEST_KUBECONFIG  a cluster of your own: nothing is built, nothing is printed
#   SONDE_APISERVER_JOBS   compile jobs (2)
#   SONDE_APISERVER_SUITE  Debian suite (sid: the only one with golang-k8s-apiextensions-apiserver-dev)
#   SONDE_APISERVER_GO     Go version, such as 1.27 (the first of 1.26, 1.27, 1.28 that the suite has)
#   SONDE_APISERVER_KEEP   1 keeps sources and Go's build cache for the next build
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../setup/lib.sh"
. "$here/../setup/suite.sh"
tool=apiserver

suite=${SONDE_APISERVER_SUITE:-sid} jobs=${SONDE_APISERVER_JOBS:-2}
cache=$cache/apiserver
log=$cache/build.log
otherwise='The tests and the demo run on any cluster instead, for example one of kind (https://kind.sigs.k8s.io):
  kind create cluster --kubeconfig /tmp/sonde-kind.kubeconfig
  export SONDE_TEST_KUBECONFIG=/tmp/sonde-kind.kubeconfig
Or name a ready binary of this API server:  export SONDE_APISERVER_BIN=/path/of/kubeapi'
give_up() { die "$1" "$otherwise"; }

suite_has() { apt-cache show --no-all-versions "$1" > /dev/null 2>&1; }

choose_go() {
  go=
  for version in ${SONDE_APISERVER_GO:-1.26 1.27 1.28}; do
    if suite_has "golang-$version-go"; then go=$version; break; fi
  done
  [ -n "$go" ] || give_up "Debian $suite has no Go ${SONDE_APISERVER_GO:-1.26 or newer}"
  suite_has golang-k8s-apiextensions-apiserver-dev || give_up "Debian $suite has no golang-k8s-apiextensions-apiserver-dev"
}

unpack() { # PACKAGE…
  local package
  (cd "$cache/debs" && apt-get download "$@" > "$log" 2>&1) || { tail -n 5 "$log" >&2; return 1; }
  rm -rf "$root"; mkdir -p "$root"
  for package in "$@"; do
    find "$cache/debs" -name "${package}_*.deb" -print0
  done | xargs -0 -P "$jobs" -I{} dpkg-deb -x {} "$root"
}

go_build() { # WHAT ARGUMENTS…: a line every 100 packages, errors as they come, everything in the log
  local what=$1; shift
  "$GOROOT/bin/go" build -v -p "$jobs" "$@" 2>&1 | tee "$log" | awk -v what="$what" -v tool="$tool" -v begun="$SECONDS" '
    BEGIN { cmd = "date +%s"; cmd | getline start; close(cmd) }
    /^[A-Za-z0-9._\/-]+$/ { if (++n % 100 == 0) { cmd | getline now; close(cmd); printf "[%s %3ds] %s: %d packages compiled\n", tool, begun + now - start, what, n; fflush() } next }
    { print; fflush() }' >&2
}

build() {
  export GOROOT=$root/usr/lib/go-$go GOPATH=$work:$root/usr/share/gocode GOCACHE=$cache/gocache
  export GO111MODULE=off GOTOOLCHAIN=local GOFLAGS='' CGO_ENABLED=0 GOTELEMETRY=off
  local kube minor version=k8s.io/component-base/version
  # The package's version is that of the libraries: 0.36.4 is Kubernetes 1.36.4.
  kube=$(basename "$(find "$cache/debs" -name 'golang-k8s-apiserver-dev_*.deb' | head -n 1)" | sed -E 's/^[^_]*_0\.([0-9]+)\.([0-9]+).*/1.\1.\2/')
  minor=${kube#1.}
  rm -rf "$work"; mkdir -p "$work/src/kubeapi/openapi"; cp "$here"/src/*.go "$work/src/kubeapi/"

  say "OpenAPI generator (about half a minute)"
  go_build "OpenAPI generator" -o "$work/openapi-gen" k8s.io/kube-openapi/cmd/openapi-gen || return 1
  : > "$work/boilerplate"; echo 'package openapi' > "$work/src/kubeapi/openapi/doc.go"
  (cd "$work/src/kubeapi" && PATH=$GOROOT/bin:$PATH "$work/openapi-gen" --go-header-file "$work/boilerplate" \
    --output-dir openapi --output-pkg kubeapi/openapi --output-file zz.go -r /dev/null \
    k8s.io/api/{core,apps,autoscaling,batch,networking,policy,discovery,coordination,events,rbac,admissionregistration,authentication,authorization,storage,scheduling}/v1 \
    k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1 k8s.io/apimachinery/pkg/{api/resource,apis/meta/v1,runtime,version,util/intstr}) >&2 || return 1

  say "API server of Kubernetes $kube with Go $go, $jobs jobs (about 3 minutes on 2 cores)"
  (cd "$work/src/kubeapi" && go_build "API server" -o "$binary.new" -trimpath -ldflags \
    "-s -w -X $version.gitVersion=v$kube -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*} -X $version.gitTreeState=clean -X $version.gitCommit=debian" .) || return 1
  case $("$binary.new" -h 2>&1) in *data-dir*) ;; *) say "the new binary does not run"; return 1 ;; esac
}

# The packages known to be needed (69 MB), else the whole closure of the dependencies (400 MB).
build_from_packages() {
  local packages
  mapfile -t packages < "$here/packages.txt"
  say "download and unpack ${#packages[@]} source packages and Go $go"
  if unpack "golang-$go-go" "golang-$go-src" "${packages[@]}" && build; then return; fi
  say "packages.txt no longer suffices; taking every dependency (400 MB)"
  mapfile -t packages < <(apt-get install -y --print-uris "golang-$go-go" golang-k8s-apiextensions-apiserver-dev golang-etcd-server-dev |
    sed -n "s#^'.*' \([^_]*\)_.*\.deb .*#\1#p" | grep -E '^(golang-|gogoproto)')
  [ ${#packages[@]} -gt 50 ] || give_up "apt could not resolve the dependencies of golang-k8s-apiextensions-apiserver-dev"
  unpack "${packages[@]}" || give_up "the download of ${#packages[@]} packages (whole output: $log)"
  build || give_up "the build with Debian's present packages (whole output of the last step: $log)"
}

if [ -n "${SONDE_TEST_KUBECONFIG:-}" ]; then say "not needed: tests use the cluster of $SONDE_TEST_KUBECONFIG"; exit; fi
if [ -n "${SONDE_APISERVER_BIN:-}" ]; then
  [ -x "$SONDE_APISERVER_BIN" ] || give_up "SONDE_APISERVER_BIN names $SONDE_APISERVER_BIN, which is not an executable file"
  echo "$SONDE_APISERVER_BIN"; exit
fi

# Named after all that goes into it, so that another recipe is another binary.
binary=$cache/kubeapi-$({ cat "$here"/src/*.go "$here/packages.txt"; declare -f build; echo "$suite ${SONDE_APISERVER_GO:-}"; } | sha256sum | cut -c1-16)
if [ -x "$binary" ]; then echo "$binary"; exit; fi
mkdir -p "$cache"
lock apiserver
if [ -x "$binary" ]; then echo "$binary"; exit; fi

for needed in apt-get apt-cache dpkg-deb; do command -v $needed > /dev/null || give_up "$needed is needed (Debian or Ubuntu)"; done
free=$(($(df --output=avail -k "$cache" | tail -n 1) / 1024))
[ "$free" -ge 3000 ] || give_up "the build needs 3 GB of disk meanwhile and $cache has $free MB"

apt=$cache/apt root=$cache/root work=$cache/work
mkdir -p "$cache/debs"
open_suite "$suite" "$apt" "$log" || give_up "$problem"
choose_go
build_from_packages
mv "$binary.new" "$binary"
# Clones at other commits share this cache; only what nobody has built for long goes.
find "$cache" -maxdepth 1 -type f -name 'kubeapi-*' -printf '%T@ %p\n' | sort -rn | awk 'NR > 3 {print $2}' | xargs -r rm -f
if [ "${SONDE_APISERVER_KEEP:-}" != 1 ]; then rm -rf "$root" "$work" "$cache/gocache" "$cache/debs" "$apt"; fi
say "built $(du -h "$binary" | cut -f1) in $SECONDS s"
echo "$binary"
