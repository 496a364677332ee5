#include <fstream>

#include "core/data/csv.h"
#include "core/error.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotedCellsHoldSeparatorsLineEndsAndQuotes();
    void lineEndsMayBeOfEverySystem_data();
    void lineEndsMayBeOfEverySystem();
    void cellsAreTrimmedOutsideQuotes();
    void separatorCanBeASemicolonOrATab();
    void emptyLinesAndTheByteOrderMarkAreSkipped();
    void latin1BecomesUtf8();
    void columnsAreFoundWithoutCaseAndBlanks();
    void damagedTablesAreRefusedWithTheLine_data();
    void damagedTablesAreRefusedWithTheLine();
    void limitsAreKept();
    void numbersAndIdsAreChecked();
    void missingFilesAndFoldersAreRefused();
};

void TestCsv::quotedCellsHoldSeparatorsLineEndsAndQuotes()
{
    const CsvTable table = parseCsv("id,name\n1,\"a, \"\"b\"\"\nc\"\n2,\"\"\n3,d\"e\n", "t.csv");
    QCOMPARE(table.rows.size(), std::size_t(3));
    QCOMPARE(table.rows[0][1], std::string("a, \"b\"\nc"));
    QCOMPARE(table.rows[1][1], std::string());
    QCOMPARE(table.rows[2][1], std::string("d\"e"));
    QCOMPARE(table.lines, (std::vector<int>{2, 4, 5}));
}

void TestCsv::lineEndsMayBeOfEverySystem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("LF") << QByteArray("a,b\n1,2\n3,4\n");
    QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n3,4\r\n");
    QTest::newRow("CR") << QByteArray("a,b\r1,2\r3,4\r");
    QTest::newRow("none at the end") << QByteArray("a,b\n1,2\n3,4");
}

void TestCsv::lineEndsMayBeOfEverySystem()
{
    QFETCH(const QByteArray, text);
    const CsvTable table = parseCsv(text.toStdString(), "t.csv");
    QCOMPARE(table.header, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(table.rows, (std::vector<std::vector<std::string>>{{"1", "2"}, {"3", "4"}}));
    QCOMPARE(table.lines, (std::vector<int>{2, 3}));
}

void TestCsv::cellsAreTrimmedOutsideQuotes()
{
    const CsvTable table = parseCsv("song_id, valence_mean \n 2 ,\t3.1\n3, \" x \" \n", "t.csv");
    QCOMPARE(table.header[1], std::string("valence_mean"));
    QCOMPARE(table.rows[0], (std::vector<std::string>{"2", "3.1"}));
    QCOMPARE(table.rows[1][1], std::string(" x "));
    QCOMPARE(parseCsv("a\n b \n", "t.csv", {.trimCells = false}).rows[0][0], std::string(" b "));
}

void TestCsv::separatorCanBeASemicolonOrATab()
{
    QCOMPARE(parseCsv("a;b\n1,5;2\n", "t.csv", {.separator = ';'}).rows[0][0], std::string("1,5"));
    const CsvTable table = parseCsv("a\tb\n\t2\n", "t.csv", {.separator = '\t'});
    QCOMPARE(table.rows[0], (std::vector<std::string>{"", "2"}));
}

void TestCsv::emptyLinesAndTheByteOrderMarkAreSkipped()
{
    const CsvTable table = parseCsv("\xef\xbb\xbf\na,b\n\n1,2\n\n", "t.csv");
    QCOMPARE(table.header[0], std::string("a"));
    QCOMPARE(table.rows.size(), std::size_t(1));
    QCOMPARE(table.lines[0], 4);
}

void TestCsv::latin1BecomesUtf8()
{
    QCOMPARE(parseCsv("a\nBj\xf6rk\n", "t.csv").rows[0][0], std::string("Björk"));
    QCOMPARE(parseCsv("a\nBjörk\n", "t.csv").rows[0][0], std::string("Björk"));
    QCOMPARE(parseCsv("a\n\xc3\n", "t.csv").rows[0][0], std::string("Ã"));
}

void TestCsv::columnsAreFoundWithoutCaseAndBlanks()
{
    const CsvTable table = parseCsv("Song ID,valence_ max_mean\n1,2\n", "t.csv");
    QCOMPARE(findColumn(table, "song_id"), 0);
    QCOMPARE(findColumn(table, "valence_max_mean"), 1);
    QCOMPARE(findColumn(table, "valence"), -1);
    QVERIFY(errorOf([&] { requireColumn(table, "valence"); }).find("valence") != std::string::npos);
}

void TestCsv::damagedTablesAreRefusedWithTheLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n") << "Line 2";
    QTest::newRow("too few cells") << QByteArray("a,b\n1,2\n3\n") << "Line 3";
    QTest::newRow("too many cells") << QByteArray("a,b\n1,2,3\n") << "Line 2";
    QTest::newRow("text behind quotes") << QByteArray("a,b\n1,\"2\"3\n") << "Line 2";
    QTest::newRow("empty") << QByteArray("") << "empty";
    QTest::newRow("blank") << QByteArray("\n\n") << "empty";
    QTest::newRow("binary") << QByteArray("a,b\0c\n", 6) << "not a text file";
}

void TestCsv::damagedTablesAreRefusedWithTheLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, part);
    const std::string error = errorOf([&] { parseCsv(text.toStdString(), "t.csv"); });
    QVERIFY2(error.find(part.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("t.csv") != std::string::npos, error.c_str());
}

void TestCsv::limitsAreKept()
{
    QVERIFY(!errorOf([] { parseCsv("a\nbcd\n", "t", {.maxBytes = 3}); }).empty());
    QVERIFY(!errorOf([] { parseCsv("a\nbcd\n", "t", {.maxCellBytes = 2}); }).empty());
    QVERIFY(!errorOf([] { parseCsv("a\n\"bcd\"\n", "t", {.maxCellBytes = 2}); }).empty());
    QVERIFY(!errorOf([] { parseCsv("a,b\n1,2\n3,4\n", "t", {.maxCells = 5}); }).empty());
    QVERIFY(errorOf([] { parseCsv("a,b\n1,2\n3,4\n", "t", {.maxCells = 6}); }).empty());
}

void TestCsv::numbersAndIdsAreChecked()
{
    const CsvTable table = parseCsv("a\n3\n3.0\n-1\n2.5\nnan\n1e99\n4x\n\n1e400\n", "t.csv");
    QCOMPARE(numberAt(table, 3, 0), 2.5);
    QCOMPARE(idAt(table, 0, 0), 3);
    QCOMPARE(idAt(table, 1, 0), 3);
    for (const std::size_t row : {2, 3, 4, 5, 6, 7})
        QVERIFY(!errorOf([&] { idAt(table, row, 0); }).empty());
    for (const std::size_t row : {4, 6, 7})
        QVERIFY(!errorOf([&] { numberAt(table, row, 0); }).empty());
    QVERIFY(errorOf([&] { idAt(table, 6, 0); }).find("Line 8") != std::string::npos);
}

void TestCsv::missingFilesAndFoldersAreRefused()
{
    QVERIFY(errorOf([] { readCsv("/nonexistent/x.csv"); }).find("/nonexistent/x.csv") !=
            std::string::npos);
    QVERIFY(!errorOf([] { readCsv(std::filesystem::temp_directory_path()); }).empty());
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
