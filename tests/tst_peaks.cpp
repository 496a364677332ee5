#include <QTest>
#include <algorithm>

#include "tests/support.h"
#include "ui/peaks.h"

using namespace whence;

class TestPeaks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyRecordingHasNoRange()
    {
        QCOMPARE(Peaks().range(0, 100), PeakRange());
        QCOMPARE(Peaks().frames(), 0);
    }

    void rangesEqualThoseOfTheSamples()
    {
        const AudioBuffer audio = test::noise(5.0);
        Peaks peaks;
        peaks.append(audio);
        QCOMPARE(peaks.frames(), std::int64_t(audio.frames()));
        const auto& samples = audio.channels[0];
        for (const auto& [first, last] :
             {std::pair{0, 1}, {3, 200}, {7, 71}, {0, 400}, {129, 130}}) {
            const auto [low, high] = std::minmax_element(samples.begin() + first * Peaks::kBlock,
                                                         samples.begin() + last * Peaks::kBlock);
            const PeakRange expected{*low, *high};
            QCOMPARE(peaks.range(first * Peaks::kBlock, last * Peaks::kBlock), expected);
        }
    }

    void blocksOfAnySizeGiveTheSame()
    {
        const AudioBuffer audio = test::noise(1.0);
        Peaks whole;
        whole.append(audio);
        Peaks pieces;
        for (std::size_t start = 0; start < audio.frames(); start += 777) {
            const auto begin = audio.channels[0].begin() + std::ptrdiff_t(start);
            const auto end =
                audio.channels[0].begin() + std::ptrdiff_t(std::min(start + 777, audio.frames()));
            pieces.append({audio.sampleRate, {{begin, end}}});
        }
        QCOMPARE(pieces.range(0, 22050), whole.range(0, 22050));
        QCOMPARE(pieces.range(5000, 6000), whole.range(5000, 6000));
    }

    void aShortRecordingShowsItsOpenBlock()
    {
        Peaks peaks;
        peaks.append({22050, {{0.25f, -0.5f}}});
        const PeakRange expected{-0.5f, 0.25f};
        QCOMPARE(peaks.range(0, 2), expected);
    }
};

QTEST_GUILESS_MAIN(TestPeaks)
#include "tst_peaks.moc"
