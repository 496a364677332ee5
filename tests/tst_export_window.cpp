#include <QAction>
#include <QClipboard>
#include <QMimeData>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QTest>

#include "core/audio/decode.h"
#include "core/report/analysis_json.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/message_bar.h"
#include "ui/report_dialog.h"
#include "ui/track_page.h"
#include "ui/views/matrix_view.h"

using namespace whence;
using namespace whence::test;

class TestExportWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    void trigger(const QString& action)
    {
        auto* const found = m_window->findChild<QAction*>(action + "Action");
        QVERIFY2(found, qPrintable(action));
        QVERIFY2(found->isEnabled(), qPrintable(action));
        found->trigger();
    }

    void choose(const QString& path) { chooseFile(*m_window, path); }

    QString file(const QString& name) const { return m_folder.filePath(name); }

    std::filesystem::path path(const QString& name) const { return file(name).toStdString(); }

    void waitUntilWritten()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().text().startsWith("Written to"), kPatience);
        m_window->messages().showNotice({});
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_home);
        m_window = makeWindow();
        m_window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document().hasSources(), kPatience);
    }

    void cleanupTestCase() { m_window.reset(); }

    void theReportIsShownAndSaved()
    {
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const dialog = m_window->findChild<ReportDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->pageCount() >= 2, kPatience);
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES"))
            dialog->grab().save(qEnvironmentVariable("WHENCE_PICTURES") + "/report-dialog.png");
        QTest::mouseClick(&find<QWidget>(*dialog, "reportSave"), Qt::LeftButton);
        choose(file("report.pdf"));
        waitUntilWritten();
        QVERIFY(readFile(path("report.pdf")).starts_with("%PDF"));
        dialog->close();
    }

    void theAnalysisIsSavedAsJson()
    {
        trigger("exportJson");
        choose(file("analysis.json"));
        waitUntilWritten();
        const Analysis read = parseAnalysis(readFile(path("analysis.json")), "analysis.json");
        const Analysis& known = *m_window->document().analysis();
        QCOMPARE(read.prediction.emotions, known.prediction.emotions);
        QCOMPARE(read.chains.front().sentence, known.chains.front().sentence);
    }

    void theTablesAreSavedAsCsv()
    {
        trigger("exportTables");
        choose(file("tables"));
        waitUntilWritten();
        QVERIFY(readFile(path("tables/effects.csv")).find("minorness") != std::string::npos);
    }

    void theStemsAreSavedAsTheyArePlayed()
    {
        trigger("exportStems");
        choose(file("stems"));
        waitUntilWritten();
        const AudioBuffer drums = decodeAudio(path("stems/drums.flac")).audio;
        const SampleStore& played = *m_window->document().stems().stems[2].sound.samples;
        QCOMPARE(std::int64_t(drums.frames()), played.frames());
        for (std::size_t i = 0; i < drums.frames(); i += 997)
            QVERIFY(std::abs(drums.channels[0][i] - played.data(std::int64_t(i))[0]) < 1e-6f);
    }

    void aFigureIsCopiedAndSavedInEachForm()
    {
        trigger("copy-effects");
        QVERIFY(QApplication::clipboard()->mimeData()->hasImage());
        for (const QString name : {"effects.png", "effects.svg", "effects.csv"}) {
            trigger("save-effects");
            choose(file(name));
            waitUntilWritten();
        }
        QVERIFY(QImage(file("effects.png")).width() > 1000);
        const std::string svg = readFile(path("effects.svg"));
        QVERIFY(svg.find(programVersion()) != std::string::npos);  // the line on its origin
        QVERIFY(QSvgRenderer(file("effects.svg")).isValid());
        QVERIFY(readFile(path("effects.csv")).find("minorness") != std::string::npos);
    }

    void whereNothingCanBeWrittenItIsSaid()
    {
        trigger("exportJson");
        choose("/proc/none/analysis.json");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().text().contains("/proc/none"), kPatience);
    }

    void aCellOfTheMatrixLeadsToItsFeatureAndStem()
    {
        auto& tabs = find<QTabWidget>(*m_window, "explanationTabs");
        tabs.setCurrentIndex(1);
        auto& matrix = find<MatrixView>(*m_window, "matrix");
        keepPicture(*m_window, "matrix");
        QTest::mouseClick(&matrix, Qt::LeftButton, {}, matrix.cellRect(4, 2).center().toPoint());
        QCOMPARE(m_window->trackPage().feature(), 4);
        QCOMPARE(m_window->trackPage().stem(), 2);
        QTest::keyClick(&matrix, Qt::Key_Left);
        QCOMPARE(m_window->trackPage().stem(), 1);
        m_window->trackPage().returnToMix();
    }
};

QTEST_MAIN(TestExportWindow)
#include "tst_export_window.moc"
