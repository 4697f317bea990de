#!/usr/bin/env bash
# Makes sure that the tests find a PostgreSQL server program: installs Debian's when there is none.
#
#   .ci/postgres/install.sh
#
# The tests start a server of their own from it (test/support/postgres-server.ts), or use that of DATABASE_URL.
# Running it again changes nothing.
set -euo pipefail

find_initdb() {
  command -v initdb || find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1
}

if [ -n "${DATABASE_URL:-}" ]; then
  echo "PostgreSQL: the tests use the server of DATABASE_URL; nothing to install"
  exit 0
fi

initdb="$(find_initdb)"
if [ -n "$initdb" ]; then
  echo "PostgreSQL: found $("$initdb" --version) at $initdb; nothing to install"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "PostgreSQL: there is no initdb and no apt-get; install a server or set DATABASE_URL" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi

# Debian's package would create and start a cluster at once, which nobody here needs.
"${as_root[@]}" mkdir -p /etc/postgresql-common
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null

initdb="$(find_initdb)"
if [ -z "$initdb" ]; then
  echo "PostgreSQL: the package was installed, but there is still no initdb" >&2
  exit 1
fi
echo "PostgreSQL: installed $("$initdb" --version) at $initdb"
