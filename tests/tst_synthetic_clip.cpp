#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/synthetic/clip.h"
#include "core/synthetic/sound_font.h"
#include "tests/support.h"

using namespace whence;

namespace {

double rms(const AudioBuffer& audio)
{
    double sum = 0.0;
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            sum += double(sample) * sample;
    return std::sqrt(sum / double(audio.frames() * audio.channels.size()));
}

float loudest(const AudioBuffer& audio)
{
    float result = 0.0f;
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            result = std::max(result, std::abs(sample));
    return result;
}

}  // namespace

class TestSyntheticClip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stemsSumUpToAMixThatPeaksOneDecibelBelowFullScale();
    void stemsThatPlayAreHeardAndTheOthersAreSilent();
    void aSeedGivesTheSameSound();
    void anArtistKeepsItsInstruments();
    void stylesKeptForTestsArePlayedOnlyWhenAskedFor();
    void cleanClipsHaveFunctionalHarmonyWithoutChromaticNotes();
    void notesLieInsideTheClip();
    void tempoMapKeepsItsTempoOnAverage();
    void voicesMoveLittleFromChordToChord();
    void refusesImpossibleDurationsAndMissingSoundFonts();

private:
    std::vector<std::filesystem::path> m_fonts;
};

void TestSyntheticClip::initTestCase()
{
    m_fonts = trainingSoundFonts();
    if (m_fonts.empty())
        QSKIP("No sound font is installed");
    m_fonts = {m_fonts.back()};  // FluidR3 is not compressed: quick to load
}

void TestSyntheticClip::stemsSumUpToAMixThatPeaksOneDecibelBelowFullScale()
{
    const SyntheticClip clip =
        synthesizeClip({.duration = 3.0, .style = Style::Pop, .soundFonts = m_fonts}, 4);
    QCOMPARE(clip.stems.count(), stemCount);
    const AudioBuffer mix = mixOf(clip);
    QCOMPARE(mix.sampleRate, 44100);
    QCOMPARE(int(mix.channels.size()), 2);
    QCOMPARE(int(mix.frames()), 3 * 44100);
    QVERIFY(std::abs(loudest(mix) - std::pow(10.0, -1.0 / 20.0)) < 3.0 / 32768);
    for (const AudioBuffer& stem : clip.stems.stems)
        for (const float sample : stem.channels[0])
            QCOMPARE(sample * 32768.0f, std::nearbyint(sample * 32768.0f));
}

void TestSyntheticClip::stemsThatPlayAreHeardAndTheOthersAreSilent()
{
    ClipRenderer renderer(m_fonts);
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
        const SyntheticClip clip = synthesizeClip({.duration = 4.0}, seed, renderer);
        for (const Stem stem : allStems) {
            const double level = rms(clip.stems.stems[std::size_t(stem)]);
            const bool plays = std::ranges::any_of(clip.composition.parts, [&](const Part& part) {
                return part.stem == stem && clip.composition.parameters.level[int(stem)] > 0.0;
            });
            QVERIFY2(plays ? level > 1e-3 : level == 0.0, stemNames[std::size_t(stem)]);
        }
    }
}

void TestSyntheticClip::aSeedGivesTheSameSound()
{
    const ClipOptions options{.duration = 2.0, .soundFonts = m_fonts};
    const AudioBuffer first = mixOf(synthesizeClip(options, 9));
    ClipRenderer used(m_fonts);
    synthesizeClip(options, 8, used);
    QVERIFY(first.channels == mixOf(synthesizeClip(options, 9, used)).channels);
    QVERIFY(first.channels != mixOf(synthesizeClip(options, 10, used)).channels);
}

void TestSyntheticClip::anArtistKeepsItsInstruments()
{
    const ClipOptions options{.style = Style::Pop, .artist = 77};
    const Artist first = composeClip(options, 1).parameters.artist;
    const Artist second = composeClip(options, 2).parameters.artist;
    QCOMPARE(first.piano, second.piano);
    QCOMPARE(first.bass, second.bass);
    QCOMPARE(first.singer.formantScale, second.singer.formantScale);
}

