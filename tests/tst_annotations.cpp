#include <QTemporaryDir>
#include <QTest>

#include "core/data/annotations.h"
#include "core/error.h"
#include "core/tensors/file_io.h"

using namespace whence;

namespace {

using Annotations = std::vector<Annotation>;

/// The sentence with which a text is refused; empty if it is read.
QString refusal(Annotations (*parse)(std::string_view, const std::string&), const std::string& text)
{
    try {
        parse(text, "labels.txt");
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace

class TestAnnotations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void audacitysPointsAndRangesAreRead()
    {
        const std::string text =
            "0.500000\t0.500000\tbegin\n"
            "1.250000\t3.500000\tverse one\n"
            "\\\t100.000000\t4000.000000\n"
            "4.000000\t4.500000\t\n";
        QCOMPARE(parseAudacityLabels(text, "labels.txt"),
                 (Annotations{{0.5, 0.5, "begin"}, {1.25, 3.5, "verse one"}, {4.0, 4.5, ""}}));
    }

    void otherLineEndsCommasAndOldPointsAreTolerated()
    {
        QCOMPARE(parseAudacityLabels("\xef\xbb\xbf"
                                     "1,5\tbridge\r\n\r\n2\t3\tsolo\twith tab\r",
                                     "labels.txt"),
                 (Annotations{{1.5, 1.5, "bridge"}, {2.0, 3.0, "solo with tab"}}));
        QCOMPARE(parseAudacityLabels("1\t2\t\xe9t\xe9", "labels.txt"),
                 (Annotations{{1.0, 2.0, "été"}}));
        QVERIFY(parseAudacityLabels("", "labels.txt").empty());
    }

    void aTableIsRead()
    {
        QCOMPARE(parseAnnotationTable("label,start_s,end_s\n\"a, \"\"b\"\"\nc\",1,2.5\npoint,3,\n",
                                      "labels.csv"),
                 (Annotations{{1.0, 2.5, "a, \"b\" c"}, {3.0, 3.0, "point"}}));
        QCOMPARE(parseAnnotationTable("Start_S,Label\n7,x\n", "labels.csv"),
                 (Annotations{{7.0, 7.0, "x"}}));
    }

    void whatIsNoLabelIsToldWithItsLine_data()
    {
        QTest::addColumn<bool>("isTable");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("words") << false << QByteArray("1\t2\ta\nfoo\tbar\n")
                               << "Line 2 of labels.txt does not begin with a time";
        QTest::newRow("backwards") << false << QByteArray("5\t2\ta\n") << "ends before it starts";
        QTest::newRow("negative") << false << QByteArray("-1\t2\ta\n") << "outside any recording";
        QTest::newRow("endless") << false << QByteArray("1\t1e300\ta\n") << "outside any recording";
        QTest::newRow("not a number") << false << QByteArray("nan\tnan\ta\n") << "Line 1";
        QTest::newRow("binary") << false << QByteArray("1\t2\t\0a", 6) << "not a text file";
        QTest::newRow("no column") << true << QByteArray("start_s,name\n1,a\n") << "label";
        QTest::newRow("no time") << true << QByteArray("start_s,label\nsoon,a\n")
                                 << "which is not a number";
        QTest::newRow("empty") << true << QByteArray() << "is empty";
    }

    void whatIsNoLabelIsToldWithItsLine()
    {
        QFETCH(const bool, isTable);
        QFETCH(const QByteArray, text);
        QFETCH(const QString, part);
        const QString sentence =
            refusal(isTable ? parseAnnotationTable : parseAudacityLabels, text.toStdString());
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
        QVERIFY2(sentence.endsWith('.'), qPrintable(sentence));
    }

    void tooManyLabelsAreRefused()
    {
        std::string text;
        for (std::size_t i = 0; i <= mostAnnotations; ++i)
            text += "1\t2\ta\n";
        QVERIFY(refusal(parseAudacityLabels, text).contains("50000"));
    }

    void whatIsWrittenIsReadBackSorted()
    {
        QTemporaryDir folder;
        const Annotations labels = {{2.0, 2.0, "point; “here”"}, {0.000001, 4.25, "a, \"b\""}};
        for (const char* const name : {"labels.txt", "labels.CSV"}) {
            const std::filesystem::path file = folder.filePath(name).toStdString();
            writeAnnotations(file, labels);
            QCOMPARE(readAnnotations(file), (Annotations{labels[1], labels[0]}));
        }
        QVERIFY(readFile(folder.filePath("labels.txt").toStdString())
                    .starts_with("2.000000\t2.000000\tpoint"));
    }

    void aLabelIsOneShortLine()
    {
        QCOMPARE(cleanLabel(" a\tb\nc "), std::string("a b c"));
        std::string umlauts = "x";
        for (int i = 0; i < 600; ++i)
            umlauts += "ä";
        QCOMPARE(cleanLabel(umlauts), umlauts.substr(0, 999));
    }

    void aMissingFileIsSaid()
    {
        QVERIFY_EXCEPTION_THROWN(readAnnotations("/nowhere/labels.txt"), Error);
    }
};

QTEST_GUILESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"
