#include "ui/core_sentences.h"

#include <QtGlobal>

namespace whence {

namespace {

constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("whence::CoreText", "folder of %1 files"),
    QT_TRANSLATE_NOOP("whence::CoreText", "folder of %1 file"),
    QT_TRANSLATE_NOOP("whence::CoreText", "Effects on %1, centered"),
    QT_TRANSLATE_NOOP("whence::CoreText", "Effects on %1, raw"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1, which in this window comes in part from %2 (weight %3), more than from "
                      "any other stem."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1, which in this window comes mostly from %2 (weight %3)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1, which in this window comes more from %2 (weight %3) than from any other stem."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1. In this window %2 depends most on %3, which raise it (weight %4) and so "
                      "work against this effect; %5"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1. In this window %2 depends most on %3, which raises it (weight %4) and "
                      "so works against this effect; %5"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1. In this window %2 depends most on %3, which lower it (weight %4) and so "
                      "work against this effect; %5"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1. In this window %2 depends most on %3, which lowers it (weight %4) and "
                      "so works against this effect; %5"),
    QT_TRANSLATE_NOOP("whence::CoreText", "what lowers it most: %1 (weight %2)."),
    QT_TRANSLATE_NOOP("whence::CoreText", "what raises it most: %1 (weight %2)."),
    QT_TRANSLATE_NOOP("whence::CoreText", "which stem lowers it most is a matter of method."),
    QT_TRANSLATE_NOOP("whence::CoreText", "which stem raises it most is a matter of method."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1. No stem is named: %2. One more check failed."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1. No stem is named: %2. %3 more checks failed."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1. No stem is named: %2"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1. It is not traced further: %2"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1. No stem changes it in this window."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; no feature has an effect on it."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1, although the largest effect, from %2 (%3), lowers it"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1, although the largest effect, from %2 (%3), raises it"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1, mainly from %2 (%3)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1, with the largest of several effects from %2 (%3)"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "centered effect %1, %2 of the absolute centered effects"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "effect %1, %2 of the absolute effects, not compared with any reference set"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (%2 compared with the reference set “%3”)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 being low"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The model “%1” hears perceptual features only: there is no emotion to trace "
                      "back, but each feature is traced to the stems."),
    QT_TRANSLATE_NOOP("whence::CoreText", "No stem changes %1 in this window."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "There is but one stem, so fidelity does not apply to %1: its weight is all "
                      "that it changes."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 is not explained by single stems (fidelity %2, where %3 stems that just add up reach "
        "%4): %5 of its variance over the mixes are joint effects of several."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is only partly explained by single stems (fidelity %2, where %3 stems "
                      "that just add up reach %4)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "Single stems describe how %1 varies over the mixes (fidelity %2, where %3 stems that just "
        "add up reach %4); that does not prove the explanation correct."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The window was not moved, so it is unknown whether %1 would be explained "
                      "alike beside it."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Over %1 placements of the window it is undecided between %2 (%3 of %4) and "
                      "%5 (%6 of %7) what %8 depends on most."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "Over %1 placements of the window the weight of %2 on %3 changes its sign (%4 to %5)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 depends most on %2 in %3 of %4 placements of the window (weight %5 to %6)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 is %2 in the recording and %3 in the sum of the stems; what the stems leave out is %4 "
        "dB below the recording. The stems do not explain the recording."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 is %2 in the recording and %3 in the sum of the stems; what the stems leave out is %4 "
        "dB below the recording. Part of the recording is in no stem."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is %2 in the recording and %3 in the sum of the stems; what the stems "
                      "leave out is %4 dB below the recording."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is %2 in the recording and %3 in the sum of the stems. The stems do not "
                      "explain the recording."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is %2 in the recording and %3 in the sum of the stems."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 seems to depend most on %2, near silent here (%3 dB to the mix): no "
                      "sound that weak can be the cause."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Near silent in this window and no cause of anything: %1."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 sound alike (correlation of their envelopes %2): one may have bled into "
                      "the other, so they may share credit."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "No two stems sound alike; most alike are %1 (correlation of their envelopes %2)."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Whether %1 raise or lower %2 is a matter of method: LIME weight %3, Shapley "
                      "value %4."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Whether %1 raises or lowers %2 is a matter of method: LIME weight %3, "
                      "Shapley value %4."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "By Shapley values %1 depends most on %2 (%3), by LIME on %4 (Shapley value "
                      "%5)."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 depends most on %2 by Shapley values, too (%3)."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 depends most on %2 also with %3 (weight %4)."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "What %1 depends on most is a matter of level: %2 (weight %3), but %4 with "
                      "%5 (weight %6)."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Stems were taken away in one way only, so it is unknown whether another "
                      "would change the explanation of %1."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "In whatever way a single stem is taken away, %1 changes most without %2."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "Without which single stem %1 changes most depends on how it is taken away: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Model “%1”; stems by %2; one window of %3 s from %4; all %5 mixes, %6; LIME "
                      "with kernel width %7 and ridge %8. %9"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Model “%1”; stems by %2; one window of %3 s from %4; all %5 mixes, %6; LIME "
                      "with kernel width %7 and ridge %8."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 s on, repeated to the model's length"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 s on"),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 of %2 mixes, %3 of their weight, sound to the model less like its training data than "
        "95 % of these do, the sum of all stems among them; what it says of them is a guess."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 of %2 mixes, %3 of their weight, sound to the model less like its "
                      "training data than 95 % of these do; what it says of them is a guess."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 of %2 mixes, %3 of their weight, sound to the model less like its "
                      "training data than 95 % of these do."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 Human raters agree little on %2 (Cronbach's alpha %3)."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The model's card does not say how well it hears %1."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The model predicts %1 with r = %2 on %3: too poorly to explain anything by it."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The model predicts %1 with r = %2 on %3: poorly, so doubt what is explained by it."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The model predicts %1 with r = %2 on %3."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "How often explanations of %1 are right was not measured on enough music with "
        "known causes."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "On music with known causes the strongest stem of %1 was the true one in %2 % "
        "of %3 clips, with separated stems: more often wrong than right."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "On music with known causes the strongest stem of %1 was the true one in %2 % "
        "of %3 clips, with true stems: more often wrong than right."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "On music with known causes the strongest stem of %1 was the true one in %2 % "
        "of %3 clips, with separated stems."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "On music with known causes the strongest stem of %1 was the true one in %2 % "
        "of %3 clips, with true stems."),
    QT_TRANSLATE_NOOP("whence::CoreText", "the stem “%1”"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (left out)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (attenuated by %2 dB)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (shuffled in time)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (replaced by faint noise)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 muted"),
    QT_TRANSLATE_NOOP("whence::CoreText", "With %1, %2 falls by %3, as the explanation says."),
    QT_TRANSLATE_NOOP("whence::CoreText", "With %1, %2 rises by %3, as the explanation says."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "With %1, %2 falls by %3, which contradicts the explanation."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "With %1, %2 rises by %3, which contradicts the explanation."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "With %1, %2 falls by %3, although the explanation expects hardly any change."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "With %1, %2 rises by %3, although the explanation expects hardly any change."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "With %1, %2 hardly changes (by less than %3), as the explanation says."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "With %1, %2 hardly changes (by less than %3), although by the explanation "
                      "it should fall."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "With %1, %2 hardly changes (by less than %3), although by the explanation "
                      "it should rise."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 dB softer"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 dB louder"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The model hears %1 s at once, so no more than that is explained."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The explained part lasts only %1 s and is repeated to fill the model's window: short "
        "repetitions make it hear more arousal than there is. Take 3 s or more."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The recording has %1 channels; their mean is analyzed."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The analysis was not kept for the next time: %1"),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "Damaged parts of the file could not be decoded and were left out (%1 of %2 blocks)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The file contains %1 samples that are not finite numbers; they were set to 0."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 does not exist."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 is a folder, not an audio file."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 is a folder, not a file."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 is not a regular file."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is empty."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 can't be opened for reading."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 can't be read as audio: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 can't be read to its end."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The file %1 has a sample rate of %2 Hz, which can't be used: 1 kHz to 768 kHz can."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The recording %1 does not fit into memory."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 contains no sound."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 can't be written: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 can't be written."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is too short to be analyzed: it lasts %2 s, at least 1 s is needed."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is silent throughout, so there is nothing to analyze."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The folder '%1' holds no audio files as stems."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The folder '%1' holds %2 audio files, but at most 10 stems can be used."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The folder '%1' has two files of the stem '%2'."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The stem '%1' is %2 long, but the recording %3."),
    QT_TRANSLATE_NOOP("whence::CoreText", "'%1' is not a folder of stems."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "There is no %1 %2, neither as a file nor by that name; known: %3."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The model %1 is not here yet: whence-cli models fetch %2 fetches it from its "
        "authors."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The download of %1 can't be started."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The server has no file at %1 (it answered %2)."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The server of %1 can't be reached (%2); is this computer connected to the internet?"),
    QT_TRANSLATE_NOOP("whence::CoreText", "The server of %1 does not answer."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The download of %1 stalled after %2 bytes; the next attempt goes on from there."),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "The download of %1 broke off after %2 bytes; the next attempt goes on from there."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The download of %1 failed: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The address %1 leads nowhere: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The address %1 can't be used: it must start with https:// or http://."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is being downloaded already."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "What was downloaded from %1 is not %2: %3. It was removed unread."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The file %1 is not a PyTorch state dict, or it is damaged."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is not a PyTorch state dict."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 lacks the tensor %2."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 ends too early, or it is damaged."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 ends too early."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The file %1 is of a format this version of Whence does not know."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is damaged: its checksum is wrong."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is damaged: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The file %1 is not %2."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The file %1 is too large (%2 bytes; at most %3 are allowed)."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The folder '%1' holds no TensorFlow checkpoint (*.index)."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The folder '%1' holds several checkpoints; name one of them."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The checkpoint '%1' is not one of Spleeter's, which have the networks of 2, "
                      "4 or 5 stems."),
    QT_TRANSLATE_NOOP("whence::CoreText", "The library of the neural networks can't be opened: %1"),
    QT_TRANSLATE_NOOP("whence::CoreText", "The cache %1 can't be written: %2."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "%1 is not the recording of this session: its content differs."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 is not JSON, or damaged."),
    QT_TRANSLATE_NOOP("whence::CoreText", "No automatic copy can be kept in %1."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The home folder is unknown: the environment variable HOME is not set."),
    QT_TRANSLATE_NOOP("whence::CoreText", "On %1:"),
    QT_TRANSLATE_NOOP("whence::CoreText", "Strongest stem found by LIME, on %1:"),
    QT_TRANSLATE_NOOP("whence::CoreText", "Weights of %1:"),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "%1 synthesized clips of %2 s, played with %3, and the mix of a random part of the stems "
        "of "
        "each; labels are the rules of Whence's generator applied to what sounds, not ratings."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 synthesized training clips"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "held-out synthesized clips with a sound font of other origin (%1)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "held-out synthesized clips of a style not learnt (%1)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 held-out clips of %2 s, synthesized with %3"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Heard poorly on %1: %2; build nothing on these values alone."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Heard roughly on %1: %2; a single value may well have the wrong sign."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (r %2)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 (R² %2)"),
    QT_TRANSLATE_NOOP(
        "whence::CoreText",
        "Can hardly be traced to separated stems (share of clips with known causes in "
        "which the true stem was found): %1."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "Stems that should be silent hold parts of others, relative to the mix: %1."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 %2 dB"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 %2 %"),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "One %1 for all stems on magnitudes, trained for %2 steps."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1 clips (%2 min) synthesized with %3"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; real singing: %2"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; voice: %2"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; %2 recordings of drums (%3)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; %2 recordings of voices (%3)"),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1; %2 recordings of voices"),
    QT_TRANSLATE_NOOP("whence::CoreText", "It went on from the separator %1."),
    QT_TRANSLATE_NOOP("whence::CoreText",
                      "The mean of the weights of two networks, the second's share being %1 %."),
    QT_TRANSLATE_NOOP("whence::CoreText", "%1, and a formant voice"),
};

}  // namespace

const char* const kLanguageMark = "valence";

std::span<const char* const> coreSentences()
{
    return kSentences;
}

}  // namespace whence
