#!/bin/sh
# Pictures of every page, dialog, empty and failed state of the window, light and dark, in two sizes,
# and all of them on one contact sheet. Usage: packaging/screenshots.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
folder=${1:?"usage: packaging/screenshots.sh FOLDER"}
program=build/release/bin/whence
[ -x "$program" ] || program=build/dev/bin/whence
[ -x "$program" ] || { echo "screenshots.sh: build the program first (packaging/run.sh)" >&2; exit 1; }

# The user's settings and files stay as they are.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
XDG_CONFIG_HOME=$home XDG_DATA_HOME=$home XDG_CACHE_HOME=$home QT_QPA_PLATFORM=offscreen \
    "$program" --screenshots "$folder"
echo "$folder/contact-sheet.png"
