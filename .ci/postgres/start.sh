#!/usr/bin/env bash
# Starts a PostgreSQL server on loopback in a folder of its own, and prints its folder.
#
#   .ci/postgres/start.sh PORT
#
# The database is postgres://postgres@127.0.0.1:PORT/postgres. Stop it with: .ci/postgres/start.sh stop FOLDER
set -euo pipefail

# PostgreSQL refuses to run as root; a client distribution keeps the server's programs off the path.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
bin="$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")"

if [ "$1" = stop ]; then
  as_owner "$bin/pg_ctl" -D "$2/data" -m immediate stop >&2
  rm -rf "$2"
  exit 0
fi

port="$1"
folder="$(mktemp -d /tmp/postgres.XXXXXX)"
[ "$(id -u)" != 0 ] || chown postgres "$folder"
as_owner "$bin/initdb" --no-sync -U postgres -A trust -E UTF8 -D "$folder/data" >&2
as_owner "$bin/pg_ctl" -w -D "$folder/data" -l "$folder/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off" start >&2
echo "$folder"
