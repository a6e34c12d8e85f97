# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What p11kit-server.sh, tpm2.sh and opencryptoki.sh share; they read it with "."; $here and $self are theirs.

fail() {
  echo "$self: $*" >&2
  exit 1
}

# wanted FILE_OR_COMMAND...: says what is absent and how to get it, and ends with 3.
wanted() {
  absent=""
  for thing in "$@"; do
    case $thing in
      /*) [ -e "$thing" ] || absent="$absent $thing" ;;
      *) command -v "$thing" >/dev/null 2>&1 || absent="$absent $thing" ;;
    esac
  done
  [ -z "$absent" ] || unusable "not installed:$absent; run softhsm-config/install.sh --all-tokens"
}

# This machine cannot run the token.
unusable() {
  echo "$self: $*"
  exit 3
}

# The first of these files that exists, else the first.
first_of() {
  for candidate in "$@"; do
    if [ -e "$candidate" ]; then
      printf '%s' "$candidate"
      return
    fi
  done
  printf '%s' "$1"
}

# runs PIDFILE PROGRAM: whether the process of that number still is that program.
runs() {
  [ -s "$1" ] || return 1
  read -r number <"$1"
  # The kernel keeps 15 characters of a name.
  [ "$(cat "/proc/$number/comm" 2>/dev/null)" = "$(printf '%.15s' "$2")" ]
}

# end PIDFILE PROGRAM [SIGNAL]: ends it and what it has started.
end() {
  if runs "$1" "$2"; then
    read -r number <"$1"
    # shellcheck disable=SC2046 # one word per process
    kill "-${3:-TERM}" "$number" $(ps -o pid= --ppid "$number") 2>/dev/null || true
  fi
  rm -f "$1"
}

# await WHAT COMMAND...: until it succeeds, 10 seconds at most.
await() {
  what=$1 tries=0
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -le 200 ] || fail "$what has not started; see the logs in $directory"
    sleep 0.05
  done
}

# One line for eval: the value is quoted where a shell would read something into it.
line() {
  case $2 in
    *[!A-Za-z0-9_./:@%+,=-]* | "")
      printf "%s='%s'\n" "$1" "$(printf '%s' "$2" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s=%s\n' "$1" "$2" ;;
  esac
}

# take_arguments "$@": sets $command and $directory, makes the directory.
take_arguments() {
  command=${1:-} directory=${2:-}
  case $command in
    check) return ;;
    start | stop) ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  [ $# -eq 2 ] || { usage >&2; exit 2; }
  mkdir -p "$directory"
  directory=$(CDPATH='' cd -- "$directory" && pwd)
}

usage() {
  cat <<USAGE
usage: $self check | start DIR | stop DIR

  check  says what this machine lacks, and ends with 3 if anything
  start  makes a throw-away token in DIR where there is none, starts what serves it, and
         prints KEY=VALUE lines: TOKEN_LIBRARY, TOKEN_LABEL, TOKEN_PIN, TOKEN_SO_PIN, and
         TOKEN_ENVIRONMENT, the names of the variables below it that a program needs.
         To take them into a shell:
           set -a; eval "\$(softhsm-config/$self start DIR)"; set +a
  stop   ends the processes; the token's files stay
USAGE
}
