#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A throw-away soft token of openCryptoki. Its daemon knows one place for files and one for shared
# memory, so it gets mounts and IPC of its own, for which root is needed. A program sees the token
# from in there: TOKEN_WRAPPER PROGRAM...
set -eu
self=opencryptoki.sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/tokens.sh"

library=$(first_of /usr/lib/*/pkcs11/libopencryptoki.so /usr/lib64/opencryptoki/libopencryptoki.so)
label=turnlock-soft pin=123456 so_pin=12345678
PATH=$PATH:/usr/sbin:/sbin

take_arguments "$@"
wanted ps setsid unshare nsenter pkcsslotd pkcsconf "$library"
[ "$(id -u)" -eq 0 ] || unusable "openCryptoki's daemon needs root"
unshare -m -i --propagation private true 2>/dev/null ||
  unusable "openCryptoki's daemon needs mounts of its own (unshare -m -i), which this machine refuses"
[ "$command" != check ] || exit 0

pid=$directory/pkcsslotd.pid
if [ "$command" = stop ]; then
  end "$pid" pkcsslotd
  exit 0
fi

for token in swtok tpm lite ccatok ep11tok icsf; do
  mkdir -p "$directory/lib/$token/TOK_OBJ" "$directory/lock/$token"
done
mkdir -p "$directory/log" "$directory/etc"
for part in lib lock log; do
  chown -R root:pkcs11 "$directory/$part"
  chmod -R u+rwX,g+rwX,o-rwx "$directory/$part"
done
printf 'version opencryptoki-3.1\nslot 3\n{\nstdll = libpkcs11_sw.so\n}\n' \
  >"$directory/etc/opencryptoki.conf"

if ! runs "$pid" pkcsslotd; then
  # shellcheck disable=SC2016 # expanded by the inner shell
  setsid unshare -m -i --propagation private sh -eu -c '
    mount -t tmpfs tmpfs /run
    mkdir -p /run/lock/opencryptoki
    mount --bind "$1/lock" /run/lock/opencryptoki
    mount --bind "$1/lib" /var/lib/opencryptoki
    mount --bind "$1/etc" /etc/opencryptoki
    [ ! -d /var/log/opencryptoki ] || mount --bind "$1/log" /var/log/opencryptoki
    [ -L /var/lock ] || [ ! -d /var/lock/opencryptoki ] || mount --bind "$1/lock" /var/lock/opencryptoki
    exec pkcsslotd -f -l "$1/log/pkcsslotd.log"' sh "$directory" \
    >"$directory/daemon.log" 2>&1 </dev/null &
  echo $! >"$pid"
  await pkcsslotd runs "$pid" pkcsslotd
fi
read -r daemon <"$pid"

inside() {
  nsenter -t "$daemon" -m -i "$@"
}
await pkcsslotd inside pkcsconf -t -c 3
if [ ! -e "$directory/made" ]; then
  # A new token's SO PIN is 87654321, and must be changed before a user's can be set.
  {
    printf '87654321\n%s\n' "$label" | inside pkcsconf -I -c 3
    inside pkcsconf -P -c 3 -S 87654321 -n "$so_pin"
    inside pkcsconf -u -c 3 -S "$so_pin" -n "$pin"
  } >"$directory/pkcsconf.log" 2>&1 || fail "pkcsconf failed: $(cat "$directory/pkcsconf.log")"
  : >"$directory/made"
fi

line TOKEN_LIBRARY "$library"
line TOKEN_LABEL "$label"
line TOKEN_PIN "$pin"
line TOKEN_SO_PIN "$so_pin"
line TOKEN_ENVIRONMENT ""
line TOKEN_WRAPPER "nsenter -t $daemon -m -i"
