#include <QTest>
#include <cmath>
#include <numeric>

#include "core/synthetic/clip.h"
#include "core/synthetic/key_fit.h"

using namespace whence;

namespace {

constexpr unsigned everything = coalitionCount - 1;

unsigned with(std::initializer_list<Stem> stems)
{
    unsigned coalition = 0;
    for (const Stem stem : stems)
        coalition |= 1u << int(stem);
    return coalition;
}

Note note(double beat, double length, int pitch)
{
    return {.beat = beat,
            .length = length,
            .pitch = pitch,
            .velocity = 78,
            .onset = 0.5 * beat,
            .duration = 0.5 * 0.55 * length};
}

// Four bars at 120 beats per minute: one chord, struck by the piano on every beat, and drums on
// every eighth.
Composition piece(Style style, int third)
{
    Composition result;
    result.parameters.style = style;
    result.parameters.level = {0.0, 1.0, 1.0, 0.0, 0.0};
    result.duration = 8.0;
    result.tempo = {.tempo = 120.0};
    const Key key{0, third == 3 ? Mode::Minor : Mode::Major};
    Part piano{.stem = Stem::Piano, .role = Role::Chords};
    Part drums{.stem = Stem::Drums, .role = Role::Drums};
    for (int beat = 0; beat < 16; ++beat) {
        for (const int tone : {0, third, 7})
            piano.notes.push_back(note(beat, 1.0, 60 + tone));
        drums.notes.push_back(note(beat, 0.5, beat % 2 == 0 ? 36 : 38));
        drums.notes.push_back(note(beat + 0.5, 0.5, 36));
    }
    result.chords.push_back({.length = 16.0, .root = 0, .tones = {0, third, 7}, .key = key});
    result.parts = {piano, drums};
    return result;
}

Composition withVoice(Composition composition, Role role)
{
    composition.parameters.level[int(Stem::Vocals)] = 1.0;
    composition.parameters.voice = role == Role::Rap ? Voice::Rapped : Voice::Sung;
    Part voice{.stem = Stem::Vocals, .role = role};
    for (int beat = 0; beat < 16; ++beat)
        voice.notes.push_back(note(beat, 1.0, 60));
    composition.parts.push_back(voice);
    return composition;
}

double feature(const Composition& composition, unsigned coalition, Feature wanted)
{
    return featuresOf(perceive(composition, StemSubset(coalition)))[std::size_t(wanted)];
}

}  // namespace

class TestSyntheticLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsHeardOfAHandMadePieceIsMeasuredOnItsNotes();
    void scalesFitTheirKeysAndNothingFitsAll();
    void silenceGivesTheFormulasAtTheirFloor();
    void aMinorPieceHasMoreMinornessThanItsMajorTwin();
    void chromaticNotesAddDissonanceAndTakeTonalStability();
    void drumsCarryRhythmOutsideHipHop();
    void aRappedVoiceCarriesRhythmMoreThanASungOne();
    void theFormulasForParametersGiveTheirValuesByHand();
    void sharesOfTheStemsSumUpToTheDifferenceFromSilence();
    void emotionsFollowTheirWeights();
    void aSeedGivesTheSameLabelsAndAnotherGivesOthers();
    void theRhythmOfHipHopIsBlamedOnItsVoiceAndThatOfOthersOnTheirDrums();
};

void TestSyntheticLabels::whatIsHeardOfAHandMadePieceIsMeasuredOnItsNotes()
{
    const Perception heard = perceive(piece(Style::Pop, 4), StemSubset(everything));
    QCOMPARE(heard.onsetsPerSecond, 4.0);
    QCOMPARE(heard.tempo, 120.0);
    QVERIFY(std::abs(heard.staccato - 0.45) < 1e-9);
    QCOMPARE(heard.struckUnpedalled, 1.0);
    QCOMPARE(heard.drumLevel, 1.0);
    QCOMPARE(heard.velocity, 78.0);
    QCOMPARE(heard.jitter, 0.0);
    QCOMPARE(heard.chromatic, 0.0);
    QCOMPARE(heard.functional, 1.0);
    QCOMPARE(heard.chordDissonance, 0.0);
    QCOMPARE(heard.minorShare, 0.0);
    QCOMPARE(heard.carrier, 0.75);
    QCOMPARE(heard.beatCover, 1.0);
    QVERIFY(heard.majorFit > heard.minorFit);

    const double z = feature(piece(Style::Pop, 4), everything, Feature::Articulation);
    const double expected =
        0.42 + 0.12 * std::log2(4.0 / 3.0) + 0.08 * std::log2(120.0 / 95.0) + 0.12 * 0.5 + 0.15;
    QVERIFY(std::abs(z - expected) < 1e-9);
}

