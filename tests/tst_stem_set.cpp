#include <QTest>

#include "core/separation/stem_set.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

class TestStemSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stemsAreFoundByName()
    {
        const StemSet stems{{"a", "b"}, {{}, {}}, {}, {}};
        QCOMPARE(stems.index("b"), 1);
        QCOMPARE(stems.index("c"), -1);
        QCOMPARE(stems.count(), 2);
    }

    void sumAndResidualMakeTheRecording()
    {
        const AudioBuffer recording = noise(0.1, 8000, 2);
        const StemSet stems{
            {"a", "b"}, {noise(0.1, 8000, 2, 0.3, 5), sine(100, 0.1, 8000, 2)}, {}, {}};
        const AudioBuffer sum = sumOfStems(stems);
        const AudioBuffer rest = residualOf(recording, stems);
        for (std::size_t i = 0; i < recording.frames(); ++i)
            QVERIFY(std::abs(sum.channels[1][i] + rest.channels[1][i] - recording.channels[1][i]) <=
                    1e-6f);
        QCOMPARE(sumOfStems({}).channels.size(), std::size_t(0));
    }

    void cutTakesTheSamePartOfAll()
    {
        const AudioBuffer stem = noise(1.0, 1000, 2);
        const StemSet stems{{"a"}, {stem}, noise(1.0, 1000, 2, 0.5, 3), "x"};
        const StemSet part = cutStems(stems, 0.25, 0.5);
        QCOMPARE(part.stems[0].frames(), std::size_t(500));
        QCOMPARE(part.residual.frames(), std::size_t(500));
        QCOMPARE(part.stems[0].channels[1][0], stem.channels[1][250]);
        QCOMPARE(part.origin, std::string("x"));
        QCOMPARE(cutStems(stems, 0.9, 0.5).stems[0].frames(), std::size_t(100));
        QCOMPARE(cutStems(stems, 2.0, 0.5).stems[0].frames(), std::size_t(0));
        QCOMPARE(cutStems(stems, -1.0, 1.5).stems[0].frames(), std::size_t(500));
    }

    void monoIsTheMeanAtTheRateAskedFor()
    {
        const AudioBuffer stem{1000, {{0.5f, 1.0f}, {0.0f, -1.0f}}};
        const StemSet mono = toMono({{"a"}, {stem}, stem, {}}, 1000);
        QVERIFY((mono.stems[0].channels == std::vector<std::vector<float>>{{0.25f, 0.0f}}));
        QCOMPARE(mono.residual.channels.size(), std::size_t(1));
        const StemSet slower = toMono({{"a"}, {noise(0.5, 44100, 2)}, {}, {}}, 22050);
        QCOMPARE(slower.stems[0].frames(), std::size_t(11025));
        QVERIFY(slower.residual.channels.empty());
    }
};

QTEST_MAIN(TestStemSet)
#include "tst_stem_set.moc"
