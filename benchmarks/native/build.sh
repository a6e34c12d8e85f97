#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the C baseline and the delaying module into a directory: build.sh DIRECTORY
# Uses $CC, else the first of cc, gcc and clang. Exit code 3: there is no compiler.
set -eu

[ $# -eq 1 ] || {
  echo "usage: build.sh DIRECTORY" >&2
  exit 2
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

compiler=${CC:-}
for candidate in cc gcc clang; do
  # macOS has a cc that only offers to install one.
  if [ -z "$compiler" ] && "$candidate" --version >/dev/null 2>&1; then
    compiler=$candidate
  fi
done
if [ -z "$compiler" ] || ! "$compiler" --version >/dev/null 2>&1; then
  echo "build.sh: no C compiler${CC:+ $CC}: install gcc or clang (Debian: apt-get install gcc" \
    "libc6-dev; macOS: xcode-select --install), or say in CC where it is" >&2
  exit 3
fi

case $(uname -s) in
  Darwin) suffix=dylib libraries="" ;;
  *) suffix=so libraries=-ldl ;;
esac
mkdir -p -- "$1"
compile() {
  "$compiler" -std=c11 -O2 -Wall -Wextra "$@" -pthread $libraries
}
compile -o "$1/baseline" "$here/baseline.c"
compile -fPIC -fvisibility=hidden -shared -o "$1/libturnlock-delay.$suffix" "$here/delay.c"
