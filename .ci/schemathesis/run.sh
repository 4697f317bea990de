#!/usr/bin/env bash
# Schemathesis against the built service on an empty store; says so and passes where it is not installed.
set -u
cd "$(dirname "$0")/../.."
command -v schemathesis >/dev/null || { echo 'Schemathesis is not to be had: skipped'; exit 0; }
folder=$(mktemp -d /tmp/schemathesis.XXXXXX)
root=$PWD
port=$((20000 + RANDOM % 10000))
(cd "$folder" && PORT=$port LOG_LEVEL=warn exec node "$root/dist/src/server.js" >"$folder/log" 2>&1) &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
  curl -sf "http://127.0.0.1:$port/health/ready" >/dev/null && break
  sleep 0.2
done
# Event streams stay open: their own tests follow them.
cd "$folder" && schemathesis --config-file "$root/.ci/schemathesis/schemathesis.toml" run "http://127.0.0.1:$port/openapi.json" \
  --max-examples "${1:-10}" --seed 20261121 --exclude-path-regex '/sse/' --no-color >"$folder/report" 2>&1
outcome=$?
[ $outcome -eq 0 ] && tail -n 12 "$folder/report" || cat "$folder/report" "$folder/log"
exit $outcome
