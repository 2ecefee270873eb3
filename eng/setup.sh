#!/usr/bin/env bash
# Looks whether building is possible here. Quiet; packages are restored by the build.
set -euo pipefail

fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }

wanted='the .NET 10 SDK is needed; install it from https://dot.net and run this again'
command -v dotnet >/dev/null || fail "$wanted."
dotnet --list-sdks | grep -q '^1[0-9]\.' || fail "$wanted (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' '))."
