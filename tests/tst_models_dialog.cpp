#include <QAction>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

#include "core/audio/decode.h"
#include "core/store/folders.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"
#include "tests/http_server.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/message_bar.h"
#include "ui/models_dialog.h"
#include "ui/preferences.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

const fs::path kCheckpoint = TEST_DATA "/model/rfresnet_base16.pt";

PublishedModel publishedIn(const std::string& url)
{
    return {.name = "published",
            .title = "A published model",
            .url = url,
            .fileName = "published.pt",
            .sha256 = sha256OfFile(kCheckpoint),
            .largestSize = 10'000'000,
            .source = "Made in a test.",
            .licence = "Nobody knows."};
}

/// The entry that shows this text or is named so.
QListWidgetItem* itemWith(const QListWidget& list, const QString& text)
{
    for (int row = 0; row < list.count(); ++row)
        if (list.item(row)->text().contains(text) || list.item(row)->toolTip().contains(text))
            return list.item(row);
    return nullptr;
}

void select(QWidget& dialog, const QString& text)
{
    auto& list = find<QListWidget>(dialog, "modelsList");
    QTRY_VERIFY_WITH_TIMEOUT(itemWith(list, text), kPatience);
    list.setCurrentItem(itemWith(list, text));
}

QString cardOf(const QWidget& dialog)
{
    return find<QTextBrowser>(dialog, "modelCard").toPlainText();
}

void click(const QWidget& dialog, const char* button)
{
    QTest::mouseClick(&find<QWidget>(dialog, button), Qt::LeftButton);
}

void enterFile(const QWidget& window, const char* dialog, const fs::path& file)
{
    auto& files = find<QFileDialog>(window, dialog);
    auto* const name = files.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(QString::fromStdString(file.string()));
    QTest::keyClick(name, Qt::Key_Return);
}

QString message(const QWidget& dialog)
{
    return find<QLabel>(dialog, "modelsMessage").text();
}

}  // namespace

