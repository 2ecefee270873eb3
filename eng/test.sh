#!/usr/bin/env bash
# Sets up, builds, and runs every test. Ends with "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."

eng/setup.sh
eng/test-tools.sh || printf 'test: tests that need the tools of tests/tools are skipped\n'
eng/test-browser.sh || printf 'test: tests that need a browser are skipped\n'
dotnet build RobustnessGate.sln -c Release -v quiet --nologo

# Test projects run side by side: a thread that waits for another by spinning takes the core that the other needs.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
log=artifacts/test.log
status=0
dotnet test --solution RobustnessGate.sln -c Release --no-build "$@" 2>&1 | tee "$log" || status=$?

count() { grep -oE "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
printf '%s passed, %s failed, %s skipped\n' "$(count succeeded)" "$(count failed)" "$(count skipped)"
exit "$status"
