#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds and runs the benchmarks on a throw-away SoftHSM token and on NSS. The report:
#   benchmarks/run.sh quick            measures what the goals need, in under ten minutes
#   benchmarks/run.sh full [ROUNDS]    measures all, in about an hour
#   benchmarks/run.sh render FILE      writes the report again, of results that are there
# Results are in benchmarks/results, written after each case, and go into docs/performance.md with
# its pictures.
# Other arguments go to JMH:
#   benchmarks/run.sh AesGcm -p size=1024 -p backend=jdk     some of them
#   benchmarks/run.sh AesGcm -p size=1024 -jvmArgsAppend -Dbenchmark.delay.micros=1000
#                                                            tokens as if they were 1 ms away
#   JAVA_HOME=... benchmarks/run.sh AesGcm -jvmArgsAppend -Dbenchmark.binding=foreign
#                                                            by the Foreign Function API, Java 22
#   benchmarks/run.sh AuditCost                              what audit costs, about five minutes
#   benchmarks/run.sh AliasCost [BACKEND [TURNS]]            what rotation costs, a minute or two
#   benchmarks/run.sh StartUpCost                            from a JVM's start to the first key
#   benchmarks/run.sh -l                                     their names
#   benchmarks/run.sh -h                                     what JMH can do
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

usage() {
  sed -n '3,/^set -eu/{/^set/d;s/^# \{0,1\}//;p;}' "$0"
}

build() {
  echo "run.sh: building..." >&2
  (cd "$here/.." && ./mvnw -q -B -ntp -pl benchmarks -am -Dmaven.test.skip=true package)
}

case ${1:-} in
  '')
    usage >&2
    exit 2
    ;;
  --help)
    usage
    exit
    ;;
esac

if [ "$1" = render ]; then
  if [ "$#" -ne 2 ] || ! [ -f "$2" ]; then
    echo "usage: benchmarks/run.sh render FILE, which has the results; no file '${2:-}'" >&2
    exit 2
  fi
  build
  exec "$java" "-Dbenchmark.home=$here/.." -cp "$here/target/classes:$here/target/lib/*" \
    org.turnlock.benchmarks.report.Main "$@"
fi

build
case $1 in
  -* | quick | full | AliasCost | AuditCost | StartUpCost) ;;
  *)
    # The first line is a heading.
    if [ -z "$("$java" -cp "$here/target/classes:$here/target/lib/*" \
      org.openjdk.jmh.Main -l "$1" | sed 1d)" ]; then
      echo "run.sh: '$1' is not quick, full or render, nor in the name of a benchmark:" >&2
      echo "  benchmarks/run.sh -l       their names; also AliasCost, AuditCost, StartUpCost" >&2
      echo "  benchmarks/run.sh --help   what there is" >&2
      exit 2
    fi
    ;;
esac
"$here/../softhsm-config/install.sh"

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
case $1 in
  AuditCost)
    main=org.turnlock.benchmarks.AuditCost
    shift
    ;;
  AliasCost)
    main=org.turnlock.benchmarks.AliasCost
    shift
    ;;
  StartUpCost)
    main=org.turnlock.benchmarks.start.StartUpCost
    shift
    ;;
  quick | full)
    main=org.turnlock.benchmarks.report.Main
    ;;
esac

commit=$(git -C "$here" describe --always --dirty 2>/dev/null || true)
softhsm=$(softhsm2-util --version 2>/dev/null || true)
terminal=false
if [ -t 2 ]; then
  terminal=true
fi

# shellcheck disable=SC2086 # empty or one word
"$java" $native \
  "-Dbenchmark.turnlock.config=$TURNLOCK_CONFIG" \
  "-Dbenchmark.sunpkcs11.config=$SUNPKCS11_CONFIG" \
  "-Dbenchmark.pin=$TOKEN_PIN" \
  "-Dbenchmark.nss.directory=$nss" \
  "-Dbenchmark.nss.database=$database" \
  "-Dbenchmark.directory=$work" \
  "-Dbenchmark.native=$here/native" \
  "-Dbenchmark.home=$here/.." \
  "-Dbenchmark.commit=$commit" \
  "-Dbenchmark.softhsm.version=$softhsm" \
  "-Dbenchmark.terminal=$terminal" \
  -cp "$here/target/classes:$here/target/lib/*" \
  "$main" "$@"
