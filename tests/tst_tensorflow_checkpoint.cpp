#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "checkpoint_files.h"
#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/tensorflow_checkpoint.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// A checkpoint "model" of two tensors, a = {1, 2, 3} and b = {{4}}, and a scalar int64.
std::string smallIndex()
{
    const auto crc = [](const std::vector<float>& values) {
        return maskCrc(crc32c({reinterpret_cast<const char*>(values.data()), values.size() * 4}));
    };
    return tableOf(
        {{{"", checkpointHeader}, {"a", entryBytes({"a", 1, {3}, 0, 0, 12, crc({1, 2, 3})})}},
         {{"b", entryBytes({"b", 1, {1, 1}, 0, 12, 4, crc({4})})},
          {"step", entryBytes({"step", 9, {}, 0, 16, 8, 0})}}});
}

std::string smallData()
{
    const std::vector<float> values = {1, 2, 3, 4};
    return std::string(reinterpret_cast<const char*>(values.data()), 16) + std::string(8, '\0');
}

/// Lines of a tensors.txt: name, dtype, [shape], shard, offset, size, hexadecimal CRC.
std::vector<CheckpointEntry> readTensorList(const std::filesystem::path& file)
{
    std::vector<CheckpointEntry> entries;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const auto open = line.find(" [");
        const auto close = line.find(']');
        if (open == std::string::npos || line.starts_with("HEADER"))
            continue;
        CheckpointEntry entry;
        std::istringstream front(line.substr(0, open));
        front >> entry.name >> entry.dataType;
        std::string shape = line.substr(open + 2, close - open - 2);
        std::ranges::replace(shape, ',', ' ');
        std::istringstream sizes(shape);
        for (std::int64_t size = 0; sizes >> size;)
            entry.shape.push_back(size);
        std::istringstream back(line.substr(close + 1));
        back >> entry.shard >> entry.offset >> entry.size >> std::hex >> entry.maskedCrc;
        entries.push_back(entry);
    }
    return entries;
}

}  // namespace

class TestTensorFlowCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsComeWithShapeAndValues()
    {
        const CheckpointFolder folder(smallIndex(), smallData());
        const TensorMap tensors = readTensorFlowCheckpoint(folder.path() / "model");
        const TensorMap expected = {{"a", {{3}, {1, 2, 3}}}, {"b", {{1, 1}, {4}}}};
        QVERIFY(tensors == expected);
        QVERIFY(readTensorFlowCheckpoint(folder.path() / "model.index") == expected);
    }

    void folderIsReadByItsStateFileOrItsOnlyIndex()
    {
        const CheckpointFolder folder(smallIndex(), smallData());
        QCOMPARE(readTensorFlowCheckpoint(folder.path()).size(), std::size_t(2));
        folder.write("old.index", smallIndex());
        QVERIFY(errorOf([&] { readTensorFlowCheckpoint(folder.path()); }).find("several") !=
                std::string::npos);
        folder.write("checkpoint", "model_checkpoint_path: \"/elsewhere/model\"\n");
        QCOMPARE(readTensorFlowCheckpoint(folder.path()).size(), std::size_t(2));
        const QTemporaryDir empty;
        QVERIFY_THROWS_EXCEPTION(Error, readTensorFlowCheckpoint(empty.path().toStdString()));
    }

    void eachFlippedBitOfTheDataNamesItsTensor()
    {
        for (std::size_t i = 0; i < 16; ++i) {
            std::string data = smallData();
            data[i] = char(data[i] ^ (1 << (i % 8)));
            const CheckpointFolder folder(smallIndex(), data);
            const std::string error = errorOf([&] { readTensorFlowCheckpoint(folder.path()); });
            QVERIFY(error.find(i < 12 ? "'a'" : "'b'") != std::string::npos);
            QVERIFY(error.find("checksum") != std::string::npos);
        }
    }

    void truncatedDataNameTheTensor()
    {
        const CheckpointFolder folder(smallIndex(), smallData().substr(0, 15));
        const std::string error = errorOf([&] { readTensorFlowCheckpoint(folder.path()); });
        QVERIFY(error.find("'b'") != std::string::npos);
        QVERIFY(error.find("truncated") != std::string::npos);
    }

    void damagedBytesOfTheIndexAreRefusedOrWithoutEffect()
    {
        const std::string index = smallIndex();
        const auto entries = parseCheckpointIndex(index, "x");
        // What is not looked at (padding, the meta index) may change, but nothing with it.
        for (std::size_t i = 0; i < index.size(); ++i) {
            std::string bytes = index;
            bytes[i] = char(bytes[i] ^ 0x41);
            try {
                QVERIFY(parseCheckpointIndex(bytes, "x") == entries);
            } catch (const Error&) {
                continue;
            }
        }
        for (std::size_t size = 0; size < index.size(); ++size)
            QVERIFY_THROWS_EXCEPTION(Error, parseCheckpointIndex(index.substr(0, size), "x"));
    }

    void sizesThatDoNotFitAreRefused()
    {
        const auto indexOf = [](const CheckpointEntry& entry) {
            return tableOf({{{"", checkpointHeader}, {entry.name, entryBytes(entry)}}});
        };
        const std::int64_t huge = std::int64_t(1) << 62;
        for (const CheckpointEntry& entry : {CheckpointEntry{"t", 1, {4}, 0, 0, 12, 0},
                                             CheckpointEntry{"t", 1, {huge, 4}, 0, 0, 16, 0},
                                             CheckpointEntry{"t", 1, {huge}, 0, 0, huge, 0},
                                             CheckpointEntry{"t", 1, {3}, 0, huge, 12, 0}}) {
            const CheckpointFolder folder(indexOf(entry), smallData());
            QVERIFY(errorOf([&] { readTensorFlowCheckpoint(folder.path()); }).find("'t'") !=
                    std::string::npos);
        }
    }

    void entriesThatWouldTakeMoreMemoryThanTheFileAreRefused()
    {
        const std::string entry = entryBytes({"a", 1, {3}, 0, 0, 12, 0});
        const std::string longName =
            tableOf({{{"", checkpointHeader}, {std::string(513, 'a'), entry}}});
        QVERIFY_THROWS_EXCEPTION(Error, parseCheckpointIndex(longName, "x"));
        const std::string fits =
            tableOf({{{"", checkpointHeader}, {std::string(512, 'a'), entry}}});
        QCOMPARE(parseCheckpointIndex(fits, "x").size(), std::size_t(1));

        const std::string overlapping =
            tableOf({{{"", checkpointHeader}, {"a", entry}, {"b", entry}}});
        const CheckpointFolder folder(overlapping, smallData());
        const std::string error = errorOf([&] { readTensorFlowCheckpoint(folder.path()); });
        QVERIFY2(error.find("overlap") != std::string::npos, error.c_str());
    }

    void unorderedEntriesAndForeignFilesAreRefused()
    {
        const std::string entry = entryBytes({"a", 1, {3}, 0, 0, 12, 0});
        QVERIFY_THROWS_EXCEPTION(
            Error, parseCheckpointIndex(
                       tableOf({{{"", checkpointHeader}, {"b", entry}, {"a", entry}}}), "x"));
        QVERIFY_THROWS_EXCEPTION(Error, parseCheckpointIndex(tableOf({{{"a", entry}}}), "x"));
        QVERIFY_THROWS_EXCEPTION(
            Error, parseCheckpointIndex(tableOf({{{"", "\x08\x02"}, {"a", entry}}}), "x"));
        QVERIFY_THROWS_EXCEPTION(
            Error, parseCheckpointIndex(tableOf({{{"", "\x08\x01\x10\x01"}, {"a", entry}}}), "x"));
        QVERIFY_THROWS_EXCEPTION(Error, parseCheckpointIndex(std::string(100, 'x'), "x"));
        QVERIFY_THROWS_EXCEPTION(Error, parseCheckpointIndex("", "x"));
    }

    void cancelsBetweenTensors()
    {
        const CheckpointFolder folder(smallIndex(), smallData());
        const Progress progress([](double, const std::string&) { return false; });
        QVERIFY_THROWS_EXCEPTION(Cancelled, readTensorFlowCheckpoint(folder.path(), progress));
    }

    void realTwoStemIndexHasItsEntries()
    {
        const auto entries = parseCheckpointIndex(
            readFile(std::filesystem::path(TEST_DATA) / "tensors/real_2stems_model.index"), "x");
        QCOMPARE(entries.size(), std::size_t(149));
        QCOMPARE(entries.front().name, std::string("batch_normalization/beta"));
        const auto kernel =
            std::ranges::find(entries, "conv2d_transpose_6/kernel", &CheckpointEntry::name);
        QVERIFY(kernel != entries.end());
        QVERIFY((kernel->shape == std::vector<std::int64_t>{5, 5, 256, 512}));
        QCOMPARE(kernel->size, std::int64_t(4 * 5 * 5 * 256 * 512));
        QCOMPARE(entries.back().name, std::string("global_step"));
    }

    void reducedSpleeterCheckpointReadsAsExpected()
    {
        if (!hasShared("reference/spleeter"))
            return;
        const auto folder = sharedPath("reference/spleeter/reduced_5stems_checkpoint");
        const TensorMap tensors = readTensorFlowCheckpoint(folder);
        const auto entries = parseCheckpointIndex(readFile(folder / "model.index"), "x");
        std::ifstream lines(sharedPath("reference/spleeter/reduced_checkpoint_entries.tsv"));
        std::string line;
        std::getline(lines, line);
        std::size_t count = 0;
        for (; std::getline(lines, line); ++count) {
            const QStringList cells = QString::fromStdString(line).split('\t');
            const CheckpointEntry& entry = entries.at(count);
            QCOMPARE(QString::fromStdString(entry.name), cells[0]);
            QCOMPARE(QString::number(entry.offset), cells[3]);
            QCOMPARE(QString::number(entry.size), cells[4]);
            QCOMPARE(QString::number(entry.maskedCrc), cells[5]);
            if (cells[1] != "float32")
                continue;
            double sum = 0.0;
            for (const float value : tensors.at(entry.name).values)
                sum += double(value);
            QVERIFY(std::abs(sum - cells[6].toDouble()) <= 1e-5 * (1.0 + std::abs(sum)));
        }
        QCOMPARE(count, entries.size());
    }

    void realCheckpointsAreReadAsListed_data()
    {
        QTest::addColumn<QString>("index");
        QTest::addColumn<QString>("list");
        QTest::addColumn<int>("count");
        QTest::newRow("Spleeter, 5 stems") << "data/spleeter_5stems/model.index"
                                           << "data/spleeter_5stems/tensors.txt" << 371;
        QTest::newRow("basic-pitch") << "data/tf_checkpoint/variables.index"
                                     << "data/tf_checkpoint/tensors.txt" << 74;
    }

    void realCheckpointsAreReadAsListed()
    {
        QFETCH(const QString, index);
        QFETCH(const QString, list);
        QFETCH(const int, count);
        if (!hasShared("data"))
            return;
        const auto entries = parseCheckpointIndex(readFile(sharedPath(index.toStdString())), "x");
        QCOMPARE(int(entries.size()), count);
        QVERIFY(entries == readTensorList(sharedPath(list.toStdString())));
    }

    void realCheckpointHasAllItsFloatTensors()
    {
        if (!hasShared("data/tf_checkpoint"))
            return;
        const auto tensors = readTensorFlowCheckpoint(sharedPath("data/tf_checkpoint/variables"));
        QCOMPARE(tensors.size(), std::size_t(72));
    }

    void officialIndexRefusesForeignDataTensorByTensor()
    {
        if (!hasShared("data/spleeter_5stems"))
            return;
        const std::string index = readFile(sharedPath("data/spleeter_5stems/model.index"));
        const CheckpointFolder folder(index, "");
        const auto data = folder.path() / "model.data-00000-of-00001";
        std::filesystem::resize_file(data, 196535188);  // sparse: zeros, as some tensors are
        const auto entries = parseCheckpointIndex(index, "x");
        {
            std::fstream stream(data, std::ios::binary | std::ios::in | std::ios::out);
            for (const CheckpointEntry& entry : entries)
                stream.seekp(entry.offset).put('\1');
        }
        for (const CheckpointEntry& entry : entries) {
            if (entry.dataType != 1)
                continue;
            const std::string error = errorOf([&] { readCheckpointTensor(data, entry); });
            QVERIFY2(error.find("'" + entry.name + "'") != std::string::npos, entry.name.c_str());
        }
        QVERIFY(errorOf([&] {
                    readTensorFlowCheckpoint(folder.path());
                }).find("'batch_normalization/beta'") != std::string::npos);
    }
};

QTEST_MAIN(TestTensorFlowCheckpoint)
#include "tst_tensorflow_checkpoint.moc"
