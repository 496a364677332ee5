#!/usr/bin/env bash
# Installs what is missing, checks the format, builds with warnings as errors and runs the whole test
# suite, then once more under AddressSanitizer and UndefinedBehaviorSanitizer (not with --quick). With
# --threads, the tests of what runs beside the window then run under ThreadSanitizer.
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
presets=(dev sanitize)
if [ "${1:-}" = --quick ]; then
    presets=(dev)
fi
for preset in "${presets[@]}"; do
    echo "Building $preset"
    build "$preset"
    ctest --preset "$preset" -j "$(nproc)"
done
if [ "${1:-}" = --threads ]; then
    echo "Building tsan"
    tests=(tst_entry_cache tst_mixer tst_player tst_sound_server tst_spectrogram_cache tst_stem_cache
        tst_stem_reader tst_task)
    cmake --preset tsan
    cmake --build --preset tsan --parallel "$(nproc)" --target "${tests[@]}"
    ctest --preset tsan -R "^($(IFS='|'; echo "${tests[*]}"))\$"
fi
