#!/usr/bin/env bash
# Packs the product into artifacts/packages, unless nothing has changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=artifacts/packages/.packed
inputs=(src build buildMultiTargeting eng README.md Directory.Build.props Directory.Build.targets Directory.Packages.props)
if [ -f "$stamp" ] && [ -z "$(find "${inputs[@]}" -newer "$stamp" -type f -print -quit)" ]; then exit 0; fi

# Versions stay the same between packs, so nothing packed or unpacked before may linger.
rm -rf artifacts/packages artifacts/sample-packages
for project in Attacks Runner Tasks; do
    dotnet pack "src/RobustnessGate.$project" -c Release -o artifacts/packages -v quiet --nologo
done
touch "$stamp"
