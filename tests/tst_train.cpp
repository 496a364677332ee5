#include <QTemporaryDir>
#include <fstream>

#include "core/data/csv.h"
#include "core/data/dataset.h"
#include "core/model/emotion_model.h"
#include "core/synthetic/audio_files.h"
#include "core/synthetic/sound_font.h"
#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs `whence-cli train emotion` on data sets of seconds.
class TestTrain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void dataSetsBecomeAModelWithAFullCard();
    void twoSetsKeepTheirOwnRanges();
    void severalRunsAreNumbered();
    void aTrainingGoesOnFromAModelAsWideOrNarrower();
    void featuresAloneMakeAModelWithoutEmotions();
    void synthesizedMusicBecomesADemonstrationModel();
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void missingDataEndsWithOneAndNoModel();

private:
    CliOutcome train(const QStringList& options) const;
    void write(const fs::path& file, const std::string& text) const;
    fs::path at(const std::string& name) const { return root() / name; }
    fs::path root() const { return m_folder.path().toStdString(); }
    QString text(const std::string& name) const
    {
        return QString::fromStdString(at(name).string());
    }

    QTemporaryDir m_folder;
    const QStringList m_small = {"--channels", "2", "--window",        "2", "--epochs",        "2",
                                 "--threads",  "1", "--feature-batch", "4", "--emotion-batch", "4"};
};

CliOutcome TestTrain::train(const QStringList& options) const
{
    return runCli(QStringList{"train", "emotion"} + options);
}

void TestTrain::write(const fs::path& file, const std::string& content) const
{
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file, std::ios::binary) << content;
}

void TestTrain::initTestCase()
{
    std::string annotations =
        "song_id,melody,articulation,rhythm_complexity,rhythm_stability,dissonance,"
        "tonal_stability,minorness\n";
    std::string midlevelMetadata = "song id;Source;ID at file source;song title;Artist;album\n";
    std::string pmemoMetadata = "musicId,fileName,title,artist,album,duration\n";
    std::string emotions = "musicId,Arousal(mean),Valence(mean)\n";
    for (int id = 1; id <= 20; ++id) {
        const std::string number = std::to_string(id);
        annotations += number;
        for (int j = 0; j < 7; ++j)
            annotations += "," + std::to_string(1.0 + (id * (j + 2)) % 11 * 0.8);
        annotations += "\n";
        midlevelMetadata += number + ";test;0;Title;Artist " + number + ";Album\n";
        pmemoMetadata += number + "," + number + ".mp3,Title,Artist " + number + ",Album,00:02\n";
        emotions += number + "," + std::to_string(0.04 * id) + "," +
                    std::to_string(0.1 + 0.03 * ((id * 7) % 20)) + "\n";
        for (const char* folder : {"MidlevelFeatures/audio", "pmemo/chorus"}) {
            fs::create_directories(at(folder));
            // One recording is missing and one is no audio.
            const fs::path file = at(folder) / (number + ".mp3");
            if (id == 20)
                std::ofstream(file) << "no audio";
            else if (id != 19)
                writeMp3(file, noise(1.5 + 0.1 * id, 44100, 2, 0.5, std::uint64_t(id)));
        }
    }
    write("MidlevelFeatures/metadata_annotations/annotations.csv", annotations);
    write("MidlevelFeatures/metadata_annotations/metadata.csv", midlevelMetadata);
    write("pmemo/metadata.csv", pmemoMetadata);
    write("pmemo/annotations/static_annotations.csv", emotions);
}

