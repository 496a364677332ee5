#include <csignal>
#include <fstream>

#include "core/audio/decode.h"
#include "core/report/analysis_json.h"
#include "core/tensors/file_io.h"
#include "core/tensors/stored_zip.h"
#include "tests/checkpoint_files.h"
#include "tests/cli_runs.h"
#include "tests/http_server.h"
#include "tests/pytorch_files.h"
#include "tests/spleeter_weights.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs `whence-cli models` on weights of others, sound and damaged.
class TestCliModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtInModelsAreListedAndShown();
    void importedModelPredicts();
    void importedSeparatorSeparates();
    void damagedWeightsAreOneSentence_data();
    void damagedWeightsAreOneSentence();
    void damagedCheckpointsAreOneSentence_data();
    void damagedCheckpointsAreOneSentence();
    void damagedModelFilesAreOneSentence_data();
    void damagedModelFilesAreOneSentence();
    void unknownModelsAreOneSentence();
    void fetchingFromTheWrongPlaceIsOneSentence_data();
    void fetchingFromTheWrongPlaceIsOneSentence();
    void interruptedFetchGoesOnNextTime();

private:
    CliPlace m_place;
};

namespace {

/// The zip form of the test network's weights, with another pickle.
std::string withPickle(const std::function<void(std::string& pickle)>& change)
{
    const std::string bytes = readFile(TEST_DATA "/model/midlevel_general_base6.pt");
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& [name, content] : storedZipMembers(bytes, "")) {
        members.emplace_back(name, content);
        if (name.ends_with("/data.pkl"))
            change(members.back().second);
    }
    return zip(members);
}

void replaceOnce(std::string& text, const std::string& what, const std::string& by)
{
    const std::size_t place = text.find(what);
    QVERIFY2(place != std::string::npos, what.c_str());
    text.replace(place, what.size(), by);
}

/// A pickle that would make a file if anything ran it.
std::string pickleThatActs(const fs::path& file)
{
    return "\x80\x02"
           "cposix\nsystem\n" +
           text("touch " + file.string()) + "\x85R.";
}

std::string withByteChanged(std::string bytes, std::size_t at)
{
    bytes[at] = char(bytes[at] ^ 0x10);
    return bytes;
}

}  // namespace

void TestCliModels::initTestCase()
{
    writeAudio(m_place.at("song.wav"), noise(1.5, 44100, 2, 0.2));
}

void TestCliModels::builtInModelsAreListedAndShown()
{
    const CliOutcome list = m_place.run({"models", "list"});
    QCOMPARE(list.code, 0);
    QVERIFY(list.output.contains("whence-demonstration  emotion model, built in"));
    QVERIFY(list.output.contains("spleeter-5stems: "));
    const CliOutcome model = m_place.run({"models", "show", "whence-demonstration"});
    QVERIFY2(model.output.contains("valence") && model.output.contains("RMSE"),
             qPrintable(model.output));
    for (const char* heading : {"What it is\n", "\nTraining data\n", "\nMeasured quality\n",
                                "\nKnown failures\n", "\nLicence and origin\n"})
        QVERIFY2(model.output.contains(heading), heading);
    const CliOutcome separator = m_place.run({"models", "show", "whence-5stems", "--json"});
    QVERIFY2(separator.output.startsWith("{") && separator.output.contains("\"stems\""),
             qPrintable(separator.output));
}

void TestCliModels::importedModelPredicts()
{
    const CliOutcome imported =
        m_place.run({"models", "import", TEST_DATA "/model/rfresnet_base16.pt"});
    QVERIFY2(imported.code == 0, qPrintable(imported.error));
    QVERIFY(m_place.content("data").contains("whence/models/rfresnet_base16.whence-model"));
    QVERIFY(m_place.run({"models", "list"}).output.contains("rfresnet_base16  emotion model"));

    const CliOutcome predicted = m_place.run({"predict", "song.wav", "--model", "rfresnet_base16"});
    QVERIFY2(predicted.code == 0, qPrintable(predicted.error));
    QCOMPARE(predicted.output.count('\n'), 1 + 9);

    // Features without emotions: an analysis that says so.
    const CliOutcome features =
        m_place.run({"models", "import", TEST_DATA "/model/midlevel_general_base6.pt", "--out",
                     "made/features.whence-model"});
    QVERIFY2(features.code == 0, qPrintable(features.error));
    const CliOutcome analysis =
        m_place.run({"analyze", "song.wav", "--model", "made/features.whence-model", "--shifts",
                     "0", "--no-baselines", "--json", "features.json"});
    QVERIFY2(analysis.code == 0, qPrintable(analysis.error));
    const Analysis read = parseAnalysis(readFile(m_place.at("features.json")), "features.json");
    QVERIFY(read.model.emotions.empty());
    QCOMPARE(read.sources.size(), 7u);
}

