#!/usr/bin/env bash
# What a static NativeAOT publish of the agent links with: a C compiler as linker, and the static OpenSSL, zlib and C library.
. "$(dirname "$0")/lib.sh"

linker() { command -v clang || command -v gcc; }
# A compiler prints the bare name of a library that it does not find.
has_library() { case $("$(linker)" "-print-file-name=$1") in */*) return 0 ;; *) return 1 ;; esac; }
missing_packages() {
  # The runtime's OpenSSL shim is compiled against the static library during the publish; objcopy strips the result.
  command -v cmake > /dev/null || echo cmake
  command -v make > /dev/null || echo make
  command -v objcopy > /dev/null || echo binutils
  linker > /dev/null || echo clang
  if ! linker > /dev/null || ! has_library libc.a; then echo libc6-dev; fi
  if ! linker > /dev/null || ! has_library libssl.a; then echo libssl-dev; fi
  if ! linker > /dev/null || ! has_library libz.a; then echo zlib1g-dev; fi
}

mapfile -t missing < <(missing_packages)
if [ ${#missing[@]} -gt 0 ]; then
  lock apt-install
  install_packages "the toolchain of the agent" "${missing[@]}"
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} = 0 ] || die "installed, and still not found: ${missing[*]}" "Compile a static C program by hand and see what the linker says."
fi
linker
