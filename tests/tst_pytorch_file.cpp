#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/pickle.h"
#include "core/tensors/pytorch_file.h"
#include "tests/support.h"

using namespace whence;

namespace {

std::string number(std::uint64_t value, int bytes)
{
    return {reinterpret_cast<const char*>(&value), std::size_t(bytes)};
}

std::string text(const std::string& value)
{
    return "X" + number(value.size(), 4) + value;
}

std::string integer(std::uint32_t value)
{
    return "J" + number(value, 4);
}

/// What a hostile or odd file may say of a tensor; the defaults are right for four floats.
struct Description {
    std::string storageType = "torch\nFloatStorage";
    std::string key = "0";
    std::string count = integer(4);
    std::string offset = integer(0);
    std::string shape = "(" + integer(2) + integer(2) + "t";
    std::string strides = "(" + integer(2) + integer(1) + "t";
};

std::string tensorPickle(const Description& d = {})
{
    const std::string storage = "(" + text("storage") + "c" + d.storageType + "\n" + text(d.key) +
                                text("cpu") + d.count + "tQ";
    return "\x80\x02}(" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + d.offset +
           d.shape + d.strides + "\x89}tRu.";
}

std::uint32_t crc32(const std::string& bytes)
{
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= std::uint8_t(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
    }
    return ~crc;
}

/// A zip archive with stored members.
std::string zip(const std::vector<std::pair<std::string, std::string>>& members, int method = 0)
{
    std::string bytes;
    std::string directory;
    for (const auto& [name, content] : members) {
        const std::string common = number(std::uint64_t(method), 2) + number(0, 4) +
                                   number(crc32(content), 4) + number(content.size(), 4) +
                                   number(content.size(), 4) + number(name.size(), 2) +
                                   number(0, 2);
        directory += "PK\x01\x02" + number(0, 4) + number(0, 2) + common + number(0, 2) +
                     number(0, 4) + number(0, 4) + number(bytes.size(), 4) + name;
        bytes += "PK\x03\x04" + number(0, 2) + number(0, 2) + common + name + content;
    }
    const std::size_t start = bytes.size();
    return bytes + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) +
           number(members.size(), 2) + number(directory.size(), 4) + number(start, 4) +
           number(0, 2);
}

std::string floats(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * 4};
}

std::string zipOf(const std::string& pickle, const std::vector<float>& values = {1, 2, 3, 4})
{
    return zip({{"x/data.pkl", pickle}, {"x/data/0", floats(values)}, {"x/version", "3\n"}});
}

std::string errorOf(const std::string& bytes)
{
    try {
        parsePyTorchStateDict(bytes, "x.pt");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

/// The file's name, shape and sum of each tensor, as reference/model lists them.
std::map<std::string, double> expectedSums(const QString& file)
{
    QFile list(file);
    std::map<std::string, double> sums;
    if (!list.open(QIODevice::ReadOnly))
        return sums;
    for (const QByteArray& line : list.readAll().split('\n')) {
        const auto columns = line.split('\t');
        if (columns.size() == 4 && !columns[0].endsWith("num_batches_tracked") &&
            !columns[0].startsWith('#'))
            sums[columns[0].toStdString()] = columns[3].toDouble();
    }
    return sums;
}

}  // namespace

class TestPytorchFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothFormsAreReadExactly_data();
    void bothFormsAreReadExactly();
    void otherContentsAreRefused_data();
    void otherContentsAreRefused();
    void goldenVariantsHoldTheSameTensors();
    void handMadeFileIsRead();
    void forbiddenGlobalIsRefusedByName_data();
    void forbiddenGlobalIsRefusedByName();
    void impossibleTensorsAreRefused_data();
    void impossibleTensorsAreRefused();
    void brokenPicklesAreRefused_data();
    void brokenPicklesAreRefused();
    void deepNestingIsHarmless();
    void manyTensorsOfOneStorageAreRefused();
    void compressedArchiveIsRefused();
    void everyCutIsNoticed();
    void everyChangedByteIsReadOrRefused();
};

void TestPytorchFile::bothFormsAreReadExactly_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("zip") << TEST_DATA "/pytorch/small_zip.pt";
    QTest::newRow("legacy") << TEST_DATA "/pytorch/small_legacy.pt";
}

void TestPytorchFile::bothFormsAreReadExactly()
{
    QFETCH(const QString, file);
    const TensorMap expected = {
        {"weight", {{3, 4}, {-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75}}},
        {"transposed", {{4, 3}, {-1, 0, 1, -0.75, 0.25, 1.25, -0.5, 0.5, 1.5, -0.25, 0.75, 1.75}}},
        {"window", {{2, 2}, {0.25, 0.5, 1.25, 1.5}}},
        {"half", {{3}, {0.5, -2, 65504}}},
        {"double", {{}, {0.1f}}},
        {"long", {{2}, {3, -4}}},
        {"parameter", {{1, 2}, {1, 2}}},
    };
    QVERIFY(readPyTorchStateDict(file.toStdString()) == expected);
}

