#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds and runs the benchmarks on a throw-away SoftHSM token and on NSS. Arguments go to JMH:
#   benchmarks/run.sh                                        all of them, about seven minutes
#   benchmarks/run.sh AesGcm -p size=1024 -p backend=jdk     some of them
#   benchmarks/run.sh AuditCost                              what audit costs, about five minutes
#   benchmarks/run.sh -h                                     what JMH can do
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

"$here/../softhsm-config/install.sh"
(cd "$here/.." && ./mvnw -q -B -ntp -pl benchmarks -am -Dmaven.test.skip=true package)

work=$(mktemp -d "${TMPDIR:-/tmp}/turnlock-benchmarks.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
set -a
eval "$("$here/../softhsm-config/provision.sh" --dir "$work" --no-install)"
set +a

# The directory of NSS's PKCS#11 module.
nss=${NSS_LIBRARY_DIRECTORY:-}
for library in /usr/lib/*/libsoftokn3.so /usr/lib/*/nss/libsoftokn3.so /usr/lib64/libsoftokn3.so \
  /usr/lib/libsoftokn3.so /opt/homebrew/opt/nss/lib/libsoftokn3.dylib; do
  if [ -z "$nss" ] && [ -e "$library" ]; then
    nss=$(dirname -- "$library")
  fi
done

# A database of NSS, for keys that stay; the PIN is the SoftHSM token's.
database=""
if [ -n "$nss" ] && command -v certutil >/dev/null 2>&1; then
  database=$work/nss/db
  mkdir -p "$database"
  printf '%s' "$TOKEN_PIN" >"$work/nss/pin"
  certutil -N -d "sql:$database" -f "$work/nss/pin"
fi

# JEP 472: a JDK from 24 on wants to be told that native code is called.
native=""
if "$java" --enable-native-access=ALL-UNNAMED -version >/dev/null 2>&1; then
  native=--enable-native-access=ALL-UNNAMED
fi

main=org.openjdk.jmh.Main
if [ "${1:-}" = AuditCost ]; then
  main=org.turnlock.benchmarks.AuditCost
  shift
fi

# shellcheck disable=SC2086 # empty or one word
"$java" $native \
  "-Dbenchmark.turnlock.config=$TURNLOCK_CONFIG" \
  "-Dbenchmark.sunpkcs11.config=$SUNPKCS11_CONFIG" \
  "-Dbenchmark.pin=$TOKEN_PIN" \
  "-Dbenchmark.nss.directory=$nss" \
  "-Dbenchmark.nss.database=$database" \
  "-Dbenchmark.directory=$work" \
  -cp "$here/target/classes:$here/target/lib/*" \
  "$main" "$@"
