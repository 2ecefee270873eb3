#!/usr/bin/env bash
# Builds one ordinary project twice: with a naturally trained checkpoint the build fails, with a robust one it passes. Then one that lets the
# build train when its checkpoint fails, and passes on what that leaves.
set -euo pipefail
cd "$(dirname "$0")/.."

eng/setup.sh
eng/pack.sh

project=samples/FashionMnist/FashionMnist.csproj
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() { printf 'demo: %s\n' "$1" >&2; exit 1; }
build() { dotnet build "$@" --nologo -v minimal 2>&1 | tee "$log"; }

printf '\n--- A naturally trained model: the build fails at the threshold\n'
if build "$project"; then fail 'the build with the natural checkpoint passed; it should have failed.'; fi
grep -q 'error RG1001' "$log" || fail 'the build failed for another reason than the threshold (see above).'

printf '\n--- An adversarially trained model: the same build passes\n'
build "$project" -p:RobustnessCheckpoint=checkpoints/robust.dat || fail 'the build with the robust checkpoint failed; it should have passed.'

printf '\n--- A project with RobustnessFineTune: the build trains until its model passes\n'
build samples/FashionMnist.Tuned/FashionMnist.Tuned.csproj || fail 'the build that trains failed; it should have passed.'