void TestPytorchFile::otherContentsAreRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("part");
    QTest::newRow("module") << "module_zip.pt"
                            << "torch.nn.modules.linear.Linear";
    QTest::newRow("nested") << "nested_zip.pt"
                            << "epoch is no tensor";
    QTest::newRow("text") << "README.md"
                          << "is not a PyTorch state dict";
}

void TestPytorchFile::otherContentsAreRefused()
{
    QFETCH(const QString, file);
    QFETCH(const QString, part);
    const std::string bytes = readFile((QString(TEST_DATA "/pytorch/") + file).toStdString());
    QVERIFY2(QString::fromStdString(errorOf(bytes)).contains(part), errorOf(bytes).c_str());
}

void TestPytorchFile::goldenVariantsHoldTheSameTensors()
{
    if (!test::hasShared("reference/model"))
        return;
    const QString folder = SHARED_FOLDER "/reference/model/";
    const auto sums = expectedSums(folder + "keys_base16.txt");
    QCOMPARE(sums.size(), std::size_t(67));

    TensorMap first;
    for (const char* const variant :
         {"state_dict", "state_dict_legacy", "state_dict_cuda0", "plain_dict"}) {
        const TensorMap tensors =
            readPyTorchStateDict((folder + "rfresnet_base16_" + variant + ".pt").toStdString());
        QCOMPARE(tensors.size(), sums.size());
        for (const auto& [name, sum] : sums) {
            double total = 0.0;
            for (const float value : tensors.at(name).values)
                total += double(value);
            QVERIFY2(std::abs(total - sum) <= 1e-8 * std::max(1.0, std::abs(sum)), name.c_str());
        }
        QVERIFY(first.empty() || first == tensors);
        first = tensors;
    }
}

void TestPytorchFile::handMadeFileIsRead()
{
    const TensorMap tensors = parsePyTorchStateDict(zipOf(tensorPickle()), "x.pt");
    QVERIFY(tensors == (TensorMap{{"w", {{2, 2}, {1, 2, 3, 4}}}}));
}

void TestPytorchFile::forbiddenGlobalIsRefusedByName_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::newRow("called") << QByteArray(
        "\x80\x02"
        "cos\nsystem\n(X\x10\0\0\0touch /tmp/whencetR.",
        40);
    QTest::newRow("only named") << QByteArray(
        "\x80\x02"
        "cos\nsystem\n.");
    QTest::newRow("before the tensors") << QByteArray(
                                               "\x80\x02"
                                               "cos\nsystem\n0") +
                                               QByteArray::fromStdString(tensorPickle());
}

void TestPytorchFile::forbiddenGlobalIsRefusedByName()
{
    QFETCH(const QByteArray, pickle);
    const std::string expected =
        "The file x.pt asks for os.system, which a state dict does not need. Nothing of it was "
        "run.";
    QCOMPARE(errorOf(zipOf(pickle.toStdString())), expected);
    QCOMPARE(errorOf("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03." +
                     pickle.toStdString()),
             expected);
}

void TestPytorchFile::impossibleTensorsAreRefused_data()
{
    QTest::addColumn<QByteArray>("pickle");
    const auto row = [](const char* name, const Description& d) {
        QTest::newRow(name) << QByteArray::fromStdString(tensorPickle(d));
    };
    const std::string huge = "\x8a\x08" + number(0x7fffffffffffffff, 8);
    row("storage of another size", {.count = integer(5)});
    row("huge storage", {.count = huge});
    row("negative count", {.count = integer(0xffffffff)});
    row("offset beyond the end", {.offset = integer(1)});
    row("huge offset", {.offset = huge});
    row("negative offset", {.offset = integer(0xffffffff)});
    row("huge shape", {.shape = "(" + huge + huge + "t"});
    row("empty shape with strides", {.shape = ")"});
    row("zero extent", {.shape = "(" + integer(0) + integer(2) + "t"});
    row("negative extent", {.shape = "(" + integer(0xfffffffe) + integer(2) + "t"});
    row("stride beyond the end", {.strides = "(" + integer(3) + integer(1) + "t"});
    row("huge stride", {.strides = "(" + huge + integer(1) + "t"});
    row("negative stride", {.strides = "(" + integer(0xffffffff) + integer(1) + "t"});
    row("repeated by stride 0", {.shape = "(" + integer(4) + integer(4) + "t",
                                 .strides = "(" + integer(0) + integer(1) + "t"});
    row("another storage", {.key = "1"});
    row("other element type", {.storageType = "torch\nDoubleStorage"});
    row("shape of text", {.shape = "(" + text("2") + "t", .strides = "(" + integer(1) + "t"});
    row("no storage type", {.storageType = "collections\nOrderedDict"});
}

void TestPytorchFile::impossibleTensorsAreRefused()
{
    QFETCH(const QByteArray, pickle);
    const std::string error = errorOf(zipOf(pickle.toStdString()));
    QVERIFY2(error.starts_with("The file x.pt "), error.c_str());
}

