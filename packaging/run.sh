#!/usr/bin/env bash
# Installs what is missing, builds Whence and opens its window:
#   packaging/run.sh [TRACK]
# Without a display, or with options of `whence-cli analyze` behind the TRACK, it analyzes the
# recording (else the bundled example) on the command line; the report, the numbers and the stems go
# to whence-output/.
set -euo pipefail
here=$(realpath -- "$(dirname "$0")/..")
track=("$here/resources/example")
given=()
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    if [ ! -e "$1" ]; then
        echo "run.sh: There is no $1." >&2
        exit 1
    fi
    track=("$1") given=("$1")
    shift
fi
# The build has its own folder; paths in the arguments are meant from this one.
(
    cd "$here"
    source packaging/common.sh
    install_packages build run
    echo "Building (some minutes the first time)"
    build release
)
if [ $# -eq 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$here/build/release/bin/whence" "${given[@]}"
fi
out=$here/whence-output
"$here/build/release/bin/whence-cli" analyze "${track[@]}" --report "$out/report.pdf" \
    --json "$out/analysis.json" --csv "$out/csv" --stems-out "$out/stems" "$@"
echo "Written to $out: report.pdf, analysis.json, csv/, stems/"
