#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what Turnlock's tests and demo use: SoftHSMv2, NSS softokn with certutil, openssl, p11-kit,
# pkcs11-tool.
# Quick and silent where all of it is there. Asks nothing. Needs root or sudo only to install.
#
# --all-tokens adds, on Debian and its kin, the other tokens that the tests know: tpm2-pkcs11 on a
# TPM in software, openCryptoki, p11-kit's server. Tests of those that are absent are skipped, so
# one that cannot be had here is only told.
set -eu

all_tokens=false
case $#${1:-} in
  0) ;;
  1--all-tokens) all_tokens=true ;;
  *)
    echo "usage: install.sh [--all-tokens]" >&2
    exit 2 ;;
esac

directories="
/usr/lib/softhsm
/usr/lib/x86_64-linux-gnu/softhsm /usr/lib/aarch64-linux-gnu/softhsm
/usr/lib64/softhsm /usr/lib64/pkcs11 /usr/lib64 /usr/local/lib/softhsm
/opt/homebrew/lib/softhsm /opt/homebrew/opt/softhsm/lib/softhsm /usr/local/opt/softhsm/lib/softhsm
/usr/lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu/nss
/usr/lib/aarch64-linux-gnu /usr/lib/aarch64-linux-gnu/nss /usr/lib /usr/lib/nss
/opt/homebrew/opt/nss/lib /opt/homebrew/lib /usr/local/opt/nss/lib /usr/local/lib"

# Homebrew does not link every tool; the search sees them all the same.
PATH=$PATH:/opt/homebrew/bin:/opt/homebrew/opt/nss/bin:/usr/local/bin:/usr/local/opt/nss/bin

have() {
  command -v "$1" >/dev/null 2>&1
}

have_library() {
  for directory in $directories; do
    if [ -e "$directory/$1.so" ] || [ -e "$directory/$1.dylib" ]; then
      return 0
    fi
  done
  return 1
}

have_softhsm() {
  have softhsm2-util && { [ -n "${SOFTHSM2_LIBRARY:-}" ] || have_library libsofthsm2; }
}

have_nss() {
  [ -n "${NSS_LIBRARY_DIRECTORY:-}" ] || have_library libsoftokn3
}

# The packages still missing, by the names of the distribution: softhsm nss certutil openssl p11-kit opensc.
missing() {
  packages=""
  have_softhsm || packages="$packages $1"
  have_nss || packages="$packages $2"
  have certutil || packages="$packages $3"
  have openssl || packages="$packages $4"
  have p11-kit || packages="$packages $5"
  have pkcs11-tool || packages="$packages $6"
  printf '%s' "${packages# }"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    echo "install.sh: root is needed to run: $*" >&2
    exit 1
  fi
}

quietly() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    status=$?
    cat "$log" >&2
    rm -f "$log"
    return "$status"
  fi
}

install_with_apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# A group of packages for one token: add_token PROBE PACKAGE...
add_token() {
  probe=$1
  shift
  if have "$probe" || [ -e "$probe" ]; then
    return
  fi
  echo "install.sh: installing $*" >&2
  # In a subshell, since as_root may end it.
  (install_with_apt "$@" >/dev/null 2>&1) || {
    (as_root apt-get update -q >/dev/null 2>&1) || true
    (install_with_apt "$@" >/dev/null 2>&1) ||
      echo "install.sh: cannot install $*; the tests of that token are skipped" >&2
  }
}

add_all_tokens() {
  if ! have apt-get; then
    echo "install.sh: --all-tokens knows apt-get only; the tests of the other tokens are skipped" >&2
    return
  fi
  # pkcsslotd is where only root's PATH looks.
  PATH=$PATH:/usr/sbin:/sbin
  add_token tpm2_ptool libtpm2-pkcs11-1 libtpm2-pkcs11-tools
  add_token swtpm swtpm
  add_token tpm2-abrmd tpm2-abrmd libtss2-tcti-tabrmd0
  add_token dbus-daemon dbus
  add_token pkcsslotd opencryptoki
  add_token /usr/libexec/p11-kit/p11-kit-server p11-kit p11-kit-modules
  add_token ps procps
}

if [ "$all_tokens" = true ]; then
  add_all_tokens
fi
if [ -z "$(missing softhsm nss certutil openssl p11-kit opensc)" ]; then
  exit 0
fi

if have apt-get; then
  needed=$(missing softhsm2 libnss3 libnss3-tools openssl p11-kit opensc)
  echo "install.sh: installing $needed" >&2
  # A package list that is absent or out of date is the usual reason for a first failure.
  # shellcheck disable=SC2086 # one word per package
  install_with_apt $needed >/dev/null 2>&1 || {
    quietly as_root apt-get update -q
    quietly install_with_apt $needed
  }
elif have dnf; then
  needed=$(missing softhsm nss-softokn nss-tools openssl p11-kit opensc)
  echo "install.sh: installing $needed" >&2
  # shellcheck disable=SC2086
  quietly as_root dnf install -y -q $needed
elif have brew; then
  needed=$(missing softhsm nss nss openssl p11-kit opensc)
  echo "install.sh: installing $needed" >&2
  # shellcheck disable=SC2086
  quietly brew install -q $needed
else
  echo "install.sh: no apt-get, dnf or brew here; install SoftHSMv2, NSS (libsoftokn3, certutil), openssl, p11-kit and pkcs11-tool (OpenSC) by hand" >&2
  exit 1
fi

left=$(missing SoftHSMv2 libsoftokn3 certutil openssl p11-kit pkcs11-tool)
if [ -n "$left" ]; then
  echo "install.sh: still missing after the installation: $left" >&2
  exit 1
fi
