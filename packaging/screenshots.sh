#!/bin/sh
# Pictures of every page, dialog, empty and failed state of the window, light and dark, in two sizes.
# The contact sheet of all and the pictures that README and manual show are put into the manual.
# Usage: packaging/screenshots.sh [FOLDER]
set -eu
cd "$(dirname "$0")/.."
programs=$PWD/build/release/bin
[ -x "$programs/whence" ] || programs=$PWD/build/dev/bin
[ -x "$programs/whence" ] || { echo "screenshots.sh: build the program first (packaging/run.sh)" >&2; exit 1; }

# The user's settings and files stay as they are.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
folder=$(realpath -m "${1:-$home/pictures}")
"$programs/whence-cli" synthesize --out "$home/music" --midlevel 9 --deam 0 --deam-songs 0 --pmemo 0 \
    --length 14 --no-stems
mv "$home/music/MidlevelFeatures/audio" "$home/recordings"
(
    cd "$home"
    export XDG_CONFIG_HOME="$home" XDG_DATA_HOME="$home" XDG_CACHE_HOME="$home" XDG_RUNTIME_DIR="$home"
    QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 "$programs/whence" --screenshots "$folder" recordings
)
cp "$folder/contact-sheet.jpg" resources/manual/
cp "$folder/explained-light-1280.jpg" resources/manual/window-light.jpg
cp "$folder/what-if-dark-1280.jpg" resources/manual/window-dark.jpg
