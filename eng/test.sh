#!/usr/bin/env bash
# Sets up, builds, and runs every test. Ends with "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."

# Tests whose tools a machine lacks are skipped there; on a build server nobody would miss them.
without() {
    if [ "${CI-}" = true ]; then printf 'test: a build server needs %s\n' "$1" >&2; exit 1; fi
    printf 'test: tests that need %s are skipped\n' "$1"
}

eng/setup.sh
eng/test-tools.sh || without 'the tools of tests/tools'
eng/test-browser.sh || without 'a browser'
dotnet build RobustnessGate.sln -c Release -v quiet --nologo

# Tests run side by side on all cores. More threads in each would only wait for each other, and take a core to do so where they spin.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
log=artifacts/test.log
status=0
dotnet test --solution RobustnessGate.sln -c Release --no-build "$@" 2>&1 | tee "$log" || status=$?

count() { grep -oE "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
printf '%s passed, %s failed, %s skipped\n' "$(count succeeded)" "$(count failed)" "$(count skipped)"
exit "$status"
