#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <numeric>

#include "core/audio/decode.h"
#include "core/data/csv.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/corpus_page.h"
#include "ui/histogram_view.h"
#include "ui/jobs_bar.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

void enterFile(const QWidget& window, const char* dialog, const fs::path& file)
{
    auto& files = find<QFileDialog>(window, dialog);
    auto* const name = files.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(QString::fromStdString(file.string()));
    QTest::keyClick(name, Qt::Key_Return);
}

QString cell(const QTableView& view, int row, int column)
{
    return view.model()->index(row, column).data().toString();
}

}  // namespace

class TestCorpusPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    fs::path root() const { return m_folder.path().toStdString(); }

    /// The window with its models loaded, on the page of folders.
    std::unique_ptr<MainWindow> openPage(const fs::path& cache)
    {
        auto window = std::make_unique<MainWindow>(example());
        Instruments instruments = builtIn();
        instruments.cacheFolder = cache;
        window->setInstruments(instruments);
        window->show();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(window->document().model(), kPatience); }();
        QTest::mouseClick(&find<QToolButton>(*window, "corpusPageButton"), Qt::LeftButton);
        return window;
    }

    /// Two rows of each recording, one of the broken file, with what the model heard in noise.wav.
    static void checkTable(const CsvTable& table, const Analysis& analysis)
    {
        QCOMPARE(table.rows.size(), std::size_t(5));
        const auto at = [&](std::size_t row, const std::string& column) {
            return table.rows.at(row)[std::size_t(requireColumn(table, column))];
        };
        QVERIFY(at(0, "track").ends_with("broken.wav"));
        QCOMPARE(at(0, "status"), std::string("failed"));
        for (std::size_t row : {3, 4}) {
            QVERIFY(at(row, "track").ends_with("noise.wav"));
            for (std::size_t f = 0; f < analysis.model.features.size(); ++f)
                QCOMPARE(std::stod(at(row, analysis.model.features[f] + "_score")),
                         analysis.prediction.features[f]);
            QVERIFY(!at(row, "fidelity_r2").empty());
            QVERIFY(at(row, "checks_warning").find("provenance") != std::string::npos);
        }
    }

    /// Each column shows its content, if that is not too long, and numbers stand to the right.
    static void checkColumns(const QTableView& view, int outputs)
    {
        for (int column = 0; column < view.model()->columnCount(); ++column) {
            const int content = view.fontMetrics().horizontalAdvance(cell(view, 2, column));
            const int limit = 34 * view.fontMetrics().averageCharWidth();
            QVERIFY2(view.columnWidth(column) >= std::min(content, limit),
                     qPrintable(QString::number(column)));
        }
        for (int column = 2; column < 2 + outputs; ++column) {
            const QModelIndex index = view.model()->index(2, column);
            QVERIFY(index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
            QCOMPARE(index.data().toString().section('.', 1).size(), 2);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_folder);
        fs::create_directories(root() / "music/more");
        writeAudio(root() / "music/noise.wav", noise(12.0, 22050, 2));
        writeAudio(root() / "music/more/tone.flac", sine(440.0, 12.0, 22050, 2));
        writeFileAtomically(root() / "music/broken.wav", "no sound");
        writeFileAtomically(root() / "music/notes.txt", "nothing to be heard");
    }

    void aFolderIsAnalyzedIntoATable()
    {
        const auto window = openPage(root() / "cache");
        auto& page = find<CorpusPage>(*window, "corpusPage");
        QCOMPARE(window->pages().currentWidget(), &page);
        keepPicture(*window, "corpus-empty");
        bool isGoingOnOffered = false;  // while it goes on
        connect(&page.work(), &CorpusWork::rowChanged, &page,
                [&] { isGoingOnOffered |= find<QWidget>(page, "corpusGoOn").isVisible(); });
        QTest::mouseClick(&find<QWidget>(page, "chooseCorpus"), Qt::LeftButton);
        enterFile(*window, "corpusFolder", root() / "music");
        QTRY_COMPARE_WITH_TIMEOUT(page.work().count(CorpusState::Done), 2, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(page.work().count(CorpusState::Failed), 1, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!page.work().isRunning(), kPatience);
        QVERIFY(!isGoingOnOffered);
        QCOMPARE(window->jobs().count(), 0);
        keepPicture(*window, "corpus");

        auto& view = find<QTableView>(page, "corpusTable");
        QCOMPARE(view.model()->rowCount(), 3);
        QCOMPARE(cell(view, 0, 0), QString("broken.wav"));
        QCOMPARE(cell(view, 0, 1), QString("failed"));
        QCOMPARE(cell(view, 1, 0), QString("more/tone.flac"));
        QCOMPARE(cell(view, 2, 0), QString("noise.wav"));

        checkColumns(view, 9);
        view.setColumnWidth(0, 50);  // as the user wants it
        page.work().goOn();
        QCOMPARE(view.columnWidth(0), 50);
        const QString checks = view.model()->index(2, 13).data(Qt::ToolTipRole).toString();
        QVERIFY2(checks.contains("warning: "), qPrintable(checks));

        // Sorted by valence: what has none comes first, then the numbers.
        const auto& rows = page.work().rows();
        const std::vector<std::string>& emotions = rows[1].analysis->model.emotions;
        const int valence = int(std::ranges::find(emotions, "valence") - emotions.begin());
        view.sortByColumn(2 + valence, Qt::DescendingOrder);
        const bool isToneHigher = rows[1].analysis->prediction.emotions[std::size_t(valence)] >
                                  rows[2].analysis->prediction.emotions[std::size_t(valence)];
        QCOMPARE(cell(view, 0, 0), QString(isToneHigher ? "more/tone.flac" : "noise.wav"));
        QCOMPARE(cell(view, 2, 0), QString("broken.wav"));

        const std::vector<int> counts = find<HistogramView>(page, "histogram0").counts();
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), 2);

        QTest::keyClicks(&find<QLineEdit>(page, "corpusFilter"), "TONE");
        QCOMPARE(view.model()->rowCount(), 1);

        QTest::mouseClick(&find<QWidget>(page, "exportCorpus"), Qt::LeftButton);
        enterFile(*window, "corpusExport", root() / "table.csv");
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(root() / "table.csv"), kPatience);
        checkTable(readCsv(root() / "table.csv"), *rows[2].analysis);

        const QPoint place = view.visualRect(view.model()->index(0, 0)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), root() / "music/more/tone.flac",
                                  kPatience);
        QCOMPARE(window->pages().currentWidget(), &window->trackPage());
    }

    void aHistogramNamesItsAxes()
    {
        HistogramView view;
        view.resize(view.sizeHint());
        view.setValues("Valence", {0.1, 0.15, 0.9});
        const QImage picture = view.grab().toImage();
        const auto hasInk = [&](const QRect& area) {
            for (int y = area.top(); y <= area.bottom(); ++y)
                for (int x = area.left(); x <= area.right(); ++x)
                    if (picture.pixel(x, y) != picture.pixel(0, 0))
                        return true;
            return false;
        };
        const int line = view.fontMetrics().lineSpacing();
        const int half = view.width() / 2;
        QVERIFY(hasInk({0, line, half / 2, line}));                         // recordings
        QVERIFY(hasInk({0, view.height() - 3 * line, half / 2, line}));     // 0
        QVERIFY(hasInk({half, view.height() - 2 * line, half, line - 2}));  // scores
        QVERIFY(hasInk({half - 10, view.height() - line, 20, line - 2}));   // their name
        QVERIFY(hasInk({half, 2 + line, half, line - 4}));                  // the mean
    }

    void whatWasAnalyzedIsKnownTheNextTime()
    {
        const auto window = openPage(root() / "cache");
        auto& page = find<CorpusPage>(*window, "corpusPage");
        const auto before = fs::last_write_time(root() / "cache/analyses");
        page.analyzeFolder(root() / "music",
                           {window->document().model(), window->document().separator(),
                            window->document().instruments()});
        QTRY_COMPARE_WITH_TIMEOUT(page.work().count(CorpusState::Done), 2, kPatience);
        QVERIFY(!page.work().rows()[1].analysis->sources.empty());
        QCOMPARE(page.work().rows()[1].analysis->track.file, std::string("tone.flac"));
        QVERIFY(fs::last_write_time(root() / "cache/analyses") == before);
    }

    void cancellingLeavesTheRestForLater()
    {
        const auto window = openPage({});
        auto& page = find<CorpusPage>(*window, "corpusPage");
        page.analyzeFolder(root() / "music",
                           {window->document().model(), window->document().separator(),
                            window->document().instruments()});
        QToolButton* cancel = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(
            cancel = window->findChild<QToolButton*>(QStringLiteral("cancel-corpus")), kPatience);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!page.work().isRunning());
        QCOMPARE(window->jobs().count(), 0);
        QVERIFY(page.work().count(CorpusState::Waiting) > 0);
        QCOMPARE(page.work().count(CorpusState::Running), 0);
        QVERIFY(find<QWidget>(page, "corpusGoOn").isVisible());
        QTest::mouseClick(&find<QWidget>(page, "corpusGoOn"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(
            page.work().count(CorpusState::Waiting) + page.work().count(CorpusState::Running), 0,
            kPatience);
    }
};

QTEST_MAIN(TestCorpusPage)
#include "tst_corpus_page.moc"
