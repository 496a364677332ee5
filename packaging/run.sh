#!/usr/bin/env bash
# Installs what is missing, builds Whence and analyzes a recording:
#   packaging/run.sh [TRACK] [options of `whence-cli analyze`]
# Without a TRACK it takes the bundled example. The report, the numbers and the stems go to
# whence-output/.
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
out=$PWD/whence-output
if [ ${#track[@]} -eq 0 ]; then
    track=(resources/example --stems resources/example)
fi
build/release/bin/whence-cli analyze "${track[@]}" --report "$out/report.pdf" \
    --json "$out/analysis.json" --csv "$out/csv" --stems-out "$out/stems" "$@"
echo "Written to whence-output/: report.pdf, analysis.json, csv/, stems/"
