#include <QTemporaryDir>
#include <QTest>
#include <cstring>

#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/half.h"
#include "core/tensors/npy.h"
#include "support.h"

using namespace whence;

namespace {

/// An array file with that dictionary and those values, as NumPy writes it.
template <typename Number>
std::string arrayFile(const std::string& dictionary, const std::vector<Number>& values,
                      char version = 1)
{
    std::string bytes = "\x93NUMPY";
    bytes += {version, '\0', char(dictionary.size()), '\0'};
    if (version > 1)
        bytes += {'\0', '\0'};
    bytes += dictionary;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number));
    return bytes;
}

std::string dictionary(const std::string& type, const std::string& shape,
                       const char* order = "False")
{
    return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

}  // namespace

class TestNpy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void theWrittenHeaderIsAligned();
    void everyNumberTypeIsRead();
    void scalarsAndEmptyArraysAreRead();
    void versionTwoIsRead();
    void halvesConvertBothWays();
    void foreignAndDamagedFilesAreRefused_data();
    void foreignAndDamagedFilesAreRefused();
    void everyPrefixOfAFileIsRefused();
    void filesOfNumPyAreRead();
};

void TestNpy::whatIsWrittenIsReadBack()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("array.npy").toStdString();
    for (const Tensor& tensor : {Tensor{{}, {1.5f}}, Tensor{{3}, {1.0f, -2.0f, 1e-30f}},
                                 Tensor{{2, 0, 3}, {}}, Tensor{{2, 1, 2}, {1, 2, 3, 4}}}) {
        writeNpy(file, tensor);
        QVERIFY(readNpy(file) == tensor);
    }
}

void TestNpy::theWrittenHeaderIsAligned()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("array.npy").toStdString();
    writeNpy(file, {{3}, {1, 2, 3}});
    const std::string bytes = readFile(file);
    QCOMPARE((bytes.size() - 12) % 64, 0u);
    QVERIFY(bytes.find("'shape': (3, ), }") != std::string::npos);
    QCOMPARE(bytes[bytes.size() - 13], '\n');
}

