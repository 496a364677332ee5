#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "analysis_example.h"
#include "core/error.h"
#include "core/report/report_text.h"
#include "support.h"
#include "ui/report/axis.h"
#include "ui/report/figure.h"
#include "ui/report/page_flow.h"
#include "ui/report/report_pdf.h"

using namespace whence;
using namespace whence::test;

/// The PDF report and its figures. With WHENCE_REPORT_FOLDER in the environment the reports stay
/// there, to be looked at.
class TestPdf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportHasTwoToFourPagesWithEverythingOnThem_data();
    void reportHasTwoToFourPagesWithEverythingOnThem();
    void aReportHasThePartsThatAreWanted();
    void fontsAreEmbedded();
    void figuresAreWrittenAsPngAndSvg();
    void parityIsNotSaidToLackAReferenceSet();
    void unwritablePlaceIsAnErrorAndLeavesNothing();
    void reportCanBeCancelled();
    void noLabelsOverlap_data();
    void noLabelsOverlap();
    void ticksAreRoundAndInside();
    void blocksThatBelongTogetherStayTogether();

private:
    QTemporaryDir m_folder;
};

namespace {

struct Case {
    Analysis analysis;
    LogSpectrogram spectrogram;
};

const QStringList kCases = {"song",    "features only", "no stems",       "segments",
                            "what if", "ten stems",     "nothing to tell"};

Analysis manyStems()
{
    ExampleOptions options;
    options.stems = {"vocals", "piano",         "drums",        "bass",    "other",
                     "guitar", "bass_trombone", "first_violin", "timpani", "residual"};
    options.duration = 12345.0;
    Analysis analysis = exampleAnalysis(options);
    analysis.track.title =
        "Symphonie fantastique: Épisode de la vie d'un artiste, en cinq parties, op. 14, H 48, "
        "fifth movement: Songe d'une nuit du sabbat, with a very long remark about the edition";
    analysis.track.artist = "An orchestra whose name is just as long as the title it plays";
    analysis.track.warnings = {
        "symphony.flac ends after 3:25:45 of 4:10:00; what is there was "
        "analyzed."};
    analysis.window.start = 12300.0;
    for (Check& check : analysis.checks)
        check.status = CheckStatus::Failed;
    analysis.command =
        "whence-cli analyze '/a/very/long/path/to/a/file/that/nobody/would/type/"
        "symphony.flac' --model /another/long/path/model.whence-model --stems "
        "'/stems of the symphony' --start 12300 --length 40 --residual-component";
    return analysis;
}

Case makeCase(const QString& name)
{
    ExampleOptions options;
    if (name == "features only")
        options.emotions = false;
    if (name == "no stems")
        options.sources = false;
    options.segments = name == "segments";
    if (name == "nothing to tell") {
        options.scale = 0.0;
        options.reference = false;
    }
    Case result{name == "ten stems" ? manyStems() : exampleAnalysis(options), {}};
    if (name == "nothing to tell") {
        result.analysis.timeline.resize(1);
        result.analysis.model.quality.clear();
        result.analysis.model.qualitySet.clear();
        result.analysis.track.title = "静けさ";
    }
    result.spectrogram = exampleSpectrogram(std::min(result.analysis.track.duration, 600.0));
    return result;
}

/// Two what-ifs of the window that is explained, and one of another.
std::vector<WhatIfState> statesOf(const Analysis& analysis)
{
    const std::vector<std::string>& stems = analysis.mixes.components;
    const Prediction& mix = analysis.mixes.predictions.front();
    WhatIfState muted{analysis.model.id,
                      analysis.window.start,
                      stems,
                      StemGains(stems.size()),
                      mix,
                      analysis.mixes.predictions.back()};
    WhatIfState softer = muted;
    WhatIfState elsewhere = muted;
    muted.gains[0] = -std::numeric_limits<double>::infinity();
    softer.gains[1] = -4.5;
    softer.gains[2] = 6.0;
    elsewhere.gains[0] = 11.0;
    elsewhere.windowStart += 1.0;
    return {muted, softer, elsewhere};
}

/// What a program of poppler-utils prints.
QString poppler(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardOutput());
}

bool hasPoppler()
{
    return !QStandardPaths::findExecutable("pdftotext").isEmpty();
}

QString writtenReport(const QTemporaryDir& folder, const QString& name)
{
    const QString kept = qEnvironmentVariable("WHENCE_REPORT_FOLDER");
    const QString file =
        (kept.isEmpty() ? folder.path() : kept) + "/" + QString(name).replace(' ', '_') + ".pdf";
    const Case one = makeCase(name);
    ReportContents contents;
    if (name == "what if")
        contents.states = statesOf(one.analysis);
    writeReport(file.toStdString(), one.analysis, one.spectrogram, {"2024-05-01", {}}, contents);
    return file;
}

