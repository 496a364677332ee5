#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <string>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"
#include "core/tensors/tensor_file.h"

using namespace whence;

namespace {

const std::string kind = "whence-model";

TensorFile example()
{
    return {kind,
            R"({"name":"a model","numbers":[1,0.1]})",
            {{"a.weight", {{2, 3}, {0.5f, -1.0f, 0.1f, 1e-5f, 1000.3f, 0.0f}}},
             {"b.bias", {{3}, {0.1f, 1e6f, -1e-9f}}},
             {"c", {{}, {3.25f}}}},
            {}};
}

std::string bytesOf(const TensorFile& content, TensorPrecision precision = TensorPrecision::Float32)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("x").toStdString();
    writeTensorFile(file, content, precision);
    return readFile(file);
}

/// A file with this header and data whose checksum is right.
std::string fileOf(const std::string& header, const std::string& data)
{
    std::string bytes = "\x89WHENCE\n";
    const auto appendNumber = [&](std::uint32_t number) {
        bytes.append(reinterpret_cast<const char*>(&number), 4);
    };
    appendNumber(1);
    appendNumber(std::uint32_t(header.size()));
    return bytes + sha256(header + data) + header + data;
}

std::string headerWith(const std::string& tensors)
{
    return R"({"kind":"whence-model","card":{},"tensors":[)" + tensors + "]}";
}

std::string errorOf(const std::string& bytes)
{
    try {
        parseTensorFile(bytes, kind, "x.whence-model");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class TestTensorFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void halfPrecisionRoundsMatricesOnly();
    void sameContentMakesSameBytes();
    void everyChangedOrMissingByteIsNoticed();
    void foreignFilesAreRefused();
    void otherKindIsRefusedByName();
    void wrongTablesAreRefused_data();
    void wrongTablesAreRefused();
    void deepJsonIsRefused();
};

void TestTensorFile::whatIsWrittenIsRead()
{
    const TensorFile content = example();
    const TensorFile read = parseTensorFile(bytesOf(content), kind, "x");
    QCOMPARE(read.kind, kind);
    QCOMPARE(read.card, content.card);
    QVERIFY(read.tensors == content.tensors);
    QCOMPARE(read.sha256.size(), std::size_t(64));
}

void TestTensorFile::halfPrecisionRoundsMatricesOnly()
{
    const TensorFile content = example();
    const std::string bytes = bytesOf(content, TensorPrecision::Float16);
    QVERIFY(bytes.size() < bytesOf(content).size());
    const TensorMap read = parseTensorFile(bytes, kind, "x").tensors;
    QVERIFY(precisionOf(read) == TensorPrecision::Float16);
    QVERIFY(precisionOf(content.tensors) == TensorPrecision::Float32);
    QVERIFY(read.at("b.bias") == content.tensors.at("b.bias"));
    const auto& exact = content.tensors.at("a.weight").values;
    const auto& rounded = read.at("a.weight").values;
    for (std::size_t i = 0; i < exact.size(); ++i)
        QVERIFY(std::abs(rounded[i] - exact[i]) <= 0x1p-11f * std::abs(exact[i]) + 0x1p-25f);
    QVERIFY(rounded != exact);

    TensorFile large = content;
    large.tensors["a.weight"].values[0] = 1e5f;
    const TensorMap kept =
        parseTensorFile(bytesOf(large, TensorPrecision::Float16), kind, "x").tensors;
    QVERIFY(kept == large.tensors);
}

void TestTensorFile::sameContentMakesSameBytes()
{
    QVERIFY(bytesOf(example()) == bytesOf(example()));
}

void TestTensorFile::everyChangedOrMissingByteIsNoticed()
{
    const std::string bytes = bytesOf(example());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = char(changed[i] ^ 0x40);
        QVERIFY2(!errorOf(changed).empty(), qPrintable(QString::number(i)));
        QVERIFY2(!errorOf(bytes.substr(0, i)).empty(), qPrintable(QString::number(i)));
    }
    QVERIFY(!errorOf(bytes + "x").empty());
}

