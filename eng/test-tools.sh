#!/usr/bin/env bash
# Installs what tests/tools pins: the validators of reports and workflows. Quiet; a second run only looks.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/apt.sh

fail() { printf 'test-tools: %s\n' "$1" >&2; exit 1; }

tools=tests/tools
installed=$tools/node_modules/.installed
if cmp -s "$tools/package-lock.json" "$installed"; then exit 0; fi

if ! command -v npm >/dev/null; then
    command -v dpkg-query >/dev/null || fail 'Node.js is missing; install it and run this again.'
    install_packages nodejs npm
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Scripts of packages do not run here; the one that is needed makes a file executable.
if ! npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    fail "npm could not install what $tools/package-lock.json lists (the lines above say why)."
fi
find "$tools/node_modules/@microsoft" -name Sarif.Multitool -exec chmod u+x {} +
cp "$tools/package-lock.json" "$installed"
