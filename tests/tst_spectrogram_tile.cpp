#include <QTest>
#include <cmath>

#include "tests/support.h"
#include "ui/color_map.h"
#include "ui/playback/sample_store.h"
#include "ui/spectrogram_tile.h"

using namespace whence;

namespace {

double decibelsOf(int value)
{
    return kFloorDecibels * (1.0 - value / 255.0);
}

std::shared_ptr<const SampleStore> storeOf(const AudioBuffer& audio)
{
    auto store = std::make_shared<SampleStore>(audio.sampleRate, std::int64_t(audio.frames()));
    store->append(audio);
    return store;
}

}  // namespace

class TestSpectrogramTile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullScaleSineIsZeroDecibelsAtItsFrequency_data()
    {
        QTest::addColumn<double>("frequency");
        QTest::newRow("110 Hz") << 110.0;
        QTest::newRow("1 kHz") << 1000.0;
        QTest::newRow("8 kHz") << 8000.0;
    }

    void aFullScaleSineIsZeroDecibelsAtItsFrequency()
    {
        QFETCH(const double, frequency);
        const AudioBuffer audio = test::sine(frequency, 3.0, 44100, 2, 1.0);
        const QImage tile = computeTile({{storeOf(audio)}}, {0, 0});
        int loudest = 0;
        for (int row = 0; row < kTileRows; ++row)
            if (tile.pixelIndex(100, row) > tile.pixelIndex(100, loudest))
                loudest = row;
        const double found = axisFrequency((kTileRows - loudest - 0.5) / kTileRows);
        // Half a bin, or half a row where rows are wider.
        QVERIFY(std::abs(found - frequency) < std::max(0.75 * 44100.0 / 4096, 0.01 * frequency));
        QVERIFY(std::abs(decibelsOf(tile.pixelIndex(100, loudest))) < 1.6);  // scalloping: 1.42 dB
    }

    void aMixIsTheSumOfItsPartsAtTheirGains()
    {
        const auto store = storeOf(test::noise(2.0, 44100, 2));
        const QImage alone = computeTile({{store}}, {0, 0});
        const QImage softer = computeTile({{store, 0.25f}, {store, 0.25f}, {store, 0.0f}}, {0, 0});
        const double change =
            decibelsOf(alone.pixelIndex(100, 50)) - decibelsOf(softer.pixelIndex(100, 50));
        QVERIFY(std::abs(change - 6.02) < 0.6);  // half the amplitude, in steps of 0.47 dB
        const QImage nothing = computeTile({{store, 1.0f}, {store, -1.0f}}, {0, 0});
        QCOMPARE(nothing.pixelIndex(100, 50), 0);
    }

    void silenceAndWhatLiesBehindTheEndIsTheFloor()
    {
        const QImage tile = computeTile({{storeOf({44100, {std::vector<float>(1000)}})}}, {3, 5});
        for (int row = 0; row < kTileRows; ++row)
            QCOMPARE(tile.pixelIndex(17, row), 0);
    }

    void coarserTilesCoverTwiceTheTime()
    {
        QCOMPARE(tileFrames(0), 65536);
        QCOMPARE(tileFrames(4), 16 * tileFrames(0));
    }

    void notesAreNamedByTheNearestOne()
    {
        QCOMPARE(noteName(440.0), "A4 +0");
        QCOMPARE(noteName(261.6256), "C4 +0");
        QCOMPARE(noteName(445.0), "A4 +20");
        QCOMPARE(noteName(92.0), QString::fromUtf8("F♯2 −9"));
    }

    void colorsRunFromDarkToLight()
    {
        for (const ColorMap map :
             {ColorMap::Magma, ColorMap::Viridis, ColorMap::Cividis, ColorMap::Gray}) {
            double before = -1.0;
            for (const QRgb color : colorTable(map, 0.0, 255.0)) {
                const double luminance =
                    0.2126 * qRed(color) + 0.7152 * qGreen(color) + 0.0722 * qBlue(color);
                QVERIFY(luminance >= before - 1.5);  // rounding of 8 bits
                before = luminance;
            }
        }
    }

    void theRangeOfColorsIsKept()
    {
        const auto table = colorTable(ColorMap::Gray, 100.0, 200.0);
        QCOMPARE(table[100], qRgb(0, 0, 0));
        QCOMPARE(table[200], qRgb(255, 255, 255));
        QCOMPARE(table[0], qRgb(0, 0, 0));
        QCOMPARE(table[255], qRgb(255, 255, 255));
    }
};

QTEST_GUILESS_MAIN(TestSpectrogramTile)
#include "tst_spectrogram_tile.moc"