void TestCliModels::importedSeparatorSeparates()
{
    const auto [index, data] = checkpointOf(spleeterWeights(2).theirs);
    const CheckpointFolder folder(index, data);
    const CliOutcome imported = m_place.run({"models", "import-separator",
                                             QString::fromStdString(folder.path().string()) + "/",
                                             "--out", "two.whence-separator"});
    QVERIFY2(imported.code == 0, qPrintable(imported.error));
    const CliOutcome separated = m_place.run(
        {"separate", "song.wav", "--separator", "two.whence-separator", "--out", "two"});
    QVERIFY2(separated.code == 0, qPrintable(separated.error));
    for (const char* file : {"vocals.flac", "accompaniment.flac", "residual.flac"})
        QCOMPARE(decodeAudio(m_place.at("two") / file).audio.frames(), 66150u);
}

void TestCliModels::damagedWeightsAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << reason;
    };
    const std::string whole = readFile(TEST_DATA "/model/midlevel_general_base6.pt");
    row("empty", "", "");
    row("text", "not at all", "not a PyTorch state dict");
    row("truncated", whole.substr(0, whole.size() / 2), "not a complete zip archive");
    row("wrong CRC", withByteChanged(whole, whole.size() / 2), "checksum");
    row("missing key",
        withPickle([](std::string& p) { replaceOnce(p, "in_c.0.weight", "in_x.0.weight"); }),
        "in_c.0.weight");
    row("wrong shape", withPickle([](std::string& p) {
            replaceOnce(p, "in_c.0.weight", "in_c.x.weight");
            replaceOnce(p, "in_c.1.weight", "in_c.0.weight");
            replaceOnce(p, "in_c.x.weight", "in_c.1.weight");
        }),
        "in_c.");
    row("other network", zipOf(tensorPickle()), "lacks the tensor");
    row("forbidden global", zipOf(pickleThatActs(m_place.at("executed"))), "posix.system");
}

void TestCliModels::damagedWeightsAreOneSentence()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, reason);
    writeFileAtomically(m_place.at("weights.pt"), bytes.toStdString());
    const auto before = m_place.content();
    const CliOutcome outcome =
        m_place.run({"models", "import", "weights.pt", "--out", "new/x.whence-model"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    QVERIFY2(outcome.error.contains("weights.pt") && outcome.error.contains(reason),
             qPrintable(outcome.error));
    QVERIFY(m_place.content() == before);
}

void TestCliModels::damagedCheckpointsAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::pair<std::string, std::string>& files,
                        const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(files.first)
                            << QByteArray::fromStdString(files.second) << reason;
    };
    const SpleeterWeights weights = spleeterWeights(2);
    const auto [index, data] = checkpointOf(weights.theirs);
    row("truncated index", {index.substr(0, index.size() / 2), data}, "truncated");
    row("wrong CRC in the index", {withByteChanged(index, 100), data}, "checksum");
    row("truncated data", {index, data.substr(0, data.size() / 2)}, "truncated");
    row("wrong CRC in the data", {index, withByteChanged(data, data.size() / 2)}, "checksum");
    TensorMap changed = weights.theirs;
    changed.erase("conv2d_1/kernel");
    row("missing tensor", checkpointOf(changed), "'conv2d_1/kernel'");
    changed = weights.theirs;
    changed["batch_normalization/gamma"] = {{1}, {0.5f}};
    row("wrong shape", checkpointOf(changed), "vocals.down1_norm.weight");
    row("other checkpoint", checkpointOf({{"a", {{1}, {0.0f}}}}), "not one of Spleeter's");
}

void TestCliModels::damagedCheckpointsAreOneSentence()
{
    QFETCH(const QByteArray, index);
    QFETCH(const QByteArray, data);
    QFETCH(const QString, reason);
    const CheckpointFolder folder(index.toStdString(), data.toStdString());
    const auto before = m_place.content();
    const CliOutcome outcome =
        m_place.run({"models", "import-separator", QString::fromStdString(folder.path().string()),
                     "--out", "new/x.whence-separator"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    QVERIFY2(outcome.error.contains(reason), qPrintable(outcome.error));
    QVERIFY(m_place.content() == before);
}

void TestCliModels::damagedModelFilesAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const std::string whole = readFile(RESOURCES "/models/whence-demonstration.whence-model");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << reason;
    };
    row("empty", "", "is not a Whence model");
    row("truncated", whole.substr(0, whole.size() - 1000), "damaged");
    row("cut in the header", whole.substr(0, 60), "ends too early");
    row("changed", withByteChanged(whole, whole.size() / 2), "checksum");
    row("separator", readFile(RESOURCES "/models/whence-5stems.whence-separator"), "separator");
}

