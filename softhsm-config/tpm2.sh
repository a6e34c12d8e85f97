#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A throw-away token of tpm2-pkcs11 on a software TPM (swtpm). A resource manager (tpm2-abrmd, on a
# D-Bus of its own) stands between: without one the TPM soon has no room for another key or session.
set -eu
umask 077
self=tpm2.sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/tokens.sh"

library=$(first_of /usr/lib/*/libtpm2_pkcs11.so.1 /usr/lib64/pkcs11/libtpm2_pkcs11.so)
label=turnlock-tpm2 pin=123456 so_pin=87654321

take_arguments "$@"
wanted ps setsid swtpm dbus-daemon dbus-send tpm2-abrmd tpm2_ptool "$library"
[ "$command" != check ] || exit 0

if [ "$command" = stop ]; then
  end "$directory/abrmd.pid" tpm2-abrmd
  end "$directory/bus.pid" dbus-daemon
  end "$directory/swtpm.pid" swtpm
  exit 0
fi

mkdir -p "$directory/state" "$directory/store"
if ! runs "$directory/swtpm.pid" swtpm; then
  setsid swtpm socket --tpm2 --tpmstate "dir=$directory/state" \
    --server "type=unixio,path=$directory/tpm" --ctrl "type=unixio,path=$directory/tpm.ctrl" \
    --flags not-need-init,startup-clear >"$directory/swtpm.log" 2>&1 </dev/null &
  echo $! >"$directory/swtpm.pid"
  await swtpm test -S "$directory/tpm.ctrl"
fi

DBUS_SESSION_BUS_ADDRESS=unix:path=$directory/bus
export DBUS_SESSION_BUS_ADDRESS
if ! runs "$directory/bus.pid" dbus-daemon; then
  rm -f "$directory/bus"
  setsid dbus-daemon --session --nofork --nopidfile --address="$DBUS_SESSION_BUS_ADDRESS" \
    >"$directory/bus.log" 2>&1 </dev/null &
  echo $! >"$directory/bus.pid"
  await dbus-daemon test -S "$directory/bus"
fi
if ! runs "$directory/abrmd.pid" tpm2-abrmd; then
  setsid tpm2-abrmd --session --allow-root --tcti="swtpm:path=$directory/tpm" \
    --max-connections=60 --max-transients=100 >"$directory/abrmd.log" 2>&1 </dev/null &
  echo $! >"$directory/abrmd.pid"
  await tpm2-abrmd dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.GetNameOwner string:com.intel.tss2.Tabrmd
fi

tcti=tabrmd:bus_type=session
tool() {
  TPM2TOOLS_TCTI=$tcti TPM2_PKCS11_TCTI=$tcti TSS2_LOG=all+NONE tpm2_ptool "$@" --path "$directory/store"
}
if [ ! -e "$directory/made" ]; then
  {
    tool init
    tool addtoken --pid=1 --sopin="$so_pin" --userpin="$pin" --label="$label"
  } >"$directory/ptool.log" 2>&1 || fail "tpm2_ptool failed: $(cat "$directory/ptool.log")"
  : >"$directory/made"
fi

line TOKEN_LIBRARY "$library"
line TOKEN_LABEL "$label"
line TOKEN_PIN "$pin"
line TOKEN_SO_PIN "$so_pin"
line TOKEN_ENVIRONMENT "DBUS_SESSION_BUS_ADDRESS TPM2_PKCS11_STORE TPM2_PKCS11_TCTI TPM2_PKCS11_LOG_LEVEL TSS2_LOG"
line DBUS_SESSION_BUS_ADDRESS "$DBUS_SESSION_BUS_ADDRESS"
line TPM2_PKCS11_STORE "$directory/store"
line TPM2_PKCS11_TCTI "$tcti"
line TPM2_PKCS11_LOG_LEVEL 0
line TSS2_LOG all+NONE