void TestTrain::dataSetsBecomeAModelWithAFullCard()
{
    const CliOutcome outcome =
        train(m_small + QStringList{"--midlevel", text(""), "--pmemo", text("pmemo"), "--out",
                                    text("a.whence-model"), "--cache", text("cache"), "--name",
                                    "Test model", "--licence", "CC0"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY(outcome.error.contains("Track 19 of PMEmo is left out"));
    QVERIFY(outcome.error.contains("Track 20 of Mid-level is left out"));

    const ModelInfo info = EmotionModel::load(at("a.whence-model")).info();
    QCOMPARE(info.name, std::string("Test model"));
    QCOMPARE(info.licence, std::string("CC0"));
    QCOMPARE(info.features, canonicalFeatures());
    QCOMPARE(info.emotions, canonicalEmotions());
    QCOMPARE(info.windowFrames, windowFrames(2.0, info.spectrogram));
    QCOMPARE(info.labelScale, std::string("observed"));
    QVERIFY(std::abs(info.labelRanges.at("arousal").maximum - 0.8) < 1e-9);
    QCOMPARE(info.quality.size(), std::size_t(9));
    QCOMPARE(info.reference.size(), std::size_t(9));
    QCOMPARE(info.embeddingMean.size(), std::size_t(8));
    QVERIFY(info.embeddingDistance95 > 0.0);
    QVERIFY(info.source.find("--midlevel") != std::string::npos);
    QVERIFY(info.source.find(root().string()) == std::string::npos);
    QVERIFY(info.notice.empty());

    // The log has a row per epoch, the results one per set and output; the checkpoint is gone.
    QCOMPARE(readCsv(at("a.csv")).rows.size(), std::size_t(2));
    QCOMPARE(parseCsv(outcome.output.toStdString(), "").rows.size(), std::size_t(9));
    QVERIFY(!fs::exists(at("a.whence-model.checkpoint")));
}

void TestTrain::twoSetsKeepTheirOwnRanges()
{
    std::string labels = "song_id, valence_mean, valence_std, arousal_mean, arousal_std\n";
    fs::create_directories(at("deam/DEAM_audio/MEMD_audio"));
    for (int id = 2; id <= 17; ++id) {
        labels += std::to_string(id) + "," + std::to_string(2.0 + 0.25 * ((id * 7) % 20)) +
                  ",1.0," + std::to_string(2.0 + 0.3 * id) + ",1.0\n";
        const std::string name = std::to_string(id) + ".mp3";
        fs::copy(at("pmemo/chorus") / name, at("deam/DEAM_audio/MEMD_audio") / name);
    }
    write(
        "deam/DEAM_Annotations/annotations/annotations averaged per song/song_level/"
        "static_annotations_averaged_songs_1_2000.csv",
        labels);
    const CliOutcome outcome =
        train(m_small + QStringList{"--midlevel", text(""), "--pmemo", text("pmemo"), "--deam",
                                    text("deam"), "--out", text("two.whence-model"), "--cache",
                                    text("cache")});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const ModelInfo info = EmotionModel::load(at("two.whence-model")).info();
    QVERIFY(!info.labelRanges.contains("arousal") && info.labelRanges.contains("melody"));
    QVERIFY(std::abs(info.labelRangesOfSets.at("PMEmo").at("arousal").maximum - 0.8) < 1e-9);
    QVERIFY(std::abs(info.labelRangesOfSets.at("DEAM").at("arousal").maximum - 7.1) < 1e-9);
    QVERIFY(info.trainingData.find("DEAM (valence and arousal as distributed): ") !=
            std::string::npos);
}

void TestTrain::severalRunsAreNumbered()
{
    const CliOutcome outcome =
        train(m_small + QStringList{"--midlevel", text("MidlevelFeatures"), "--pmemo",
                                    text("pmemo"), "--out", text("b.whence-model"), "--cache",
                                    text("cache"), "--runs", "2"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY(EmotionModel::load(at("b_0.whence-model")).info().id !=
            EmotionModel::load(at("b_1.whence-model")).info().id);
    const CsvTable figures = parseCsv(outcome.output.toStdString(), "");
    const int deviation = requireColumn(figures, "rmse_deviation");
    QVERIFY(numberAt(figures, 0, deviation) > 0.0);
}

void TestTrain::aTrainingGoesOnFromAModelAsWideOrNarrower()
{
    const QStringList further = {"--midlevel", text(""),
                                 "--pmemo",    text("pmemo"),
                                 "--cache",    text("cache"),
                                 "--start",    text("a.whence-model"),
                                 "--out",      text("f.whence-model")};
    const CliOutcome outcome = train(m_small + further);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const ModelInfo first = readModelInfo(at("a.whence-model"));
    const std::string source = readModelInfo(at("f.whence-model")).source;
    QVERIFY2(
        source.ends_with("it went on from the model " + first.id + ", made by: " + first.source),
        source.c_str());

    const QStringList rest = m_small.mid(2) + further;  // without --channels
    const CliOutcome grown = train(QStringList{"--channels", "3"} + rest);
    QVERIFY2(grown.code == 0, qPrintable(grown.error));
    const ModelInfo wide = readModelInfo(at("f.whence-model"));
    QCOMPARE(wide.baseChannels, 3);
    QVERIFY2(wide.source.find("it was widened from the model " + first.id +
                              " with 2 base channels, made by: ") != std::string::npos,
             wide.source.c_str());

    const CliOutcome fewer = train(QStringList{"--channels", "1"} + rest);
    QCOMPARE(fewer.code, 1);
    QVERIFY2(fewer.isOneSentence() && fewer.error.contains("a.whence-model"),
             qPrintable(fewer.error));
}

void TestTrain::featuresAloneMakeAModelWithoutEmotions()
{
    const CliOutcome outcome =
        train(m_small + QStringList{"--midlevel", text(""), "--out", text("c.whence-model"),
                                    "--cache", text("cache"), "--half"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const EmotionModel model = EmotionModel::load(at("c.whence-model"));
    QVERIFY(model.info().emotions.empty());
    QVERIFY(fs::file_size(at("c.whence-model")) < fs::file_size(at("a.whence-model")));
}

void TestTrain::synthesizedMusicBecomesADemonstrationModel()
{
    if (heldOutSoundFont().empty())
        QSKIP("The small sound font (timgm6mb-soundfont) is not installed");
    const CliOutcome outcome =
        train(m_small + QStringList{"--synthetic", "--clips", "10", "--test-clips", "3",
                                    "--clip-length", "3", "--sound-font",
                                    QString::fromStdString(heldOutSoundFont().string()), "--out",
                                    text("d.whence-model"), "--half"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const ModelInfo info = EmotionModel::load(at("d.whence-model")).info();
    QCOMPARE(info.notice, std::string("demonstration model, trained on synthesized music"));
    QVERIFY(info.description.find("true in the generator") != std::string::npos);
    QVERIFY(!info.knownFailures.empty());
    const auto names = [&](const std::string& start) {
        return std::ranges::any_of(info.knownFailures, [&](const std::string& sentence) {
            return sentence.starts_with(start);
        });
    };
    QVERIFY(names("Heard poorly on held-out synthesized clips: "));
    QVERIFY(names("Heard poorly on held-out synthesized clips of a style not learnt (jazz): "));
    QVERIFY(fs::exists(at("d.whence-model.cache") / "train" / "clips.csv"));
}

void TestTrain::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("no data") << QStringList{"--out", "x"};
    QTest::newRow("no model") << QStringList{"--synthetic"};
    QTest::newRow("both kinds of data") << QStringList{"--synthetic", "--deam", ".", "--out", "x"};
    QTest::newRow("no features") << QStringList{"--deam", ".", "--out", "x"};
    QTest::newRow("unknown schedule")
        << QStringList{"--synthetic", "--out", "x", "--schedule", "linear"};
}

void TestTrain::wrongUsageEndsWithTwo()
{
    QFETCH(const QStringList, options);
    QCOMPARE(train(options).code, 2);
}

void TestTrain::missingDataEndsWithOneAndNoModel()
{
    const CliOutcome outcome =
        train({"--midlevel", text("nothing"), "--out", text("e.whence-model")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.error.contains("Mid-level"));
    QVERIFY(!fs::exists(at("e.whence-model")));
}

QTEST_APPLESS_MAIN(TestTrain)
#include "tst_train.moc"
