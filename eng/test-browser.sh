#!/usr/bin/env bash
# Installs a browser for the tests of the page. Quiet; a second run only looks.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/apt.sh

fail() { printf 'test-browser: %s\n' "$1" >&2; exit 1; }

# The names that the tests look for.
for browser in chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null; then exit 0; fi
done
command -v dpkg-query >/dev/null || fail 'Chromium is missing; install it and run this again.'
install_packages chromium fonts-liberation