void TestPytorchFile::brokenPicklesAreRefused_data()
{
    QTest::addColumn<QByteArray>("pickle");
    const auto row = [](const char* name, const std::string& pickle) {
        QTest::newRow(name) << QByteArray::fromStdString(pickle);
    };
    row("empty", "");
    row("no stop", "\x80\x02}");
    row("nothing on the stack", "\x80\x02.");
    row("protocol 4", "\x80\x04}.");
    row("unknown opcode", "\x80\x02}0.");
    row("mark on the stack", "\x80\x02(.");
    row("items without a mark", "\x80\x02}u.");
    row("below the mark", "\x80\x02}(" + text("a") + "s.");
    row("memo not set", "\x80\x02h\x05.");
    row("odd items", "\x80\x02}(" + text("a") + "u.");
    row("items of a list", "\x80\x02](NNu.");
    row("call of a number", "\x80\x02K\x01)R.");
    row("dictionary of arguments",
        "\x80\x02"
        "ccollections\nOrderedDict\n(NtR.");
    row("build on nothing", "\x80\x02}b.");
    row("text beyond the end",
        "\x80\x02X\xff\xff\xff\xff"
        "abc.");
    row("global without an end",
        "\x80\x02"
        "ctorch");
    row("empty dictionary", "\x80\x02}.");
    row("tensor of nothing", "\x80\x02}(" + text("a") + "Nu.");
    row("key with a line break", "\x80\x02}(" + text("a\nb") + "Nu.");
    row("key that is no text", "\x80\x02}(NNu.");
    row("tensor without arguments",
        "\x80\x02}(" + text("a") + "ctorch._utils\n_rebuild_tensor_v2\n)Ru.");
    row("parameter of nothing",
        "\x80\x02}(" + text("a") + "ctorch._utils\n_rebuild_parameter\n)Ru.");
    row("call of a storage type", "\x80\x02}(" + text("a") + "ctorch\nFloatStorage\n)Ru.");
}

void TestPytorchFile::brokenPicklesAreRefused()
{
    QFETCH(const QByteArray, pickle);
    const std::string error = errorOf(zipOf(pickle.toStdString()));
    QVERIFY2(error.starts_with("The file x.pt "), error.c_str());
}

void TestPytorchFile::deepNestingIsHarmless()
{
    const std::string deep = "\x80\x02)" + std::string(3'000'000, '\x85') + ".";
    const Pickle pickle = parsePickle(deep, "x.pt");
    QCOMPARE(pickle.items.size(), std::size_t(3'000'001));
    QVERIFY(!errorOf(zipOf(deep)).empty());
    // A list that holds itself.
    QVERIFY(!errorOf(zipOf("\x80\x02]q\x01h\x01"
                           "a."))
                 .empty());
    QVERIFY(!errorOf(zipOf("\x80\x02" + std::string(5 << 20, 'N') + ".")).empty());
}

void TestPytorchFile::manyTensorsOfOneStorageAreRefused()
{
    const std::string one = tensorPickle({.count = integer(1000),
                                          .shape = "(" + integer(1000) + "t",
                                          .strides = "(" + integer(1) + "t"});
    const std::vector<float> values(1000, 1.0f);
    QVERIFY(errorOf(zipOf(one, values)).empty());
    const std::size_t call = one.find("ctorch._utils");
    const std::string tensor = one.substr(call, one.size() - 2 - call);
    std::string pickle = "\x80\x02}(" + text("w") + tensor + "q\x01";
    for (int i = 0; i < 5000; ++i)
        pickle += text(std::to_string(i)) + "h\x01";
    const std::string error = errorOf(zipOf(pickle + "u.", values));
    QVERIFY2(error.ends_with("by an impossible shape."), error.c_str());
}

void TestPytorchFile::compressedArchiveIsRefused()
{
    const std::string error = errorOf(zip({{"x/data.pkl", "?"}}, 8));
    QVERIFY2(error.find("compressed") != std::string::npos, error.c_str());
}

void TestPytorchFile::everyCutIsNoticed()
{
    for (const char* const file : {"small_zip.pt", "small_legacy.pt"}) {
        const std::string bytes = readFile(std::string(TEST_DATA "/pytorch/") + file);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY2(!errorOf(bytes.substr(0, size)).empty(), qPrintable(QString::number(size)));
    }
}

void TestPytorchFile::everyChangedByteIsReadOrRefused()
{
    for (const char* const file : {"small_zip.pt", "small_legacy.pt"}) {
        const std::string bytes = readFile(std::string(TEST_DATA "/pytorch/") + file);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            for (const int change : {0x01, 0x80, 0xff}) {
                std::string changed = bytes;
                changed[i] = char(changed[i] ^ change);
                errorOf(changed);  // no crash, no other exception
            }
    }
}

QTEST_MAIN(TestPytorchFile)
#include "tst_pytorch_file.moc"
