#!/usr/bin/env bash
# Installs what is missing, builds Whence and opens its window:
#   packaging/run.sh [TRACK]
# Without a display, or with options of `whence-cli analyze` behind the TRACK, it analyzes the
# recording (else the bundled example) on the command line; the report, the numbers and the stems go
# to whence-output/.
set -euo pipefail
track=()
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    track=("$(realpath -m -- "$1")")
    shift
fi
cd "$(dirname "$0")/.."
source packaging/common.sh
install_packages build run
echo "Building (some minutes the first time)"
build release
if [ $# -eq 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec build/release/bin/whence "${track[@]}"
fi
out=$PWD/whence-output
if [ ${#track[@]} -eq 0 ]; then
    track=(resources/example --stems resources/example)
fi
build/release/bin/whence-cli analyze "${track[@]}" --report "$out/report.pdf" \
    --json "$out/analysis.json" --csv "$out/csv" --stems-out "$out/stems" "$@"
echo "Written to whence-output/: report.pdf, analysis.json, csv/, stems/"
