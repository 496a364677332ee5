#include <QTest>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/separation/stem_set.h"
#include "core/synthetic/example.h"
#include "core/synthetic/labels.h"
#include "core/tensors/file_io.h"

using namespace whence;

namespace {

std::filesystem::path exampleFile(const std::string& name)
{
    return std::filesystem::path(RESOURCES) / "example" / name;
}

StemSet bundledStems()
{
    StemSet stems;
    for (const char* name : stemNames) {
        stems.names.emplace_back(name);
        stems.stems.push_back(decodeAudio(exampleFile(std::string(name) + ".ogg")).audio);
    }
    return stems;
}

}  // namespace

class TestSyntheticExample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isSmallEnoughToComeWithTheProgram();
    void everyStemIsHeardAndTheirSumDoesNotClip();
    void bassAndDrumsJoinInTheFifthBar();
    void itsTruthIsThatOfTheComposition();
    void tuneStaysInItsKey();
};

void TestSyntheticExample::isSmallEnoughToComeWithTheProgram()
{
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(exampleFile("")))
        size += entry.file_size();
    QVERIFY2(size < 1000000, qPrintable(QString::number(size)));
}

void TestSyntheticExample::everyStemIsHeardAndTheirSumDoesNotClip()
{
    const StemSet stems = bundledStems();
    for (int i = 0; i < stems.count(); ++i) {
        const AudioBuffer& stem = stems.stems[std::size_t(i)];
        QCOMPARE(stem.sampleRate, 44100);
        QCOMPARE(int(stem.channels.size()), 2);
        QCOMPARE(stem.frames(), stems.stems[0].frames());
        QVERIFY2(rmsLevel(stem) > -36.0, stems.names[std::size_t(i)].c_str());
    }
    const float loudest = peak(sumOfStems(stems));
    QVERIFY2(loudest > 0.5f && loudest < 0.99f, qPrintable(QString::number(double(loudest))));
}

void TestSyntheticExample::bassAndDrumsJoinInTheFifthBar()
{
    const StemSet stems = bundledStems();
    const double fifthBar = 4 * 4 * 60.0 / 96.0;
    for (const char* name : {"bass", "drums"}) {
        const StemSet before = cutStems(stems, 0.0, fifthBar - 0.2);
        const StemSet after = cutStems(stems, fifthBar, 5.0);
        const auto place = std::size_t(stems.index(name));
        QVERIFY(rmsLevel(before.stems[place]) < -70.0);
        QVERIFY(rmsLevel(after.stems[place]) > -36.0);
    }
}

void TestSyntheticExample::itsTruthIsThatOfTheComposition()
{
    const auto truth = nlohmann::json::parse(readFile(exampleFile("truth.json")));
    const ClipLabels labels = labelClip(composeExample(), LabelRules::Perceived, 1);
    for (std::size_t f = 0; f < featureCount; ++f) {
        const double written = truth["features"][name(Feature(f))];
        QVERIFY(std::abs(written - (2.0 * labels.features()[f] - 1.0)) < 1e-9);
    }
    QVERIFY(labels.features()[int(Feature::Minorness)] > 0.6);
    QVERIFY(labels.features()[int(Feature::TonalStability)] > 0.6);
    const auto& melody = labels.featureShapley[int(Feature::Melody)];
    QCOMPARE(std::ranges::max_element(melody) - melody.begin(), std::ptrdiff_t(Stem::Vocals));
    const auto& rhythm = labels.featureShapley[int(Feature::RhythmStability)];
    QCOMPARE(std::ranges::max_element(rhythm) - rhythm.begin(), std::ptrdiff_t(Stem::Drums));
}

void TestSyntheticExample::tuneStaysInItsKey()
{
    const Composition piece = composeExample();
    for (const Part& part : piece.parts)
        if (part.role == Role::Melody)
            for (const Note& note : part.notes)
                QVERIFY(belongsToKey(note.pitch, piece.chords.front().key));
}

QTEST_GUILESS_MAIN(TestSyntheticExample)
#include "tst_synthetic_example.moc"
