#include <QProcess>
#include <QTemporaryDir>

#include "core/audio/decode.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs `whence-cli analyze` with the built-in models.
class TestAnalyzeCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void secondRunFindsTheStemsAndSaysTheSame();

private:
    /// The JSON of the analysis, without date and timings.
    QByteArray analyze(const QString& cache, const QStringList& options = {}) const;

    QTemporaryDir m_folder;
};

namespace {

int filesIn(const QString& folder)
{
    int count = 0;
    if (fs::exists(folder.toStdString()))
        for (const auto& entry : fs::recursive_directory_iterator(folder.toStdString()))
            count += entry.is_regular_file();
    return count;
}

}  // namespace

QByteArray TestAnalyzeCommand::analyze(const QString& cache, const QStringList& options) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", m_folder.filePath(cache));
    process.setProcessEnvironment(environment);
    const QString json = m_folder.filePath("analysis.json");
    QFile::remove(json);
    process.start(WHENCE_CLI, QStringList{"analyze", m_folder.filePath("song.wav"), "--length", "2",
                                          "--shifts", "0", "--no-baselines", "--json", json} +
                                  options);
    process.waitForFinished(120000);
    QFile file(json);
    if (process.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return process.readAllStandardError();
    const QByteArray text = file.readAll();
    return text.left(text.indexOf("\"date\""));
}

void TestAnalyzeCommand::initTestCase()
{
    AudioBuffer song = noise(3.0, 44100, 2, 0.2);
    for (auto& channel : song.channels)
        for (std::size_t i = 0; i < channel.size(); ++i)
            channel[i] *= i % 22050 < 4000 ? 1.0f : 0.1f;
    writeAudio(m_folder.filePath("song.wav").toStdString(), song);
}

void TestAnalyzeCommand::secondRunFindsTheStemsAndSaysTheSame()
{
    const QByteArray first = analyze("cache");
    QVERIFY2(first.startsWith("{"), first.constData());
    const QString kept = m_folder.filePath("cache/whence/stems");
    const int files = filesIn(kept);
    QVERIFY(files > 5);  // five stems and what describes them
    QCOMPARE(analyze("cache"), first);
    QCOMPARE(filesIn(kept), files);

    QCOMPARE(analyze("none", {"--no-cache"}), first);
    QCOMPARE(filesIn(m_folder.filePath("none")), 0);
}

QTEST_GUILESS_MAIN(TestAnalyzeCommand)
#include "tst_analyze_command.moc"