void addCases()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : kCases)
        QTest::newRow(qPrintable(name)) << name;
}

/// The words of a page with their boxes, a little smaller than poppler says (it counts the
/// space above and below letters).
std::vector<std::pair<QString, QRectF>> wordsOf(QXmlStreamReader& xml)
{
    std::vector<std::pair<QString, QRectF>> words;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == QString("page"))
            break;
        if (!xml.isStartElement() || xml.name() != QString("word"))
            continue;
        const auto value = [&](const char* name) {
            return xml.attributes().value(QString(name)).toDouble();
        };
        QRectF box(QPointF(value("xMin"), value("yMin")), QPointF(value("xMax"), value("yMax")));
        box.adjust(0.3, 0.28 * box.height(), -0.3, -0.28 * box.height());
        words.push_back({xml.readElementText(), box});
    }
    return words;
}

}  // namespace

void TestPdf::reportHasTwoToFourPagesWithEverythingOnThem_data()
{
    addCases();
}

void TestPdf::reportHasTwoToFourPagesWithEverythingOnThem()
{
    QFETCH(const QString, name);
    const QString file = writtenReport(m_folder, name);
    if (!hasPoppler())
        QSKIP("pdftotext of poppler-utils is not installed");
    const QString info = poppler("pdfinfo", {file});
    const int pages = info.section("Pages:", 1).section('\n', 0, 0).trimmed().toInt();
    QVERIFY2(pages >= 2 && pages <= 4, qPrintable(info));
    QVERIFY(info.contains("A4"));

    const Analysis analysis = makeCase(name).analysis;
    const QString text = poppler("pdftotext", {file, "-"}).simplified();
    QStringList expected = {"Whence",
                            "What the model hears",
                            "Checks",
                            "Limits",
                            "Figure 1.",
                            "LUFS",
                            "rhythm stability",
                            "How this was made",
                            "demonstration model",
                            QString("page %1 of %1").arg(pages)};
    for (const Chain& chain : analysis.chains)
        expected << QString::fromStdString(chain.sentence);
    for (const Check& check : checksOfChains(analysis))
        expected << QString::fromStdString(check.message).section(' ', 0, 3);
    if (!analysis.sources.empty())
        expected << "Shapley"
                 << "random weights"
                 << "fidelity" << QString("%1 of %1 mixes").arg(analysis.mixes.coalitions.size());
    if (!analysis.model.emotions.empty())
        expected << "valence (score)"
                 << "arousal (score)"
                 << "Enlarged";
    expected << "minorness †"
             << "too poorly to rely on it";
    if (name == "what if")
        expected << "What if stems were softer or louder"
                 << "The vocals muted"
                 << "4.5 dB softer"
                 << "All stems as they are";
    for (const QString& one : expected)
        QVERIFY2(text.contains(one), qPrintable("missing: " + one));
    QVERIFY(!text.contains("11.0 dB louder"));
}

void TestPdf::aReportHasThePartsThatAreWanted()
{
    if (!hasPoppler())
        QSKIP("pdftotext of poppler-utils is not installed");
    const QString file = m_folder.filePath("short.pdf");
    const Case one = makeCase("song");
    ReportContents contents;
    contents.prediction = contents.stemsAndModel = contents.timeline = false;
    contents.checks = contents.definitions = false;
    writeReport(file.toStdString(), one.analysis, one.spectrogram, {}, contents);
    const QString text = poppler("pdftotext", {file, "-"}).simplified();
    for (const char* const part : {"Where it comes from", "Limits", "How this was made", "Checks:"})
        QVERIFY2(text.contains(part), part);
    for (const char* const part : {"What the model hears", "Stems and model", "Along the piece",
                                   "What the words mean", "What if stems"})
        QVERIFY2(!text.contains(part), part);
}

void TestPdf::fontsAreEmbedded()
{
    const QString file = writtenReport(m_folder, "song");
    if (!hasPoppler())
        QSKIP("pdffonts of poppler-utils is not installed");
    const QStringList lines = poppler("pdffonts", {file}).trimmed().split('\n');
    QVERIFY(lines.size() > 3);
    const qsizetype embedded = lines[0].indexOf("emb");
    for (const QString& line : lines.mid(2)) {
        QVERIFY2(line.contains("OpenSans"), qPrintable(line));
        QVERIFY2(line.mid(embedded, 3) == "yes", qPrintable(line));
    }
}