class TestModelsDialog : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QWidget& openDialog(MainWindow& window)
    {
        window.findChild<QAction*>(QStringLiteral("modelsAction"))->trigger();
        return find<QWidget>(window, "modelsDialog");
    }

    /// A recording of two tones, the folder of its stems, and one of stems that are too short.
    fs::path writeRecordingWithStems()
    {
        const fs::path root = fs::path(m_folder.path().toStdString());
        fs::create_directories(root / "stems");
        const AudioBuffer low = sine(220.0, 12.0, 22050, 2, 0.3);
        const AudioBuffer high = sine(880.0, 12.0, 22050, 2, 0.2);
        AudioBuffer mix = low;
        for (std::size_t c = 0; c < 2; ++c)
            for (std::size_t i = 0; i < mix.frames(); ++i)
                mix.channels[c][i] += high.channels[c][i];
        writeAudio(root / "mix.wav", mix);
        writeAudio(root / "stems/bass.wav", low);
        writeAudio(root / "stems/vocals.wav", high);
        fs::create_directories(root / "short");
        writeAudio(root / "short/bass.wav", sine(220.0, 5.0, 22050, 2, 0.3));
        return root;
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_folder);
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path()));
        qputenv("no_proxy", "*");
    }
    void init() { fs::remove_all(modelFolder()); }

    void theBuiltInModelsAreListedWithTheirCards()
    {
        const auto window = makeWindow();
        QWidget& dialog = openDialog(*window);
        select(dialog, "demonstration");
        const QString card = cardOf(dialog);
        QVERIFY(card.contains("synthesized music"));
        qsizetype place = -1;
        for (const char* heading : {"What it is", "Training data", "Measured quality",
                                    "Known failures", "Licence and origin"}) {
            const qsizetype next = card.indexOf(QLatin1String(heading), place + 1);
            QVERIFY2(next > place, heading);
            place = next;
        }
        QVERIFY(!find<QPushButton>(dialog, "modelAction").isEnabled());  // it is in use
        QVERIFY(itemWith(find<QListWidget>(dialog, "modelsList"), "Spleeter"));
    }

    void anImportedCheckpointExplainsTheOpenRecording()
    {
        const auto window = makeWindow();
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        QWidget& dialog = openDialog(*window);
        click(dialog, "importModel");
        enterFile(dialog, "importFile", kCheckpoint);
        select(dialog, "rfresnet_base16");
        QTRY_VERIFY_WITH_TIMEOUT(message(dialog).contains("rfresnet_base16"), kPatience);
        const fs::path file = modelFolder() / "rfresnet_base16.whence-model";
        QVERIFY(fs::exists(file));
        click(dialog, "modelAction");
        QCOMPARE(window->document().instruments().model, file);
        QTRY_VERIFY_WITH_TIMEOUT(
            window->document().hasSources() &&
                window->document().analysis()->model.id == window->document().model()->info().id &&
                window->document().analysis()->model.baseChannels == 16,
            kPatience);
        QCOMPARE(preferences().model, QString::fromStdString(file.string()));
        QVERIFY(preferredInstruments(preferences()).model == file);
        fs::remove(file);
        QString missing;
        QVERIFY(preferredInstruments(preferences(), &missing).model != file);
        QVERIFY(missing.contains("rfresnet_base16"));
        setPreferences({});
    }

    void whatIsNoModelIsSaid()
    {
        const fs::path file = fs::path(m_folder.path().toStdString()) / "notes.pt";
        writeFileAtomically(file, "no weights");
        const auto window = makeWindow();
        QWidget& dialog = openDialog(*window);
        click(dialog, "importModel");
        enterFile(dialog, "importFile", file);
        QTRY_VERIFY_WITH_TIMEOUT(message(dialog).contains("notes.pt"), kPatience);
        QVERIFY(find<QWidget>(dialog, "importModel").isEnabled());
    }

    void sourceAndLicenceAreShownBeforeAModelIsFetched()
    {
        const HttpServer server(serve(readFile(kCheckpoint)));
        ModelLibrary library(modelFolder());
        ModelsDialog dialog(library, {publishedIn(server.url())});
        dialog.show();
        select(dialog, "A published model");
        QVERIFY(cardOf(dialog).contains("Made in a test."));
        QVERIFY(cardOf(dialog).contains("Nobody knows."));
        QVERIFY(server.requests().empty());
        click(dialog, "modelAction");
        QTRY_VERIFY_WITH_TIMEOUT(message(dialog).contains("published"), kPatience);
        QVERIFY(fs::exists(modelFolder() / "published.whence-model"));
        QTRY_VERIFY_WITH_TIMEOUT(itemWith(find<QListWidget>(dialog, "modelsList"), "published"),
                                 kPatience);
        QVERIFY(!fs::exists(modelFolder() / "published.pt"));
    }

    void aFetchCanBeCancelledAndGoneOnWith()
    {
        const std::string content = readFile(kCheckpoint);
        std::atomic<bool> isStalling = true;
        const HttpServer server([&](const HttpRequest& request, const HttpConnection& connection) {
            if (!isStalling)
                return serve(content)(request, connection);
            connection.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: " +
                            std::to_string(content.size()) + "\r\n\r\n" + content.substr(0, 20000));
            connection.stall();
        });
        ModelLibrary library(modelFolder());
        ModelsDialog dialog(library, {publishedIn(server.url())});
        dialog.show();
        select(dialog, "A published model");
        click(dialog, "modelAction");
        const fs::path part = modelFolder() / "published.pt.part";
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(part) && fs::file_size(part) == 20000, kPatience);
        QVERIFY(find<QWidget>(dialog, "modelProgress").isVisible());
        click(dialog, "cancelModel");
        QVERIFY(!find<QWidget>(dialog, "modelProgress").isVisible());
        QVERIFY(message(dialog).contains("Cancelled"));
        isStalling = false;
        // The first attempt must have let go of the file.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (!library.isAdding() && !fs::exists(modelFolder() / "published.whence-model"))
                    click(dialog, "modelAction");
                QTest::qWait(200);
                return fs::exists(modelFolder() / "published.whence-model");
            }(),
            kPatience);
        QCOMPARE(server.requests().back().value("range"), std::string("bytes=20000-"));
    }

    void ownStemsReplaceTheSeparator()
    {
        const fs::path root = writeRecordingWithStems();
        const auto window = makeWindow();
        window->open(root / "mix.wav");
        QTRY_VERIFY_WITH_TIMEOUT(window->document().stems().stems.size() == 5u, kPatience);
        QWidget& dialog = openDialog(*window);
        click(dialog, "chooseStems");
        enterFile(dialog, "stemFolder", root / "stems");
        QTRY_VERIFY_WITH_TIMEOUT(window->document().stems().stems.size() == 2u, kPatience);
        QVERIFY(find<QLabel>(dialog, "stemsText").text().contains("stems"));
        QVERIFY(window->isWindowModified());
        click(dialog, "dropStems");
        QTRY_VERIFY_WITH_TIMEOUT(window->document().stems().stems.size() == 5u, kPatience);
        QTest::mouseClick(&find<QWidget>(dialog, "instrumental"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(window->document().instruments().separation.instrumental);
    }

    void stemsThatDoNotFitLeaveThoseFromBefore()
    {
        const fs::path root = writeRecordingWithStems();
        const auto window = makeWindow();
        window->open(root / "mix.wav");
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        const auto vocals = window->document().stems().stems.front().sound.samples;
        QWidget& dialog = openDialog(*window);
        click(dialog, "chooseStems");
        enterFile(dialog, "stemFolder", root / "short");
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY2(window->messages().text().contains("bass.wav") &&
                     window->messages().text().contains("12.00 s"),
                 qPrintable(window->messages().text()));
        QCOMPARE(window->document().stems().stems.size(), std::size_t(5));
        QVERIFY(window->document().stems().stems.front().sound.samples == vocals);
        QVERIFY(window->document().hasSources());
        QVERIFY(window->document().stemFolder().empty());
        QVERIFY(!window->isWindowModified());
        QCOMPARE(find<QLabel>(dialog, "stemsText").text(), QString("From the separator."));
    }

    void aFolderOfASessionThatDoesNotFitLeavesTheStemsToTheSeparator()
    {
        const fs::path root = writeRecordingWithStems();
        const auto window = makeWindow();
        window->open(root / "mix.wav");
        window->document().setStemFolder(root / "short");  // before the recording is known
        QCOMPARE(window->document().stemFolder(), root / "short");
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY(window->messages().text().contains("bass.wav"));
        QTRY_VERIFY_WITH_TIMEOUT(window->document().stems().stems.size() == 5u, kPatience);
        QVERIFY(window->document().stemFolder().empty());
    }
};

QTEST_MAIN(TestModelsDialog)
#include "tst_models_dialog.moc"
