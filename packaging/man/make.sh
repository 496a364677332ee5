#!/usr/bin/env bash
# Prints the man page of whence-cli as its own help tells it:
#   packaging/man/make.sh build/release/bin/whence-cli > packaging/man/whence-cli.1
set -euo pipefail
program=$1

escaped() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

# The options of a command: "  --name VALUE  text", and indented lines that go on.
options() {
    awk '
        /^  --?[a-z]/ {
            place = match($0, /[^ ]  +[^ ]/)
            name = place ? substr($0, 3, place - 2) : substr($0, 3)
            text = place ? substr($0, place + 1) : ""
            sub(/^ +/, "", text)
            print ".TP"; print ".B " name; print text
            next
        }
        { sub(/^ +/, ""); print }'
}

overview=$("$program" --help)
echo '.\" Made by packaging/man/make.sh from the help of whence-cli.'
echo '.TH WHENCE\-CLI 1 "" "Whence" "User Commands"'
echo '.SH NAME'
echo 'whence\-cli \- trace the emotion of recordings back to features and sound sources'
echo '.SH SYNOPSIS'
echo '.B whence\-cli'
echo '.I COMMAND'
echo '[arguments]'
echo '.SH DESCRIPTION'
sed -n '3,/^Commands:/{/^Commands:/!p}' <<<"$overview" | sed '/^$/d' | escaped
echo '.SH COMMANDS'
sed -n '/^Commands:/,/^$/p' <<<"$overview" | sed -e 1d -e '/^$/d' | cut -c3-25 | sed 's/ *$//' |
    while read -r command; do
        # shellcheck disable=SC2086 -- a name may be of two words
        help=$("$program" $command --help </dev/null)
        echo ".SS $(sed -n '1s/^Usage: //p' <<<"$help" | escaped)"
        sed -n '2,/^Options:/{/^Options:/!p}' <<<"$help" | sed -e '1{/^$/d}' | sed '$d' | escaped |
            sed 's/^$/.PP/'
        sed -n '/^Options:/,$p' <<<"$help" | sed 1d | escaped | sed 's/\\-/-/g' | options |
            sed 's/-/\\-/g'
    done
echo '.SH EXIT STATUS'
echo '0: done. 1: an error, told in a sentence. 2: wrong usage. 130: interrupted; nothing incomplete is'
echo 'left.'
echo '.SH ENVIRONMENT'
echo '.TP'
echo '.B XDG_CACHE_HOME'
echo 'Stems that were separated are kept in its folder whence (~/.cache/whence).'
echo '.TP'
echo '.B XDG_DATA_HOME'
echo 'Models that were fetched or imported live in its folder whence/models (~/.local/share/whence).'
echo '.TP'
echo '.B WHENCE_RESOURCES'
echo 'The folder of the built\-in models and the example, if they are not where they were installed.'
echo '.SH SEE ALSO'
echo '.BR whence (1)'