void TestSyntheticClip::stylesKeptForTestsArePlayedOnlyWhenAskedFor()
{
    const auto parts = [](const Composition& piece, Stem stem) {
        return std::ranges::count_if(piece.parts, [&](const Part& part) {
            return part.stem == stem && piece.parameters.level[std::size_t(stem)] > 0.0;
        });
    };
    int rides = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        QVERIFY(int(composeClip({}, seed).parameters.style) < trainingStyleCount);
        const Composition chamber = composeClip({.style = Style::Chamber}, seed);
        QCOMPARE(int(parts(chamber, Stem::Drums) + parts(chamber, Stem::Vocals)), 0);
        QVERIFY(parts(chamber, Stem::Other) + parts(chamber, Stem::Piano) > 0);
        const Composition jazz = composeClip({.style = Style::Jazz}, seed);
        QVERIFY(jazz.parameters.swing >= 0.5);
        for (const Part& part : jazz.parts)
            rides += part.stem == Stem::Drums &&
                     std::ranges::any_of(part.notes, [](const Note& n) { return n.pitch == 51; });
    }
    QVERIFY(rides > 15);
}

void TestSyntheticClip::cleanClipsHaveFunctionalHarmonyWithoutChromaticNotes()
{
    int clean = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Composition piece = composeClip({.duration = 8.0}, seed);
        if (!piece.parameters.clean)
            continue;
        ++clean;
        const Perception heard = perceive(piece, StemSubset(coalitionCount - 1));
        QCOMPARE(heard.functional, 1.0);
        QVERIFY2(heard.chromatic < 0.02, qPrintable(QString::number(heard.chromatic)));
    }
    QVERIFY(clean > 15 && clean < 45);
}

void TestSyntheticClip::notesLieInsideTheClip()
{
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Composition piece = composeClip({.duration = 5.0}, seed);
        QVERIFY(!piece.parts.empty());
        for (const Part& part : piece.parts)
            for (const Note& note : part.notes) {
                QVERIFY(note.onset >= 0.0 && note.onset + note.duration <= 5.0 + 1e-9);
                QVERIFY(note.duration > 0.0);
                QVERIFY(note.pitch >= 16 && note.pitch <= 108);
                QVERIFY(note.velocity >= 1 && note.velocity <= 127);
            }
    }
}

void TestSyntheticClip::tempoMapKeepsItsTempoOnAverage()
{
    TempoMap map{.tempo = 120.0, .drift = 0.05, .driftPeriod = 16.0};
    QVERIFY(std::abs(map.seconds(16.0) - 8.0) < 1e-9);  // a whole period
    QVERIFY(std::abs(map.seconds(8.0) - 4.0) > 0.05);
    map.drift = 0.0;
    QVERIFY(std::abs(map.seconds(3.0) - 1.5) < 1e-12);
}

void TestSyntheticClip::voicesMoveLittleFromChordToChord()
{
    const Chord c{.root = 0, .tones = {0, 4, 7}};
    const Chord f{.root = 5, .tones = {0, 4, 7}};
    const std::vector<int> first = leadVoices(c, {}, 3, 60);
    const std::vector<int> second = leadVoices(f, first, 3, 60);
    QCOMPARE(int(first.size()), 3);
    int motion = 0;
    for (std::size_t i = 0; i < 3; ++i)
        motion += std::abs(second[i] - first[i]);
    QVERIFY2(motion <= 4, qPrintable(QString::number(motion)));
    for (const int pitch : second)
        QVERIFY(f.contains(pitch));
}

void TestSyntheticClip::refusesImpossibleDurationsAndMissingSoundFonts()
{
    QVERIFY_EXCEPTION_THROWN(composeClip({.duration = 0.0}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(composeClip({.duration = std::nan("")}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(ClipRenderer({"/nowhere/font.sf2"}), Error);
    QVERIFY_EXCEPTION_THROWN(ClipRenderer({}), Error);
}

QTEST_GUILESS_MAIN(TestSyntheticClip)
#include "tst_synthetic_clip.moc"
