#include <signal.h>

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "core/audio/decode.h"
#include "core/content_hash.h"
#include "core/report/session.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/annotation_editor.h"
#include "ui/message_bar.h"
#include "ui/session_keeper.h"
#include "ui/session_messages.h"
#include "ui/track_page.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

void trigger(MainWindow& window, const char* action)
{
    auto* const found = window.findChild<QAction*>(QLatin1String(action));
    QVERIFY(found && found->isEnabled());
    found->trigger();
}

/// Types a file's name into a dialog for files.
void enterFile(const QWidget& window, const char* dialog, const fs::path& file)
{
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QFileDialog*>(QLatin1String(dialog)), kPatience);
    auto& files = find<QFileDialog>(window, dialog);
    auto* const name = files.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(QString::fromStdString(file.string()));
    QTest::keyClick(name, Qt::Key_Return);
}

void setGain(MainWindow& window, double decibels)
{
    std::vector<StemControl> controls = window.listening().controls();
    controls.at(0).gain = decibels;
    window.listening().setControls(controls);
}

}  // namespace

class TestSessionWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { useSettingsIn(m_settings); }

    void aSessionComesBackAsItWasLeft()
    {
        QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "example.whence";
        {
            const auto window = makeWindow();
            window->openExample();
            QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
            QVERIFY(!window->isWindowModified());
            window->trackPage().selectFeature(4);
            window->trackPage().setVisibleSpan({2.0, 9.0});
            QVERIFY(!window->isWindowModified());
            window->trackPage().annotations().setAnnotations({{1.0, 2.0, "verse"}});
            QVERIFY(window->isWindowModified());
            setGain(*window, -12.0);
            window->trackPage().keepWhatIf();
            QTRY_COMPARE_WITH_TIMEOUT(window->trackPage().whatIf().keptStates().size(),
                                      std::size_t(1), kPatience);
            trigger(*window, "saveAction");
            enterFile(*window, "saveSession", file);
            QTRY_VERIFY_WITH_TIMEOUT(fs::exists(file), kPatience);
            QTRY_VERIFY_WITH_TIMEOUT(!window->isWindowModified(), kPatience);
            QCOMPARE(window->sessions().file(), file);
            QVERIFY(window->windowTitle().startsWith("example.whence"));
        }
        const auto window = makeWindow();
        window->open(file);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().windowStems(), kPatience);
        QVERIFY(window->document().hasSources());
        QCOMPARE(window->document().path(), example());
        QCOMPARE(window->trackPage().feature(), 4);
        QCOMPARE(window->trackPage().visibleSpan(), (TimeSpan{2.0, 9.0}));
        QCOMPARE(window->listening().controls().at(0).gain, -12.0);
        QCOMPARE(window->trackPage().annotations().annotations(),
                 (std::vector<Annotation>{{1.0, 2.0, "verse"}}));
        QCOMPARE(window->trackPage().whatIf().keptStates().at(0).gains.at(0), -12.0);
        QVERIFY(!window->isWindowModified());
        QCOMPARE(window->sessions().file(), file);
        // What is saved without a question goes to the same file.
        setGain(*window, -3.0);
        trigger(*window, "saveAction");
        QTRY_VERIFY_WITH_TIMEOUT(!window->isWindowModified(), kPatience);
        QCOMPARE(readSession(file).view.stems.at("vocals").gain, -3.0);
    }

    void unsavedChangesAreAskedAbout()
    {
        const auto window = makeWindow();
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        setGain(*window, -6.0);
        QVERIFY(!window->close());
        auto* question = window->findChild<QMessageBox*>(QStringLiteral("unsavedChanges"));
        QVERIFY(question);
        QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(window->isVisible());

        QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "kept";
        QTRY_VERIFY_WITH_TIMEOUT(!window->findChild<QMessageBox*>(QStringLiteral("unsavedChanges")),
                                 kPatience);
        QVERIFY(!window->close());
        question = window->findChild<QMessageBox*>(QStringLiteral("unsavedChanges"));
        QTest::mouseClick(question->button(QMessageBox::Save), Qt::LeftButton);
        enterFile(*window, "saveSession", file);
        QTRY_VERIFY_WITH_TIMEOUT(!window->isVisible(), kPatience);
        QVERIFY(fs::exists(file.string() + ".whence"));
    }

    void nothingIsAskedWithoutChanges()
    {
        const auto window = makeWindow();
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        window->listening().playAlone(0);
        QVERIFY(window->close());
    }

    void aLostRecordingIsAskedFor()
    {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        fs::create_directories(root / "away");
        const fs::path sound = root / "tone.wav";
        writeAudio(sound, sine(440.0, 12.0, 22050, 2));
        writeAudio(root / "away/other.wav", sine(550.0, 12.0, 22050, 2));
        Session session;
        session.recording = sound;
        session.recordingHash = contentHash(sound);
        saveSession(root / "tone.whence", session);
        fs::rename(sound, root / "away/renamed.wav");

        const auto window = makeWindow();
        window->open(root / "tone.whence");
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY2(window->messages().text().contains("tone.wav"),
                 qPrintable(window->messages().text()));
        QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        enterFile(*window, "findRecording", root / "away/other.wav");
        QTRY_VERIFY_WITH_TIMEOUT(
            window->messages().isVisible() && window->messages().text().contains("content differs"),
            kPatience);
        QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(window->findChildren<QFileDialog*>().size(), 1, kPatience);
        enterFile(*window, "findRecording", root / "away/renamed.wav");
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), root / "away/renamed.wav", kPatience);
        QCOMPARE(window->sessions().file(), root / "tone.whence");
    }

    void aSessionTakesThePlaceOfAnotherOnlyIfItsRecordingCanBeRead()
    {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        writeAudio(root / "tone.wav", sine(440.0, 12.0, 22050, 2));
        writeAudio(root / "silent.wav", silence(3.0));
        for (const char* name : {"tone", "silent"}) {
            Session session;
            session.recording = root / (std::string(name) + ".wav");
            session.recordingHash = contentHash(session.recording);
            session.annotations = {{1.0, 2.0, name}};
            saveSession(root / (std::string(name) + ".whence"), session);
        }
        const auto window = makeWindow();
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().sound().peaks, kPatience);
        window->open(root / "silent.whence");
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY2(window->messages().text().contains("silent"),
                 qPrintable(window->messages().text()));
        QCOMPARE(window->document().path(), example());
        QVERIFY(window->sessions().file().empty());
        QVERIFY(window->trackPage().annotations().annotations().empty());

        window->open(root / "tone.whence");
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), root / "tone.wav", kPatience);
        QCOMPARE(window->sessions().file(), root / "tone.whence");
        QCOMPARE(window->trackPage().annotations().annotations().front().label,
                 std::string("tone"));
        QVERIFY(!window->isWindowModified());
    }

    void whatIsNoSessionIsSaid()
    {
        QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "foreign.whence";
        QFile foreign(QString::fromStdString(file.string()));
        QVERIFY(foreign.open(QFile::WriteOnly));
        foreign.write("{\"a\": 1}");
        foreign.close();
        const auto window = makeWindow();
        window->open(file);
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY2(window->messages().text().contains("foreign.whence"),
                 qPrintable(window->messages().text()));
        QVERIFY(!window->document().isOpen());
    }

    void afterAKillTheWorkIsRestored()
    {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        const fs::path sessions = root / "whence/sessions";
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", folder.path());
        environment.insert("XDG_CACHE_HOME", folder.path());
        environment.insert("XDG_CONFIG_HOME", folder.path());
        program.setProcessEnvironment(environment);
        program.start(WHENCE, {QString::fromStdString(example().string())});
        QVERIFY(program.waitForStarted());
        const QDir copies(QString::fromStdString(sessions.string()));
        QTRY_VERIFY_WITH_TIMEOUT(!copies.entryList({"*.whence"}).isEmpty(), kPatience);
        ::kill(pid_t(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished());

        const auto window = makeWindow();
        keepSessionsIn(*window, sessions);
        QVERIFY(window->messages().isVisible());
        QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(fs::weakly_canonical(window->document().path()),
                                  fs::weakly_canonical(example()), kPatience);
        QVERIFY(window->isWindowModified());
        QTRY_COMPARE_WITH_TIMEOUT(copies.entryList({"*.whence"}).size(), 1,
                                  kPatience);  // the new window's
    }

    void aCleanEndLeavesNothingBehind()
    {
        QTemporaryDir folder;
        const QDir copies(folder.path());
        {
            const auto window = makeWindow();
            keepSessionsIn(*window, folder.path().toStdString());
            window->openExample();
            QTRY_VERIFY_WITH_TIMEOUT(!copies.entryList({"*.whence"}).isEmpty(), kPatience);
            QVERIFY(window->close());
        }
        QTRY_VERIFY_WITH_TIMEOUT(copies.entryList({"*.whence", "*.lock"}).isEmpty(), kPatience);
    }
};

QTEST_MAIN(TestSessionWindow)
#include "tst_session_window.moc"