void TestPdf::figuresAreWrittenAsPngAndSvg()
{
    const Case one = makeCase("song");
    const QString folder = m_folder.filePath("figures/of/the song");
    writeFigures(folder.toStdString(), one.analysis, one.spectrogram);
    for (const char* name : {"plane", "predictions", "effects", "sources", "chain_matrix",
                             "spectrogram", "stem_levels", "model_quality"}) {
        const QImage image(folder + "/" + name + ".png");
        QVERIFY2(image.width() > 400 && image.height() > 200, name);
        const QString description = image.text("Description");
        for (const char* origin : {"Fishin", "Whence demonstration model (demonstration model",
                                   "0:46.5 to 1:26.5", "0123456789ab", "failed"})
            QVERIFY2(description.contains(origin, Qt::CaseInsensitive), origin);
        QFile svg(folder + "/" + name + ".svg");
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray bytes = svg.readAll();
        QVERIFY(bytes.contains("<text") && bytes.contains("sans-serif"));
        // In the description and, broken into lines, below the figure.
        QVERIFY(bytes.count("0123456789ab") == 2);
        QXmlStreamReader xml(bytes);
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY(!xml.hasError());
    }
}

void TestPdf::parityIsNotSaidToLackAReferenceSet()
{
    Analysis analysis = makeCase("song").analysis;
    analysis.options.parity = true;
    for (auto& effects : analysis.effects)
        for (Effect& effect : effects) {
            effect.centered.reset();
            effect.relativeCentered.reset();
        }
    const QString caption = effectsFigure(analysis, 493.0).caption;
    QVERIFY2(caption.contains("Parity shows effects") && !caption.contains("no reference set"),
             qPrintable(caption));
    QVERIFY(!effectsFigure(makeCase("song").analysis, 493.0).caption.contains("Parity"));
}

void TestPdf::unwritablePlaceIsAnErrorAndLeavesNothing()
{
    const Case one = makeCase("no stems");
    const std::string missing = m_folder.filePath("missing/report.pdf").toStdString();
    QVERIFY(errorOf([&] { writeReport(missing, one.analysis, {}); }).find("report.pdf") !=
            std::string::npos);
    QVERIFY(!std::filesystem::exists(m_folder.filePath("missing").toStdString()));
}

void TestPdf::reportCanBeCancelled()
{
    const Case one = makeCase("no stems");
    const std::string file = m_folder.filePath("cancelled.pdf").toStdString();
    const Progress cancel([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(writeReport(file, one.analysis, {}, {}, cancel), Cancelled);
    QVERIFY(!std::filesystem::exists(file));
}

void TestPdf::noLabelsOverlap_data()
{
    addCases();
}

void TestPdf::noLabelsOverlap()
{
    QFETCH(const QString, name);
    if (!hasPoppler())
        QSKIP("pdftotext of poppler-utils is not installed");
    QXmlStreamReader xml(poppler("pdftotext", {"-bbox", writtenReport(m_folder, name), "-"}));
    int words = 0;
    while (!xml.atEnd()) {
        const auto page = wordsOf(xml);
        words += int(page.size());
        for (std::size_t i = 0; i < page.size(); ++i) {
            QVERIFY2(QRectF(20, 20, 555, 802).contains(page[i].second), qPrintable(page[i].first));
            for (std::size_t k = i + 1; k < page.size(); ++k)
                if (page[i].second.intersects(page[k].second))
                    QFAIL(qPrintable(page[i].first + " over " + page[k].first));
        }
    }
    QVERIFY(words > 300);
}

void TestPdf::ticksAreRoundAndInside()
{
    QCOMPARE(roundTicks(-1.0, 1.0, 5), (std::vector<double>{-1.0, -0.5, 0.0, 0.5, 1.0}));
    QCOMPARE(timeTicks(0.0, 133.0, 11), (std::vector<double>{0, 15, 30, 45, 60, 75, 90, 105, 120}));
    QVERIFY(roundTicks(1.0, 1.0, 5).empty());
    QVERIFY(roundTicks(0.0, std::numeric_limits<double>::infinity(), 5).empty());
    QCOMPARE(symmetricRange({0.31, -0.42}), 0.5);
    QCOMPARE(symmetricRange({}), 0.05);
    QCOMPARE(tickText(-0.25, 0.25), QString("−0.3"));
}

void TestPdf::blocksThatBelongTogetherStayTogether()
{
    const std::vector<Block> blocks = {{60.0, 5.0, false, {}},
                                       {10.0, 5.0, true, {}},
                                       {30.0, 0.0, false, {}},
                                       {500.0, 0.0, false, {}},
                                       {10.0, 0.0, false, {}}};
    const auto pages = fillPages(blocks, 100.0);
    QCOMPARE(pages.size(), std::size_t(4));
    QCOMPARE(pages[0].size(), std::size_t(1));
    QCOMPARE(pages[1].size(), std::size_t(2));
    QCOMPARE(pages[1][1].top, 15.0);
}

QTEST_MAIN(TestPdf)
#include "tst_pdf.moc"
