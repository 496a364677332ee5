#include <QAction>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "core/audio/decode.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/appearance.h"
#include "ui/jobs_bar.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/recent_files.h"
#include "ui/track_page.h"
#include "ui/views/bar_chart_view.h"
#include "ui/views/plane_view.h"
#include "ui/views/time_view.h"
#include "ui/window_place.h"

using namespace whence;
using namespace whence::test;

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;

    void checkKeys(MainWindow& window)
    {
        TrackPage& page = window.trackPage();
        QTest::keyClick(&window, Qt::Key_5);
        QCOMPARE(page.feature(), 4);
        const int emotion = page.emotion();
        QTest::keyClick(&window, Qt::Key_V);
        QVERIFY(page.emotion() != emotion);
        QTest::keyClick(&window, Qt::Key_3, Qt::AltModifier);
        QCOMPARE(page.stem(), 2);
        QVERIFY(window.listening().controls()[2].isSolo);
        QTest::keyClick(&window, Qt::Key_U, Qt::ShiftModifier);
        QVERIFY(window.listening().controls()[2].isMuted);
        QTest::keyClick(&window, Qt::Key_End);
        QCOMPARE(window.listening().position(), window.document().duration());
        QTest::keyClick(&window, Qt::Key_Home);
        QCOMPARE(window.listening().position(), 0.0);
    }

    static void checksOfTheSelectedFeatureComeFirst(MainWindow& window)
    {
        const std::vector<std::string>& features = window.document().analysis()->model.features;
        const QAbstractItemModel& rows = *find<QListView>(window, "checks").model();
        int ofSelected = 0;
        int ofOthers = 0;
        for (int row = 0; row < rows.rowCount(); ++row) {
            const QString text = rows.index(row, 0).data().toString();
            for (int feature = 0; feature < int(features.size()); ++feature) {
                const auto name = QString::fromStdString(displayName(features[feature]));
                if (!text.contains(QStringLiteral("(%1):").arg(name)))
                    continue;
                const bool isSelected = feature == window.trackPage().feature();
                ++(isSelected ? ofSelected : ofOthers);
                QVERIFY2(!isSelected || ofOthers == 0, qPrintable(text));
            }
        }
        QVERIFY(ofSelected >= 3 && ofOthers >= 18);
    }

