#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A token in another process: a throw-away SoftHSM token behind p11-kit's server and client.
# "kill" is a stop by SIGKILL, as in a crash.
set -eu
umask 077
self=p11kit-server.sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/tokens.sh"

client=$(first_of /usr/lib/*/pkcs11/p11-kit-client.so /usr/lib64/pkcs11/p11-kit-client.so)
server=$(first_of /usr/libexec/p11-kit/p11-kit-server /usr/lib/p11-kit/p11-kit-server)

signal=TERM
if [ "${1:-}" = kill ]; then
  signal=KILL
  shift
  set -- stop "$@"
fi
take_arguments "$@"
wanted ps setsid softhsm2-util "$server" "$client"
[ "$command" != check ] || exit 0

pid=$directory/server.pid socket=$directory/socket
if [ "$command" = stop ]; then
  end "$pid" p11-kit-server "$signal"
  exit 0
fi

served=$(sh "$here/provision.sh" --no-install --dir "$directory/softhsm" --label turnlock-remote)
eval "$served"
if ! runs "$pid" p11-kit-server; then
  rm -f "$socket"
  # shellcheck disable=SC2154 # provision.sh says them
  SOFTHSM2_CONF=$SOFTHSM2_CONF setsid "$server" -f -n "$socket" --provider "$SOFTHSM2_LIBRARY" \
    "pkcs11:token=$TOKEN_LABEL" >"$directory/server.log" 2>&1 </dev/null &
  echo $! >"$pid"
  await p11-kit-server test -S "$socket"
fi

line TOKEN_LIBRARY "$client"
line TOKEN_LABEL "$TOKEN_LABEL"
line TOKEN_PIN "$TOKEN_PIN"
line TOKEN_SO_PIN "$TOKEN_SO_PIN"
line TOKEN_ENVIRONMENT P11_KIT_SERVER_ADDRESS
line P11_KIT_SERVER_ADDRESS "unix:path=$socket"
