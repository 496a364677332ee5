#include <QTest>

#include "ui/memory_need.h"

using namespace whence;

class TestMemoryNeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stemsStayAsStereoFloats()
    {
        SeparatorInfo separator;
        separator.kind = SeparatorKind::SharedUNet;
        const double none = MemoryNeed::ofSeparation(300.0, 44100, separator);
        separator.stems = {"vocals", "piano", "drums", "bass", "other"};
        const double five = MemoryNeed::ofSeparation(300.0, 44100, separator);
        QCOMPARE(five - none, 300.0 * 44100 * 2 * 4 * 5);
        QVERIFY(none > 3.56e8);  // what the separator itself was measured to take
        separator.kind = SeparatorKind::SpleeterUNet;
        QVERIFY(MemoryNeed::ofSeparation(300.0, 44100, separator) - five > 1.03e9 - 3.56e8);
    }

    void theSystemTellsWhatIsFree()
    {
        const auto available = MemoryNeed::available();
        QVERIFY(available.has_value());
        QVERIFY2(*available > 1e7 && *available < 1e15, qPrintable(QString::number(*available)));
    }

    void tooMuchIsRefusedWithBothNumbers()
    {
        QVERIFY(MemoryNeed::refusal(1e9, 2e9).isEmpty());
        QVERIFY(MemoryNeed::refusal(2e9, 2e9).isEmpty());
        QVERIFY(MemoryNeed::refusal(1e15, std::nullopt).isEmpty());
        const QString sentence = MemoryNeed::refusal(2.54e9, 1.26e9);
        QVERIFY2(sentence.contains("2.5 GB") && sentence.contains("1.3 GB"), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(TestMemoryNeed)
#include "tst_memory_need.moc"