void TestCliModels::damagedModelFilesAreOneSentence()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, reason);
    writeFileAtomically(m_place.at("x.whence-model"), bytes.toStdString());
    const auto before = m_place.content();
    for (const QStringList& words :
         {QStringList{"predict", "song.wav", "--model", "x.whence-model", "--csv", "new/x.csv"},
          QStringList{"models", "show", "x.whence-model"}}) {
        const CliOutcome outcome = m_place.run(words);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains("x.whence-model") && outcome.error.contains(reason),
                 qPrintable(outcome.error));
        QVERIFY(outcome.output.isEmpty());
    }
    QVERIFY(m_place.content() == before);
}

void TestCliModels::unknownModelsAreOneSentence()
{
    for (const QStringList& words :
         {QStringList{"predict", "song.wav", "--model", "unheard-of"},
          QStringList{"separate", "song.wav", "--out", "new", "--separator", "unheard-of"},
          QStringList{"models", "show", "unheard-of"},
          QStringList{"models", "show", "missing.whence-separator"},
          QStringList{"models", "fetch", "unheard-of"},
          QStringList{"models", "import", "missing.pt"},
          QStringList{"models", "import-separator", "missing"}}) {
        const auto before = m_place.content();
        const CliOutcome outcome = m_place.run(words);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
        QVERIFY(outcome.error.contains("unheard-of") || outcome.error.contains("missing"));
        QVERIFY(m_place.content() == before);
    }
    QVERIFY(m_place.run({"models", "show", "unheard-of"}).error.contains("model or separator"));
}

void TestCliModels::fetchingFromTheWrongPlaceIsOneSentence_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not there") << "404 Not Found"
                               << "404";
    QTest::newRow("something else") << "200 OK"
                                    << "It was removed unread.";
    QTest::newRow("nobody there") << ""
                                  << "127.0.0.1";
}

void TestCliModels::fetchingFromTheWrongPlaceIsOneSentence()
{
    QFETCH(const QString, status);
    QFETCH(const QString, reason);
    const auto before = m_place.content("data");
    const HttpServer server([&](const HttpRequest&, const HttpConnection& connection) {
        connection.answer(status.toStdString(), "", "something else");
    });
    const QString url =
        status.isEmpty() ? "http://127.0.0.1:1/x" : QString::fromStdString(server.url());
    const CliOutcome outcome = m_place.run(
        {"models", "fetch", "midlevel-general", "--from", url, "--out", "new/x.whence-model"});
    QCOMPARE(outcome.code, 1);
    // Source and licence come first, then one sentence.
    const QStringList lines = outcome.error.split('\n', Qt::SkipEmptyParts);
    QVERIFY(lines.front().startsWith("Mid-level features only"));
    QVERIFY2(lines.back().startsWith("whence-cli: ") &&
                 (lines.back().endsWith('.') || lines.back().endsWith('?')) &&
                 lines.back().contains(reason),
             qPrintable(outcome.error));
    QCOMPARE(outcome.error.count("whence-cli: "), 1);
    QVERIFY(!fs::exists(m_place.at("new")));
    for (const std::string& name : m_place.content("data"))
        QVERIFY2(before.contains(name) || fs::is_directory(m_place.root() / "data" / name),
                 name.c_str());
}

void TestCliModels::interruptedFetchGoesOnNextTime()
{
    std::atomic<int> requests = 0;
    std::atomic<bool> wasResumed = false;
    const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
        if (!request.value("range").empty())
            wasResumed = true;
        if (++requests > 1)
            return connection.answer("404 Not Found", "", "");
        connection.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 50000\r\n\r\n" +
                        std::string(20000, 'x'));
        connection.stall();
    });
    const QStringList words = {"models",
                               "fetch",
                               "chowdhury-2021",
                               "--from",
                               QString::fromStdString(server.url()),
                               "--out",
                               "new/x.whence-model"};
    const std::string part = "whence/models/CPResnet_Explainable_6d772_0.pt.part";
    QProcess process;
    m_place.start(process, words);
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_place.root() / "data" / part) &&
                                 fs::file_size(m_place.root() / "data" / part) == 20000,
                             60000);
    ::kill(pid_t(process.processId()), SIGINT);
    const CliOutcome outcome = finishCli(process);
    QCOMPARE(outcome.code, 130);
    QVERIFY2(outcome.error.endsWith("Interrupted; no incomplete result was left.\n"),
             qPrintable(outcome.error));
    QVERIFY(!fs::exists(m_place.at("new")));
    m_place.run(words);
    QVERIFY(wasResumed);
}

QTEST_GUILESS_MAIN(TestCliModels)
#include "tst_cli_models.moc"