private Q_SLOTS:
    void initTestCase() { useSettingsIn(m_home); }

    void anEmptyWindowOffersTheExample()
    {
        const auto window = makeWindow();
        QTest::mouseClick(&find<QWidget>(*window, "openExample"), Qt::LeftButton);
        QVERIFY(window->document().isOpen());
        QCOMPARE(window->document().path(), example());
        QCOMPARE(window->pages().currentWidget(), &window->trackPage());
    }

    void theLoopOfAMusicologistWorksOnTheExample()
    {
        const auto window = makeWindow();
        keepPicture(*window, "empty");
        window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(window->document().sound().peaks, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        keepPicture(*window, "explained");

        auto& effects = find<BarChartView>(*window, "effects");
        auto& sources = find<BarChartView>(*window, "sources");
        QCOMPARE(int(effects.bars().size()), 7);
        QCOMPARE(int(sources.bars().size()), 5);
        QVERIFY(!find<QLabel>(*window, "sentence").text().isEmpty());
        QVERIFY(find<QListView>(*window, "checks").model()->rowCount() > 5);

        QVERIFY2(find<QLabel>(*window, "sourceFacts").text().contains("random weights"),
                 qPrintable(find<QLabel>(*window, "sourceFacts").text()));

        // A feature's bar leads to its sources, a stem's bar to its sound.
        const int feature = window->trackPage().feature() == 3 ? 2 : 3;
        clickBar(effects, feature);
        QCOMPARE(window->trackPage().feature(), feature);
        QVERIFY(find<QLabel>(*window, "sourcesTitle")
                    .text()
                    .contains(effects.bars()[std::size_t(feature)].label));
        checksOfTheSelectedFeatureComeFirst(*window);
        clickBar(sources, 0);
        QCOMPARE(window->trackPage().stem(), 0);
        QVERIFY(window->listening().controls()[0].isSolo);
        QVERIFY(window->listening().isLooping());
        QCOMPARE(window->listening().state().gains[1], 1.0f);
        QCOMPARE(window->listening().state().gains[2], 0.0f);
        keepPicture(*window, "solo");
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES")) {
            setAppearance(Appearance::Dark);
            keepPicture(*window, "dark");
            window->resize(2560, 1440);
            keepPicture(*window, "dark-large");
            setAppearance(Appearance::Light);
            keepPicture(*window, "large");
            window->resize(1280, 800);
        }

        QTest::keyClick(window.get(), Qt::Key_Escape);
        QVERIFY(!window->listening().controls()[0].isSolo);
        QVERIFY(!window->listening().isLooping());
        QCOMPARE(window->listening().state().gains[0], 1.0f);
        checkKeys(*window);
    }

    void aRealSongIsExplainedFromItsSoundAlone()
    {
        if (!hasShared("data/audio/fishin_CC-BY-3.0.ogg"))
            return;
        const auto window = makeWindow();
        std::vector<std::size_t> predicted;  // windows, as they became known
        connect(&window->document(), &Document::timelineGrew, this,
                [&](const std::shared_ptr<const Analysis>& sofar) {
                    predicted.push_back(sofar->timeline.size());
                });
        window->open(sharedPath("data/audio/fishin_CC-BY-3.0.ogg"));
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        QCOMPARE(window->document().stems().stems.size(), std::size_t(5));
        QVERIFY(std::ranges::is_sorted(predicted));
        clickBar(find<BarChartView>(*window, "effects"), 0);
        clickBar(find<BarChartView>(*window, "sources"), 0);
        QVERIFY(window->listening().controls()[0].isSolo);
        QTest::keyClick(window.get(), Qt::Key_Escape);
        QVERIFY(!window->listening().controls()[0].isSolo);
        keepPicture(*window, "song");
    }

    void draggingTheWindowExplainsAnotherPart()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("noise.wav").toStdString();
        writeAudio(file, noise(30.0, 22050, 2));
        const auto window = makeWindow();
        window->open(file);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        const double before = window->document().analysis()->window.start;

        auto& ruler = find<TimeView>(*window, "ruler");
        const auto at = [&](double time) { return QPoint(int(ruler.xOfTime(time)), 8); };
        QTest::mousePress(&ruler, Qt::LeftButton, {}, at(before + 5.0));
        QTest::mouseMove(&ruler, at(before + 10.0));
        QTest::mouseRelease(&ruler, Qt::LeftButton, {}, at(before + 10.0));
        QVERIFY(std::abs(window->document().window()->start - before - 5.0) < 0.5);
        QTRY_VERIFY_WITH_TIMEOUT(
            window->document().hasSources() &&
                window->document().analysis()->window.start == window->document().window()->start,
            kPatience);
    }

    void whatCantBeReadIsSaidInTheWindow()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("notes.txt");
        QFile text(file);
        QVERIFY(text.open(QFile::WriteOnly));
        text.write("These are no sounds.");
        text.close();
        const auto window = makeWindow();
        window->open(file.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(window->messages().isVisible(), kPatience);
        QVERIFY2(window->messages().text().contains("notes.txt"),
                 qPrintable(window->messages().text()));
        QVERIFY(!window->document().isOpen());
        keepPicture(*window, "error");
        QTRY_COMPARE_WITH_TIMEOUT(window->jobs().count(), 0, kPatience);
    }

    void whatCantBeReadLeavesTheOpenRecording_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("no audio") << "notes.txt";
        QTest::newRow("missing") << "missing.wav";
        QTest::newRow("silent") << "silent.wav";
        QTest::newRow("too short") << "short.wav";
        QTest::newRow("folder without audio") << "nothing";
        QTest::newRow("stems of several lengths") << "stems";
    }

    void whatCantBeReadLeavesTheOpenRecording()
    {
        QFETCH(const QString, name);
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        writeFileAtomically(root / "notes.txt", "These are no sounds.");
        writeAudio(root / "silent.wav", silence(3.0));
        writeAudio(root / "short.wav", noise(0.5, 22050, 1));
        std::filesystem::create_directories(root / "nothing");
        std::filesystem::create_directories(root / "stems");
        writeAudio(root / "stems/bass.wav", sine(110.0, 3.0, 22050));
        writeAudio(root / "stems/drums.wav", noise(2.0, 22050, 1));
        writeAudio(root / "tone.wav", sine(440.0, 3.0, 22050, 2));

        MainWindow window(example());
        window.show();
        window.open(root / "tone.wav");
        QTRY_VERIFY_WITH_TIMEOUT(window.document().sound().peaks, kPatience);
        const auto samples = window.document().sound().samples;
        window.open(root / name.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(window.messages().isVisible(), kPatience);
        QVERIFY2(window.messages().text().contains(name), qPrintable(window.messages().text()));
        QCOMPARE(window.document().path(), root / "tone.wav");
        QVERIFY(window.document().sound().samples == samples);
        QCOMPARE(window.pages().currentWidget(), &window.trackPage());
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().count(), 0, kPatience);
    }

    void theOpenRecordingStaysUntilTheNextIsRead()
    {
        QTemporaryDir folder;
        const std::filesystem::path tone = folder.filePath("tone.wav").toStdString();
        const std::filesystem::path next = folder.filePath("next.wav").toStdString();
        writeAudio(tone, sine(440.0, 3.0, 22050, 2));
        writeAudio(next, noise(5.0, 22050, 2));
        MainWindow window(example());
        window.show();
        window.open(tone);
        QTRY_VERIFY_WITH_TIMEOUT(window.document().sound().peaks, kPatience);
        window.open(next);
        QCOMPARE(window.document().path(), tone);
        QCOMPARE(window.document().duration(), 3.0);
        QTRY_COMPARE_WITH_TIMEOUT(window.document().path(), next, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(window.document().duration(), 5.0, kPatience);
        QVERIFY(window.document().sound().peaks);

        // The last that was asked for is what counts, and cancelling leaves what is there.
        window.open(tone);
        window.open(example());
        QTRY_COMPARE_WITH_TIMEOUT(window.document().path(), example(), kPatience);
        window.open(tone);
        window.document().cancel(Document::Stage::Opening);
        QVERIFY(!window.document().isRunning(Document::Stage::Opening));
        QCOMPARE(window.document().path(), example());
        window.document().resume(Document::Stage::Opening);
        QTRY_COMPARE_WITH_TIMEOUT(window.document().path(), tone, kPatience);
    }

    void theNextOpenEndsTheLast()
    {
        QTemporaryDir folder;
        const std::filesystem::path long_ = folder.filePath("long.wav").toStdString();
        const std::filesystem::path tone = folder.filePath("tone.wav").toStdString();
        writeAudio(long_, noise(40.0, 22050, 2));
        writeAudio(tone, sine(440.0, 12.0, 22050, 2));
        const auto window = makeWindow();
        window->open(long_);
        window->open(tone);
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), tone, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        QCOMPARE(window->document().analysis()->track.file, std::string("tone.wav"));
        QCOMPARE(window->document().duration(), 12.0);
        QCOMPARE(recentFiles().value(0), QString::fromStdString(tone.string()));
    }

    void cancellingTheSeparationLeavesTheRest()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("noise.wav").toStdString();
        writeAudio(file, noise(40.0, 22050, 2));
        const auto window = makeWindow();
        window->open(file);
        QToolButton* cancel = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(
            cancel = window->findChild<QToolButton*>(QStringLiteral("cancel-stage5")), kPatience);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!window->document().isRunning(Document::Stage::Stems));
        QTRY_VERIFY_WITH_TIMEOUT(
            window->document().analysis() && !window->document().analysis()->effects.empty(),
            kPatience);
        QVERIFY(window->messages().isVisible());
        QVERIFY(window->document().stems().stems.empty());
        QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        QVERIFY(window->document().isRunning(Document::Stage::Stems));
    }

    void theSoundOutputsAreOfferedOrTheirLackIsSaid()
    {
        QTemporaryDir folder;
        QFile config(folder.filePath("asound.conf"));
        QVERIFY(config.open(QFile::WriteOnly));
        config.close();
        qputenv("ALSA_CONFIG_PATH", config.fileName().toUtf8());
        const auto window = makeWindow();
        auto* const menu = window->findChild<QMenu*>("deviceMenu");
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().front()->text().contains("no sound output"));

        QVERIFY(config.open(QFile::WriteOnly));
        config.write(
            "pcm.silent { type null hint { show on description \"a null device\" } }\n"
            "pcm.!default { type null }\n");
        config.close();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().size() > 2);
        menu->actions().back()->trigger();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().back()->isChecked());
        qunsetenv("ALSA_CONFIG_PATH");
    }

    void theWindowComesBackAsItWasLeft()
    {
        const QSize size(790, 600);  // smaller than any screen
        const auto splitterOf = [](MainWindow& window) {
            return window.trackPage().findChild<QSplitter*>();
        };
        QList<int> sizes;
        {
            MainWindow window(example());
            rememberPlace(window);
            window.show();
            window.openExample();
            window.resize(size);
            QTRY_VERIFY(splitterOf(window)->isVisible());
            const QList<int> usual = splitterOf(window)->sizes();
            splitterOf(window)->setSizes({900, 100});
            sizes = splitterOf(window)->sizes();
            QVERIFY(sizes != usual);
            QVERIFY(window.close());
        }
        MainWindow window(example());
        const QSize atFirst = window.size();
        QVERIFY(atFirst != size);  // without being asked, nothing is remembered
        rememberPlace(window);
        window.show();
        window.openExample();
        QCOMPARE(window.size(), window.minimumSizeHint().expandedTo(size));
        QCOMPARE(splitterOf(window)->sizes(), sizes);
        QSettings().remove(QStringLiteral("window"));
    }

    void aWindowLeftBeyondTheScreensComesBackOntoOne()
    {
        {
            MainWindow window(example());
            rememberPlace(window);
            window.show();
            window.setGeometry(20'000, 10'000, 700, 560);
            QVERIFY(window.close());
        }
        MainWindow window(example());
        rememberPlace(window);
        window.show();
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        QVERIFY(screen.contains(window.geometry().topLeft()));
        QVERIFY(screen.contains(window.geometry().center()));
        QSettings().remove(QStringLiteral("window"));
    }

    void aDroppedFileOpens()
    {
        const auto window = makeWindow();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(example().string()))});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.get(), &drop);
        QCOMPARE(window->document().path(), example());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