void TestNpy::everyNumberTypeIsRead()
{
    const Tensor expected{{2}, {1.0f, 3.0f}};
    const std::string shape = "(2,)";
    const auto read = [&](const std::string& bytes) { return parseNpy(bytes, "test"); };
    QVERIFY(read(arrayFile<float>(dictionary("<f4", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<double>(dictionary("<f8", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::uint16_t>(dictionary("<f2", shape), {0x3c00, 0x4200})) == expected);
    QVERIFY(read(arrayFile<std::int8_t>(dictionary("|i1", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::uint8_t>(dictionary("|u1", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::int16_t>(dictionary("<i2", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::uint16_t>(dictionary("<u2", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::int32_t>(dictionary("<i4", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::uint32_t>(dictionary("<u4", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::int64_t>(dictionary("<i8", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::uint64_t>(dictionary("<u8", shape), {1, 3})) == expected);
    QVERIFY(read(arrayFile<std::int8_t>(dictionary("|b1", shape), {1, 0})).values ==
            std::vector<float>({1, 0}));
    QCOMPARE(read(arrayFile<std::int16_t>(dictionary("<i2", "(1,)"), {-32768})).values[0],
             -32768.0f);
}

void TestNpy::scalarsAndEmptyArraysAreRead()
{
    QVERIFY(parseNpy(arrayFile<float>(dictionary("<f4", "()"), {7}), "test") == (Tensor{{}, {7}}));
    QVERIFY(parseNpy(arrayFile<float>(dictionary("<f4", "(0, 5)"), {}), "test") ==
            (Tensor{{0, 5}, {}}));
    // One dimension is the same in both orders.
    QVERIFY(parseNpy(arrayFile<float>(dictionary("<f4", "(1,)", "True"), {7}), "test") ==
            (Tensor{{1}, {7}}));
}

void TestNpy::versionTwoIsRead()
{
    QVERIFY(parseNpy(arrayFile<float>(dictionary("<f4", "(1,)"), {7}, 2), "test") ==
            (Tensor{{1}, {7}}));
}

void TestNpy::halvesConvertBothWays()
{
    QCOMPARE(halfToFloat(0x3c00), 1.0f);
    QCOMPARE(halfToFloat(0xc000), -2.0f);
    QCOMPARE(halfToFloat(0x7bff), 65504.0f);
    QCOMPARE(halfToFloat(0x0001), 0x1p-24f);
    QVERIFY(std::isinf(halfToFloat(0x7c00)) && std::isnan(halfToFloat(0x7e00)));
    for (std::uint32_t half = 0; half < 0x10000; ++half)
        if (!std::isnan(halfToFloat(std::uint16_t(half))))
            QCOMPARE(floatToHalf(halfToFloat(std::uint16_t(half))), std::uint16_t(half));
    QCOMPARE(floatToHalf(1.0f + 0x1p-11f), std::uint16_t(0x3c00));  // a tie goes to even
    QCOMPARE(floatToHalf(1.0f + 0x3p-11f), std::uint16_t(0x3c02));
    QCOMPARE(floatToHalf(1.0f + 0x1.1p-11f), std::uint16_t(0x3c01));
    QCOMPARE(floatToHalf(65519.0f), std::uint16_t(0x7bff));
    QCOMPARE(floatToHalf(65520.0f), std::uint16_t(0x7c00));
    QCOMPARE(floatToHalf(-1e30f), std::uint16_t(0xfc00));
    QCOMPARE(floatToHalf(0x1p-26f), std::uint16_t(0));
    QVERIFY(std::isnan(halfToFloat(floatToHalf(std::nanf("")))));
}

void TestNpy::foreignAndDamagedFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& header, const char* reason,
                        std::vector<float> values = {1, 2}) {
        QTest::newRow(name) << QByteArray::fromStdString(arrayFile<float>(header, values))
                            << reason;
    };
    row("big endian", dictionary(">f4", "(2,)"), "little-endian");
    row("objects", dictionary("|O", "(2,)"), "type '|O'");
    row("complex", dictionary("<c8", "(1,)"), "type '<c8'");
    row("Fortran order", dictionary("<f4", "(2, 1)", "True"), "Fortran order");
    row("too few values", dictionary("<f4", "(3,)"), "size its header claims");
    row("too many values", dictionary("<f4", "(1,)"), "size its header claims");
    row("impossible shape", dictionary("<f4", "(999999999999999, 999999999999999)"),
        "impossible shape");
    row("negative extent", dictionary("<f4", "(-2,)"), "damaged header");
    row("too many dimensions",
        dictionary("<f4", "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"),
        "damaged header");
    row("huge number", dictionary("<f4", "(11111111111111111111111111)"), "damaged header");
    row("no shape", "{'descr': '<f4', 'fortran_order': False}", "damaged header");
    row("unknown key", "{'descr': '<f4', 'fortran_order': False, 'x': (2,)}", "damaged header");
    row("no dictionary", "import os", "damaged header");
    row("unclosed string", "{'descr", "damaged header");
    row("empty header", "", "damaged header");
    QTest::newRow("not an array") << QByteArray("RIFF....WAVEfmt ") << "is not a NumPy array";
    QTest::newRow("empty file") << QByteArray() << "is not a NumPy array";
    QTest::newRow("version 3") << QByteArray::fromStdString(arrayFile<float>("{}", {}, 3))
                               << "version 3";
    QTest::newRow("header beyond the end")
        << QByteArray("\x93NUMPY\x01\x00\xff\xff{}", 12) << "ends inside its header";
}

void TestNpy::foreignAndDamagedFilesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, reason);
    const std::string message = test::errorOf([&] { parseNpy(bytes.toStdString(), "F.npy"); });
    QVERIFY2(message.find(reason.toStdString()) != std::string::npos, message.c_str());
    QVERIFY(message.find("F.npy") != std::string::npos);
}

void TestNpy::everyPrefixOfAFileIsRefused()
{
    const std::string bytes = arrayFile<float>(dictionary("<f4", "(2,)"), {1, 2});
    for (std::size_t length = 0; length < bytes.size(); ++length)
        QVERIFY_EXCEPTION_THROWN(parseNpy(bytes.substr(0, length), "test"), Error);
}

void TestNpy::filesOfNumPyAreRead()
{
    if (!test::hasShared("reference"))
        return;
    int count = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(test::sharedPath("reference")))
        if (entry.path().extension() == ".npy" && entry.file_size() < 4000000 && ++count <= 200)
            QVERIFY2(test::errorOf([&] { readNpy(entry.path()); }).empty(), entry.path().c_str());
    QVERIFY(count > 0);
}

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_npy.moc"