void TestSyntheticLabels::scalesFitTheirKeysAndNothingFitsAll()
{
    const KeyFit flat = fitKeys({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    QCOMPARE(flat.major, 0.0);
    QCOMPARE(flat.minor, 0.0);
    for (const int tonic : {0, 5, 11}) {
        PitchClassProfile triad{};
        for (const int tone : {0, 4, 7})
            triad[std::size_t(tonic + tone) % 12] = 1.0;
        const KeyFit fit = fitKeys(triad);
        QVERIFY(fit.major > 0.7 && fit.major > fit.minor);
    }
    // The profile of G major itself, Krumhansl and Kessler's numbers from its tonic on.
    const PitchClassProfile gMajor = {4.09, 2.52, 5.19, 2.39, 3.66, 2.29,
                                      2.88, 6.35, 2.23, 3.48, 2.33, 4.38};
    QVERIFY(std::abs(fitKeys(gMajor).major - 1.0) < 1e-9);
}

void TestSyntheticLabels::silenceGivesTheFormulasAtTheirFloor()
{
    const double r = std::log2(0.5 / 3.0);
    const Composition composition = piece(Style::Pop, 4);
    QVERIFY(!perceive(composition, StemSubset(0)).sounds);
    const auto near = [&](Feature wanted, double expected) {
        return std::abs(feature(composition, 0, wanted) - expected) < 1e-9;
    };
    QVERIFY(near(Feature::Articulation, 0.42 + 0.12 * r));
    QVERIFY(near(Feature::RhythmStability, 0.25 + 0.05 * r + 0.04 + 0.005));
    QVERIFY(near(Feature::TonalStability, 0.62));
    QVERIFY(near(Feature::Minorness, 0.5));
    QVERIFY(near(Feature::Dissonance, 0.10 + 0.60 * 0.02));
}

void TestSyntheticLabels::aMinorPieceHasMoreMinornessThanItsMajorTwin()
{
    const double major = feature(piece(Style::Pop, 4), everything, Feature::Minorness);
    const double minor = feature(piece(Style::Pop, 3), everything, Feature::Minorness);
    QVERIFY2(minor > major + 0.3, qPrintable(QString("%1 %2").arg(minor).arg(major)));
    // Drums alone have no mode.
    QCOMPARE(feature(piece(Style::Pop, 3), with({Stem::Drums}), Feature::Minorness), 0.5);
}

void TestSyntheticLabels::chromaticNotesAddDissonanceAndTakeTonalStability()
{
    Composition chromatic = piece(Style::Pop, 4);
    for (std::size_t i = 0; i < chromatic.parts[0].notes.size(); i += 4)
        chromatic.parts[0].notes[i].pitch += 1;
    const Composition plain = piece(Style::Pop, 4);
    QVERIFY(feature(chromatic, everything, Feature::Dissonance) >
            feature(plain, everything, Feature::Dissonance) + 0.1);
    QVERIFY(feature(chromatic, everything, Feature::TonalStability) <
            feature(plain, everything, Feature::TonalStability) - 0.1);
}

void TestSyntheticLabels::drumsCarryRhythmOutsideHipHop()
{
    const Composition composition = piece(Style::Rock, 4);
    const double all = feature(composition, everything, Feature::RhythmStability);
    const double without = feature(composition, with({Stem::Piano}), Feature::RhythmStability);
    QVERIFY2(all > without + 0.2, qPrintable(QString("%1 %2").arg(all).arg(without)));
}

void TestSyntheticLabels::aRappedVoiceCarriesRhythmMoreThanASungOne()
{
    const unsigned voice = with({Stem::Vocals});
    const double rapped =
        feature(withVoice(piece(Style::HipHop, 3), Role::Rap), voice, Feature::RhythmStability);
    const double sung =
        feature(withVoice(piece(Style::HipHop, 3), Role::Melody), voice, Feature::RhythmStability);
    QVERIFY2(rapped > sung + 0.3, qPrintable(QString("%1 %2").arg(rapped).arg(sung)));
}

void TestSyntheticLabels::theFormulasForParametersGiveTheirValuesByHand()
{
    ClipParameters clip;
    clip.voice = Voice::Sung;
    clip.level = {0.8, 0.5, 0.7, 0.6, 0.5};
    clip.stepwise = 0.7;
    clip.minorShare = 0.4;
    clip.chromatic = 0.1;
    const Features z = featuresOf(clip, StemSubset(everything));
    const auto near = [&](Feature wanted, double expected) {
        return std::abs(z[std::size_t(wanted)] - expected) < 1e-9;
    };
    const double silent = (1 - 0.75 * 0.8 * 0.25) * (1 - 0.75 * 0.5 * 0.4) *
                          (1 - 0.75 * 0.7 * 0.9) * (1 - 0.75 * 0.6 * 0.5) * (1 - 0.75 * 0.5 * 0.1);
    QVERIFY(near(Feature::RhythmStability, 1.0 - silent));
    QVERIFY(near(Feature::Melody,
                 0.15 + 0.45 * 0.8 * 0.85 + 0.20 * 0.5 * 0.7 + 0.15 * 0.5 * 0.7 + 0.05 - 0.03));
    QVERIFY(near(Feature::Dissonance, 0.05 + 0.09));
    QVERIFY(near(Feature::TonalStability, 0.90 - 0.12));
    QVERIFY(near(Feature::Minorness, 0.15 + 0.28));
    QCOMPARE(featuresOf(clip, StemSubset(0))[int(Feature::RhythmStability)], 0.0);
}

void TestSyntheticLabels::sharesOfTheStemsSumUpToTheDifferenceFromSilence()
{
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const Composition composition = composeClip({.duration = 8.0}, seed);
        const ClipLabels labels = labelClip(composition, LabelRules::Perceived, seed);
        for (std::size_t f = 0; f < featureCount; ++f) {
            const auto& shares = labels.featureShapley[f];
            const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
            const double difference =
                2.0 * (labels.coalitions.back()[f] - labels.coalitions.front()[f]);
            QVERIFY(std::abs(sum - difference) < 1e-9);
        }
        for (const Stem stem : allStems)  // what does not sound has no share
            if (composition.parameters.level[std::size_t(stem)] == 0.0)
                QVERIFY(std::abs(labels.valenceShapley[std::size_t(stem)]) < 1e-12);
    }
}

void TestSyntheticLabels::emotionsFollowTheirWeights()
{
    Features neutral;
    neutral.fill(0.5);
    QCOMPARE(emotionOf(neutral, Style::Pop).valence, 0.0);
    QCOMPARE(emotionOf(neutral, Style::HipHop).valence, -0.10);
    Features stable = neutral;
    stable[int(Feature::RhythmStability)] = 1.0;
    QVERIFY(std::abs(emotionOf(stable, Style::Pop).valence - 0.55) < 1e-12);
    QVERIFY(std::abs(emotionOf(stable, Style::HipHop).valence + 0.10) < 1e-12);
    QVERIFY(std::abs(emotionOf(stable, Style::HipHop).arousal - 0.20) < 1e-12);
}

void TestSyntheticLabels::aSeedGivesTheSameLabelsAndAnotherGivesOthers()
{
    const ClipOptions options{.duration = 6.0};
    const auto labels = [&](std::uint64_t seed) {
        return labelClip(composeClip(options, seed), LabelRules::Perceived, seed);
    };
    QVERIFY(labels(5).ratedFeatures == labels(5).ratedFeatures);
    QVERIFY(labels(5).ratedEmotion == labels(5).ratedEmotion);
    QVERIFY(labels(5).ratedFeatures != labels(6).ratedFeatures);
}

void TestSyntheticLabels::theRhythmOfHipHopIsBlamedOnItsVoiceAndThatOfOthersOnTheirDrums()
{
    const auto topShare = [](Style style, Stem stem) {
        int top = 0, count = 0;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const Composition composition = composeClip({.duration = 8.0, .style = style}, seed);
            if (composition.parameters.level[int(Stem::Drums)] == 0.0)
                continue;
            const ClipLabels labels = labelClip(composition, LabelRules::Perceived, seed);
            const auto& shares = labels.featureShapley[int(Feature::RhythmStability)];
            top += std::ranges::max_element(shares) - shares.begin() == int(stem);
            ++count;
        }
        return double(top) / count;
    };
    QVERIFY(topShare(Style::HipHop, Stem::Vocals) > 0.75);
    QVERIFY(topShare(Style::Rock, Stem::Drums) > 0.75);
}

QTEST_GUILESS_MAIN(TestSyntheticLabels)
#include "tst_synthetic_labels.moc"
