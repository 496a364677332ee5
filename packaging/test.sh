#!/usr/bin/env bash
# Installs what is missing, checks the format, builds with warnings as errors and runs the whole test
# suite twice: as it is (dev) and under AddressSanitizer and UndefinedBehaviorSanitizer (sanitize).
set -euo pipefail
cd "$(dirname "$0")/.."
source packaging/common.sh
install_packages build run test

echo "Format"
git ls-files '*.h' '*.cpp' | xargs clang-format --dry-run --Werror

# Beside the reference data, a golden case that is skipped is a failure.
if [ -d ../shared ]; then
    export WHENCE_SHARED_REQUIRED=1
fi
for preset in dev sanitize; do
    echo "Building $preset"
    build $preset
    ctest --preset $preset
done
