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
#include "tests/pytorch_files.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

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
    void membersThatShareBytesAreRefused();
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

void TestPytorchFile::membersThatShareBytesAreRefused()
{
    // A directory of n entries for one member of n bytes would take n² steps to check.
    const std::string content(10000, 'x');
    const std::string one = zip({{"x/data.pkl", content}});
    const std::size_t start = one.find("PK\x01\x02");
    const std::string entry = one.substr(start, 46 + 10);
    std::string bytes = one.substr(0, start);
    for (int i = 0; i < 100; ++i)
        bytes += entry.substr(0, 46) + "x/data/" + QByteArray::number(100 + i).toStdString();
    bytes += "PK\x05\x06" + number(0, 4) + number(100, 2) + number(100, 2) +
             number(100 * entry.size(), 4) + number(start, 4) + number(0, 2);
    QVERIFY(errorOf(bytes).find("not a complete zip archive") != std::string::npos);
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
