#!/usr/bin/env bash
# Installs what tests of reports and workflows need: the validators that tests/tools pins, and unzip. Quiet; a second run only looks.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/apt.sh

fail() { printf 'test-tools: %s\n' "$1" >&2; exit 1; }

tools=tests/tools
installed=$tools/node_modules/.installed
need() {
    if command -v "$1" >/dev/null; then return; fi
    command -v dpkg-query >/dev/null || fail "$1 is missing; install it and run this again."
    install_packages "${@:2}"
}

need unzip unzip
if cmp -s "$tools/package-lock.json" "$installed"; then exit 0; fi

need npm nodejs npm

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Scripts of packages do not run here; the one that is needed makes a file executable.
if ! npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    fail "npm could not install what $tools/package-lock.json lists (the lines above say why)."
fi
find "$tools/node_modules/@microsoft" -name Sarif.Multitool -exec chmod u+x {} +
cp "$tools/package-lock.json" "$installed"
