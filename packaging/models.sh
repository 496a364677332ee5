#!/usr/bin/env bash
# Makes the built-in models anew, from an empty folder; an interrupted run goes on where it was.
# Usage: packaging/models.sh emotion FOLDER              (about 4 hours on one core)
#        packaging/models.sh separator FOLDER SINGING    (about 3 hours on one core)
# SINGING holds vocadito1.wav and vocadito10.wav (vocadito by Bittner et al., CC BY 4.0,
# https://zenodo.org/records/5578807). Packages: see resources/models/README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
whence=$here/../build/release/bin/whence-cli
[ -x "$whence" ] || { echo "models.sh: build the program first (packaging/run.sh)" >&2; exit 1; }
what=${1:-}
[ $# -ge 2 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$2"
cd "$2"

# step OUT ARGUMENTS …: `whence-cli train $what` unless OUT is there already.
step() {
    local out=$1
    shift
    [ -e "$out" ] || "$whence" train "$what" --half --out "$out" "$@"
}

case $what in
emotion)
    common=(--synthetic --test-clips 200 --clip-length 11 --window 10 --patience 0 --schedule cosine
        --head-rate 0.1 --gain 6 --tilt 1 --bfloat16 --threads 1 --seed 1)
    step first.whence-model "${common[@]}" --clips 4000 --cache clips --channels 32 --epochs 12 \
        --learning-rate 0.002 --tonal-weight 2
    step second.whence-model "${common[@]}" --clips 4000 --cache clips --channels 32 --epochs 4 \
        --learning-rate 0.0008 --tonal-weight 3 --start first.whence-model
    step third.whence-model "${common[@]}" --clips 6000 --skip-clips 4000 --cache further \
        --channels 48 --epochs 7 --learning-rate 0.0012 --tonal-weight 3 --mastered 0.2 \
        --start second.whence-model --name "Whence demonstration model" --licence "CC BY 4.0"
    "$whence" evaluate explanations --model third.whence-model --clips 100 \
        --into whence-demonstration.whence-model
    ;;
separator)
    singing=$(cd "$OLDPWD" && realpath "${3:?the folder of vocadito1.wav and vocadito10.wav}")
    real=$singing/vocadito1.wav,$singing/vocadito10.wav
    credit="vocadito by Bittner et al., CC BY 4.0, zenodo.org/records/5578807"
    for sounds in voices drums; do
        [ -d "$sounds" ] || { "$here/$sounds.py" "$sounds.part" && mv "$sounds.part" "$sounds"; }
    done
    voices=$real,$real,$real,$real,$real,$real,$(printf '%s\n' voices/*.wav | paste -sd,)
    more="$credit; festival, licences of the MIT kind"
    free="drums of sonic-pi-samples and Audiophob, CC0, and of rumpf_kit by Emanuel Rumpf, CC BY 3.0"
    common=(--filters 16,32,48,64,96,128 --test-clips 24 --batch 4 --threads 1)
    spectra=(--bfloat16 --spectrum-share 1 --vocals "$voices" --vocals-share 0.4)
    card=(--name "Whence demonstration separator" --licence "CC BY 4.0")
    step first.whence-separator "${common[@]}" --clips 400 --steps 2500 --validate-every 100 \
        --averaging 0.995 --seed 1 --vocals "$real" --credit "$credit" "${card[@]}"
    step second.whence-separator "${common[@]}" "${spectra[@]}" --clips 500 --steps 6000 \
        --validate-every 200 --averaging 0.998 --seed 7 --learning-rate 0.001 --decay 0.7 \
        --start first.whence-separator --credit "$more" "${card[@]}"
    step third.whence-separator --test-clips 24 "${card[@]}" \
        --join first.whence-separator,second.whence-separator --join-share 0.75
    step fourth.whence-separator "${common[@]}" "${spectra[@]}" --clips 250 --steps 1500 \
        --validate-every 100 --averaging 0.995 --seed 11 --learning-rate 0.0007 --decay 0.95 \
        --start third.whence-separator --drums "$(printf '%s\n' drums/*.wav | paste -sd,)" \
        --drums-share 0.3 --credit "$more; $free" "${card[@]}"
    step whence-5stems.whence-separator --test-clips 24 "${card[@]}" \
        --join third.whence-separator,fourth.whence-separator --join-share 0.5
    ;;
*)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
    ;;
esac
