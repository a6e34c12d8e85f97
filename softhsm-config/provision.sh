#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a throw-away SoftHSM token, and the configuration files to use it, in one directory.
# Run again with the same --dir it finds the token and changes nothing.
set -eu
umask 077

usage() {
  cat <<'USAGE'
usage: provision.sh [--dir DIR] [--label LABEL] [--pin PIN] [--so-pin PIN]
                    [--library FILE] [--no-install]

  --dir DIR       where token and files go (default: a new temporary directory)
  --label LABEL   the token's label (default: turnlock)
  --pin PIN       the user's PIN, 4 to 255 characters (default: 123456)
  --so-pin PIN    the security officer's PIN (default: 87654321)
  --library FILE  libsofthsm2 (default: $SOFTHSM2_LIBRARY, else searched for)
  --no-install    fail, rather than install, where SoftHSM is absent

Prints KEY=VALUE lines. To take them into a shell:
  set -a; eval "$(softhsm-config/provision.sh --dir DIR)"; set +a
USAGE
}

fail() {
  echo "provision.sh: $*" >&2
  exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
directory="" label=turnlock pin="" so_pin=87654321 library=${SOFTHSM2_LIBRARY:-} install=true
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --no-install) install=false; shift; continue ;;
    --dir | --label | --pin | --so-pin | --library) ;;
    *) usage >&2; fail "unknown option $1" ;;
  esac
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --dir) directory=$2 ;;
    --label) label=$2 ;;
    --pin) pin=$2 ;;
    --so-pin) so_pin=$2 ;;
    --library) library=$2 ;;
  esac
  shift 2
done
case $label in
  *\"* | *\\* | "") fail "a label is not empty and has no quote and no backslash in it" ;;
esac

[ "$install" = false ] || "$here/install.sh" >&2
PATH=$PATH:/opt/homebrew/bin:/usr/local/bin
command -v softhsm2-util >/dev/null 2>&1 ||
  fail "softhsm2-util not found; run $here/install.sh"

if [ -z "$library" ]; then
  for candidate in \
    /usr/lib/softhsm/libsofthsm2.so \
    /usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so \
    /usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so \
    /usr/lib64/softhsm/libsofthsm2.so /usr/lib64/pkcs11/libsofthsm2.so /usr/lib64/libsofthsm2.so \
    /usr/local/lib/softhsm/libsofthsm2.so \
    /opt/homebrew/lib/softhsm/libsofthsm2.so \
    /opt/homebrew/opt/softhsm/lib/softhsm/libsofthsm2.so \
    /usr/local/opt/softhsm/lib/softhsm/libsofthsm2.so; do
    if [ -e "$candidate" ]; then
      library=$candidate
      break
    fi
  done
fi
[ -e "${library:-none}" ] ||
  fail "libsofthsm2 not found; run $here/install.sh or set SOFTHSM2_LIBRARY"

[ -n "$directory" ] || directory=$(mktemp -d "${TMPDIR:-/tmp}/turnlock-softhsm.XXXXXX")
mkdir -p "$directory/tokens"
directory=$(CDPATH='' cd -- "$directory" && pwd)

# The PIN is kept beside the token: a second run without --pin finds it.
if [ -f "$directory/pin" ]; then
  known=$(cat "$directory/pin")
  if [ -n "$pin" ] && [ "$pin" != "$known" ]; then
    fail "$directory already holds a token with another PIN"
  fi
  pin=$known
fi
pin=${pin:-123456}

# Fills one template: fill TEMPLATE TARGET.
fill() {
  escape() {
    printf '%s' "$1" | sed 's/[\\&|]/\\&/g'
  }
  sed \
    -e "s|@TOKEN_DIRECTORY@|$(escape "$directory/tokens")|g" \
    -e "s|@LIBRARY@|$(escape "$library")|g" \
    -e "s|@SLOT_LIST_INDEX@|${slot_list_index:-}|g" \
    -e "s|@LABEL@|$(escape "$label")|g" \
    -e "s|@PIN_FILE@|$(escape "$directory/pin")|g" \
    "$here/$1" >"$2"
}

fill softhsm2.conf.template "$directory/softhsm2.conf"
SOFTHSM2_CONF=$directory/softhsm2.conf
export SOFTHSM2_CONF

slots=$(softhsm2-util --module "$library" --show-slots) || fail "$slots"
if ! printf '%s\n' "$slots" | sed -n 's/^ *Label: *//p' | sed 's/ *$//' | grep -Fqx -- "$label"; then
  output=$(softhsm2-util --module "$library" --init-token --free \
    --label "$label" --so-pin "$so_pin" --pin "$pin" 2>&1) || fail "$output"
fi
printf '%s' "$pin" >"$directory/pin"

# SunPKCS11 names a slot by its place in the list.
slot_list_index=$(softhsm2-util --module "$library" --show-slots |
  awk -v label="$label" '
    /^Slot / { index_of_slot++ }
    /^ *Label:/ {
      sub(/^ *Label: */, ""); sub(/ *$/, "")
      if ($0 == label) { print index_of_slot - 1; exit }
    }')
fill sunpkcs11-softhsm.cfg.template "$directory/sunpkcs11.cfg"
fill turnlock-softhsm.cfg.template "$directory/turnlock.cfg"

# One line for eval: the value is quoted where a shell would read something into it.
line() {
  case $2 in
    *[!A-Za-z0-9_./:@%+,=-]* | "")
      printf "%s='%s'\n" "$1" "$(printf '%s' "$2" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s=%s\n' "$1" "$2" ;;
  esac
}

line SOFTHSM2_CONF "$SOFTHSM2_CONF"
line SOFTHSM2_LIBRARY "$library"
line TOKEN_LABEL "$label"
line TOKEN_PIN "$pin"
line TOKEN_SO_PIN "$so_pin"
line TURNLOCK_CONFIG "$directory/turnlock.cfg"
line SUNPKCS11_CONFIG "$directory/sunpkcs11.cfg"
