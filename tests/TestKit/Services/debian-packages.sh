#!/usr/bin/env bash
# debian-packages.sh GROUP... -- makes sure that what the tests start as child processes is installed.
# Groups: broker (RabbitMQ), database (PostgreSQL), python (gRPC and AMQP clients for Debian's own Python).
# Installs through apt-get where it may (root); otherwise says on standard error what to install and ends with 3.
set -euo pipefail

packages_of() {
  case $1 in
    broker) echo rabbitmq-server ;;
    database) echo postgresql ;;
    # python3-grpc-tools carries a protoc 3.5 that rejects proto3 `optional`; the compiler's own packages are current.
    python) echo python3 python3-grpcio python3-protobuf python3-pika protobuf-compiler protobuf-compiler-grpc libprotobuf-dev ;;
    *) echo "debian-packages.sh: unknown group '$1'; known are broker, database, python" >&2; exit 2 ;;
  esac
}

present() {
  case $1 in
    broker) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && command -v epmd >/dev/null ;;
    database) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
    python)
      [ -x /usr/bin/protoc ] && [ -x /usr/bin/grpc_python_plugin ] && [ -e /usr/include/google/protobuf/descriptor.proto ] &&
        /usr/bin/python3 -c 'import grpc, pika, google.protobuf' >/dev/null 2>&1 ;;
  esac
}

missing() {
  local group packages
  for group in "$@"; do
    packages=$(packages_of "$group")
    present "$group" || printf '%s ' "$packages"
  done
}

need=$(missing "$@")
[ -n "$need" ] || exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "missing for the tests: $need-- install them (Debian: sudo apt-get install $need) or start a Docker engine" >&2
  exit 3
fi

# Test projects may ask at the same time: the second waits and finds everything done.
exec 9>"${TMPDIR:-/tmp}/newsplatform-tests.apt.lock"
flock 9
need=$(missing "$@")
[ -n "$need" ] || exit 0

# The packages must not start a system-wide broker or database: the tests start their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
echo "installing $need" >&2
# shellcheck disable=SC2086
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $need; } >"$log" 2>&1 9>&-; then
  tail -20 "$log" >&2
  rm -f "$log"
  echo "apt-get could not install: $need" >&2
  exit 1
fi
rm -f "$log"
