#!/usr/bin/env bash
# Packs the build package into artifacts/packages, unless nothing has changed since the last time. With --all: everything that is published.
set -euo pipefail
cd "$(dirname "$0")/.."

# What is packed has been analysed by the build that tests it.
pack() { dotnet pack "src/RobustnessGate.$1" "${@:2}" -c Release -o artifacts/packages -v quiet --nologo -p:RunAnalyzers=false; }

stamp=artifacts/packages/.packed
inputs=(src build buildMultiTargeting eng README.md Directory.Build.props Directory.Build.targets Directory.Packages.props)
if [ ! -f "$stamp" ] || [ -n "$(find "${inputs[@]}" -newer "$stamp" -type f -print -quit)" ]; then
    # Versions stay the same between packs, so nothing packed or unpacked before may linger.
    rm -rf artifacts/packages artifacts/sample-packages/robustnessgate
    pack Tasks
    touch "$stamp"
fi

if [ "${1-}" = --all ]; then
    pack Attacks
    pack Runner
    for platform in linux-x64 win-x64 osx-arm64; do pack Runner -r "$platform"; done
fi
