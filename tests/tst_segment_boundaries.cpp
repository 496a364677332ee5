#include <QTest>
#include <cmath>

#include "core/explain/segment_boundaries.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// One sound after the other, at the model's rate.
LogSpectrogram spectrogramOf(const std::vector<AudioBuffer>& sounds)
{
    std::vector<float> samples;
    for (const AudioBuffer& sound : sounds)
        samples.insert(samples.end(), sound.channels[0].begin(), sound.channels[0].end());
    return computeLogSpectrogram(samples);
}

AudioBuffer mix(const AudioBuffer& a, const AudioBuffer& b)
{
    AudioBuffer sum = a;
    for (std::size_t n = 0; n < sum.frames(); ++n)
        sum.channels[0][n] += b.channels[0][n];
    return sum;
}

void compareBoundaries(const std::vector<double>& found, const std::vector<double>& expected)
{
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY2(std::abs(found[i] - expected[i]) < 0.15,
                 qPrintable(QString("%1 instead of %2").arg(found[i]).arg(expected[i])));
}

}  // namespace

class TestSegmentBoundaries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalSegmentsDivideTheDuration();
    void changeOfTimbreIsFound();
    void changeOfLevelIsFound();
    void greatestChangesAreTakenInTheOrderOfTime();
    void boundariesKeepTheirDistance();
    void nothingIsFoundWhereNothingChanges_data();
    void nothingIsFoundWhereNothingChanges();
};

void TestSegmentBoundaries::equalSegmentsDivideTheDuration()
{
    QCOMPARE(equalSegments(40.0, 4), (std::vector<double>{10.0, 20.0, 30.0}));
    QVERIFY(equalSegments(40.0, 1).empty());
}

void TestSegmentBoundaries::changeOfTimbreIsFound()
{
    const LogSpectrogram spectrogram =
        spectrogramOf({sine(440.0, 10.0), mix(sine(440.0, 12.0), sine(1760.0, 12.0))});
    compareBoundaries(noveltySegments(spectrogram, 2), {10.0});
    compareBoundaries(noveltySegments(spectrogram, 4), {10.0});
}

void TestSegmentBoundaries::changeOfLevelIsFound()
{
    const LogSpectrogram spectrogram =
        spectrogramOf({noise(8.0, 22050, 1, 0.5, 1), noise(12.0, 22050, 1, 0.1, 2)});
    compareBoundaries(noveltySegments(spectrogram, 2), {8.0});
}

void TestSegmentBoundaries::greatestChangesAreTakenInTheOrderOfTime()
{
    const LogSpectrogram spectrogram =
        spectrogramOf({noise(6.0, 22050, 1, 0.5, 1), noise(6.0, 22050, 1, 0.35, 2),
                       sine(440.0, 6.0), mix(sine(440.0, 6.0), sine(1760.0, 6.0))});
    compareBoundaries(noveltySegments(spectrogram, 3), {12.0, 18.0});
    compareBoundaries(noveltySegments(spectrogram, 4), {6.0, 12.0, 18.0});
    QVERIFY(noveltySegments(spectrogram, 1).empty());
}

void TestSegmentBoundaries::boundariesKeepTheirDistance()
{
    const std::vector<double> boundaries = noveltySegments(spectrogramOf({noise(20.0)}), 5);
    QVERIFY(boundaries.size() <= 4);
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        QVERIFY(boundaries[i] > 1.5 && boundaries[i] < 18.5);
        QVERIFY(i == 0 || boundaries[i] - boundaries[i - 1] > 1.5);
    }
}

void TestSegmentBoundaries::nothingIsFoundWhereNothingChanges_data()
{
    QTest::addColumn<LogSpectrogram>("spectrogram");
    QTest::newRow("silence") << spectrogramOf({silence(20.0)});
    QTest::newRow("one frame") << sliceOrLoop(spectrogramOf({sine(440.0, 1.0)}), 5, 1);
    QTest::newRow("the same frame again and again")
        << sliceOrLoop(sliceOrLoop(spectrogramOf({sine(440.0, 1.0)}), 5, 1), 0, 600);
    QTest::newRow("no frames") << spectrogramOf({});
}

void TestSegmentBoundaries::nothingIsFoundWhereNothingChanges()
{
    QFETCH(const LogSpectrogram, spectrogram);
    QVERIFY(noveltySegments(spectrogram, 3).empty());
}

QTEST_GUILESS_MAIN(TestSegmentBoundaries)
#include "tst_segment_boundaries.moc"