void TestTensorFile::foreignFilesAreRefused()
{
    QCOMPARE(errorOf(""), std::string("The file x.whence-model is not a Whence model."));
    QCOMPARE(errorOf("PK\x03\x04 and so on"),
             std::string("The file x.whence-model is not a Whence model."));
    QVERIFY_THROWS_EXCEPTION(Error, readTensorFile("/nonexistent", kind));
}

void TestTensorFile::otherKindIsRefusedByName()
{
    TensorFile content = example();
    content.kind = "whence-separator";
    QCOMPARE(errorOf(bytesOf(content)),
             std::string("The file x.whence-model is a Whence separator, not a Whence model."));
}

void TestTensorFile::wrongTablesAreRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    const auto row = [](const char* name, const std::string& tensors) {
        QTest::newRow(name) << QByteArray::fromStdString(headerWith(tensors));
    };
    row("none for the data", "");
    row("gap", R"({"name":"a","dtype":"f32","shape":[1],"offset":4,"size":4})");
    row("too short", R"({"name":"a","dtype":"f32","shape":[1],"offset":0,"size":4})");
    row("too long", R"({"name":"a","dtype":"f32","shape":[3],"offset":0,"size":12})");
    row("size against shape", R"({"name":"a","dtype":"f32","shape":[1],"offset":0,"size":8})");
    row("overflow",
        R"({"name":"a","dtype":"f32","shape":[4611686018427387905,2],"offset":0,"size":8})");
    row("negative", R"({"name":"a","dtype":"f32","shape":[-1,-2],"offset":0,"size":8})");
    row("zero", R"({"name":"a","dtype":"f32","shape":[0],"offset":0,"size":0},
                   {"name":"b","dtype":"f32","shape":[2],"offset":0,"size":8})");
    row("unknown type", R"({"name":"a","dtype":"f64","shape":[1],"offset":0,"size":8})");
    row("same name twice", R"({"name":"a","dtype":"f32","shape":[1],"offset":0,"size":4},
                              {"name":"a","dtype":"f32","shape":[1],"offset":4,"size":4})");
    row("shared data", R"({"name":"a","dtype":"f32","shape":[2],"offset":0,"size":8},
                          {"name":"b","dtype":"f32","shape":[2],"offset":0,"size":8})");
    row("no name", R"({"dtype":"f32","shape":[2],"offset":0,"size":8})");
    row("wrong types", R"({"name":1,"dtype":2,"shape":"x","offset":[],"size":{}})");
    row("negative offset", R"({"name":"a","dtype":"f32","shape":[2],"offset":-1,"size":8})");
    QTest::newRow("not an object") << QByteArray("[]");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no tensors") << QByteArray(R"({"kind":"whence-model","card":{}})");
    QTest::newRow("table of another type")
        << QByteArray(R"({"kind":"whence-model","card":{},"tensors":8})");
}

void TestTensorFile::wrongTablesAreRefused()
{
    QFETCH(const QByteArray, header);
    QCOMPARE(errorOf(fileOf(header.toStdString(), std::string(8, '\0'))),
             std::string("The file x.whence-model is damaged: its contents do not fit together."));
    const std::string right = R"({"name":"a","dtype":"f32","shape":[2],"offset":0,"size":8})";
    QVERIFY(errorOf(fileOf(headerWith(right), std::string(8, '\0'))).empty());
}

void TestTensorFile::deepJsonIsRefused()
{
    const std::string deep = std::string(200000, '[') + std::string(200000, ']');
    const std::string header = R"({"kind":"whence-model","card":)" + deep + R"(,"tensors":[]})";
    QVERIFY(!errorOf(fileOf(header, "")).empty());
}

QTEST_MAIN(TestTensorFile)
#include "tst_tensor_file.moc"
