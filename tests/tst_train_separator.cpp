#include <QTemporaryDir>

#include "core/audio/decode.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator.h"
#include "core/synthetic/sound_font.h"
#include "core/tensors/tensor_file.h"
#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

namespace {

/// The card of a small network for the spectra of 1024 samples.
SeparatorInfo smallInfo(SeparatorKind kind)
{
    SeparatorInfo info;
    info.name = "small";
    info.kind = kind;
    info.stems = {"vocals", "piano", "drums", "bass", "other"};
    info.stft = {1024, 256};
    info.frequencyBins = 256;
    info.segmentFrames = 64;
    info.inputExponent = 0.3;
    info.maskExponent = 1.0;
    info.bands = {8, 4, 1};
    if (kind == SeparatorKind::SharedUNet)
        info.filters = {4, 6};
    return info;
}

void writeSeparator(const fs::path& file, const SeparatorInfo& info)
{
    writeTensorFile(file, {"whence-separator", toJson(info), randomSeparatorWeights(info, 1), {}});
}

}  // namespace

/// Runs `whence-cli train separator`.
class TestTrainSeparator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void folderOfStemsBecomesABandSplitSeparator()
    {
        if (!hasSoundFonts())
            return;
        for (int i = 0; i < 20; ++i) {  // every twentieth is for validation
            const fs::path clip = root() / "clips" / std::to_string(i);
            fs::create_directories(clip);
            writeAudio(clip / "bass.wav", sine(80.0 + i, 0.3, 44100, 1));
            writeAudio(clip / "drums.wav", noise(0.3, 44100, 1));
        }
        const CliOutcome outcome = train({"--data",          text("clips"),
                                          "--network",       "bands",
                                          "--bands",         "8",
                                          "--band-channels", "4",
                                          "--band-blocks",   "1",
                                          "--steps",         "2",
                                          "--excerpt",       "8",
                                          "--batch",         "2",
                                          "--test-clips",    "1",
                                          "--threads",       "1",
                                          "--out",           text("b.whence-separator")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        const SeparatorInfo info = readSeparatorInfo(root() / "b.whence-separator");
        QVERIFY(info.kind == SeparatorKind::BandSplit);
        QVERIFY(info.bands == (BandSplitForm{8, 4, 1}));
        QVERIFY(info.description.find("band-split") != std::string::npos);
        QCOMPARE(info.notice, std::string());  // of one's own clips
        QVERIFY(!info.siSdrImprovement.empty());
        QVERIFY(fs::exists(root() / "b.csv"));
        QVERIFY(!fs::exists(root() / "b.whence-separator.checkpoint"));
    }

    void twoNetworksAreJoinedAndMeasured()
    {
        if (!hasSoundFonts())
            return;
        writeSeparator(root() / "u", smallInfo(SeparatorKind::SharedUNet));
        writeSeparator(root() / "bands", smallInfo(SeparatorKind::BandSplit));
        const CliOutcome outcome =
            train({"--join", text("u") + "," + text("bands"), "--test-clips", "1", "--half",
                   "--threads", "1", "--name", "Both", "--out", text("both.whence-separator")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        QVERIFY(outcome.output.contains("vocals"));
        const SeparatorInfo info = readSeparatorInfo(root() / "both.whence-separator");
        QVERIFY(info.kind == SeparatorKind::Averaged);
        QCOMPARE(info.name, std::string("Both"));
        QVERIFY(!info.siSdrImprovement.empty() && !info.oracleImprovement.empty());
    }

    void separatorsThatCannotBeJoinedAreASentence()
    {
        writeSeparator(root() / "u", smallInfo(SeparatorKind::SharedUNet));
        writeSeparator(root() / "bands", smallInfo(SeparatorKind::BandSplit));
        const CliOutcome outcome =
            train({"--join", text("bands") + "," + text("u"), "--out", text("no")});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.error.contains("U-Net"));
        QVERIFY(!fs::exists(root() / "no"));
    }

    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("no file") << QStringList{};
        QTest::newRow("one to join") << QStringList{"--join", "u", "--out", "x"};
        QTest::newRow("network") << QStringList{"--network", "tree", "--out", "x"};
        QTest::newRow("bands") << QStringList{"--network", "bands", "--bands", "0", "--out", "x"};
    }

    void wrongUsageEndsWithTwo()
    {
        QFETCH(const QStringList, options);
        QCOMPARE(train(options).code, 2);
    }

private:
    CliOutcome train(const QStringList& options) const
    {
        return runCli(QStringList{"train", "separator"} + options);
    }

    /// Of which the clips are synthesized that separators are measured with.
    static bool hasSoundFonts()
    {
        if (!trainingSoundFonts().empty() || !heldOutSoundFont().empty())
            return true;
        QTest::qSkip("No sound fonts are installed.", __FILE__, __LINE__);
        return false;
    }

    fs::path root() const { return m_folder.path().toStdString(); }
    QString text(const std::string& name) const
    {
        return QString::fromStdString((root() / name).string());
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestTrainSeparator)
#include "tst_train_separator.moc"
