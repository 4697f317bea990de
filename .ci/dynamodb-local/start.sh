#!/usr/bin/env bash
# Starts DynamoDB Local in memory on loopback and prints its pid once it answers.
#
#   .ci/dynamodb-local/start.sh [PORT]
#
# Needs Java 17 and Maven. The jars are fetched once from Maven Central into a cache folder outside the checkout
# (DYNAMODB_LOCAL_CACHE, default ~/.cache/bulkhead/dynamodb-local). Stop it with `kill PID`.
set -euo pipefail

port="${1:-8000}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
version="$(sed -n '/DynamoDBLocal/,/<\/dependency>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$here/pom.xml")"
cache="${DYNAMODB_LOCAL_CACHE:-$HOME/.cache/bulkhead/dynamodb-local}/$version"

# Fetched under another name and then renamed, so that an interrupted download is never taken for a whole one.
if [ ! -d "$cache" ]; then
  mkdir -p "$(dirname "$cache")"
  partial="$(mktemp -d "$cache.partial.XXXXXX")"
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$partial" >&2
  mv -T "$partial" "$cache" 2>/dev/null || rm -rf "$partial"
fi

java -Xmx512m -Djava.library.path="$cache" -cp "$cache/*" "$here/LoopbackServer.java" \
  -inMemory -port "$port" -disableTelemetry >"$cache/../server-$port.log" 2>&1 &
pid=$!

for _ in $(seq 100); do
  # Any HTTP answer will do: an unsigned request is refused, but only by a server that is up.
  if curl -s -o /dev/null -m 2 "http://127.0.0.1:$port/"; then
    echo "$pid"
    exit 0
  fi
  if ! kill -0 "$pid" 2>/dev/null; then
    echo "DynamoDB Local stopped at start; see $cache/../server-$port.log" >&2
    exit 1
  fi
  sleep 0.2
done
echo "DynamoDB Local did not answer within 20 s; see $cache/../server-$port.log" >&2
kill "$pid"
exit 1
