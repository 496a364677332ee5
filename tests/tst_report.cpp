#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis_example.h"
#include "core/data/csv.h"
#include "core/report/analysis_csv.h"
#include "core/report/analysis_json.h"
#include "core/report/corpus_summary.h"
#include "core/report/jams.h"
#include "core/report/report_text.h"
#include "core/report/wording.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

/// JSON, CSV, JAMS and the words of the report.
class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonReadBackIsTheSame_data();
    void jsonReadBackIsTheSame();
    void readingKeepsWhatTheAnalysisSays();
    void sameAnalysisGivesTheSameBytes();
    void dateAndTimingsAreAllThatDiffersBetweenRuns();
    void valuesStandUnderTheirNames();
    void valuesThatAreNotFiniteBecomeNull();
    void textThatIsNotUtf8IsStillWritten();
    void damagedJsonIsRefusedWithItsPlace_data();
    void damagedJsonIsRefusedWithItsPlace();
    void segmentsKeepTheirStemsAndTimes();
    void anyValueMissingIsAnErrorNotACrash();
    void tablesAreTidyWithUnitsInTheHeader();
    void everyColumnIsExplained();
    void theSummaryOfTracksHoldsFeaturesAndFailedChecks();
    void csvQuotesWhatNeedsIt();
    void chainMatrixTableSumsToFullMixMinusSilence();
    void jamsHasItsNamespaces();
    void featuresOfBothEmotionsAreExplainedInTurn();
    void reportSaysWhatIsUnknown();
    void parityIsNotSaidToLackAReferenceSet();
    void measuresAreSetAgainstWhatCanBeReached_data();
    void measuresAreSetAgainstWhatCanBeReached();
    void checksOfOtherFeaturesAreLeftOutOfTheChains();
    void figuresTellTheirOrigin();
    void timesReadLikeAClock();
};

namespace {

const TidyTable& table(const std::vector<TidyTable>& tables, const std::string& name)
{
    return *std::ranges::find(tables, name, &TidyTable::name);
}

QJsonObject object(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    const std::size_t place = text.find(what);
    return place == std::string::npos ? text : text.replace(place, what.size(), by);
}

}  // namespace

void TestReport::jsonReadBackIsTheSame_data()
{
    QTest::addColumn<bool>("emotions");
    QTest::addColumn<bool>("reference");
    QTest::addColumn<bool>("sources");
    QTest::addColumn<bool>("segments");
    QTest::newRow("all") << true << true << true << true;
    QTest::newRow("features only") << false << true << true << false;
    QTest::newRow("no reference set") << true << false << true << false;
    QTest::newRow("no stems") << true << true << false << false;
}

void TestReport::jsonReadBackIsTheSame()
{
    QFETCH(const bool, emotions);
    QFETCH(const bool, reference);
    QFETCH(const bool, sources);
    QFETCH(const bool, segments);
    ExampleOptions options;
    options.segments = segments;
    options.emotions = emotions;
    options.reference = reference;
    options.sources = sources;
    const std::string json = toJson(exampleAnalysis(options));
    QCOMPARE(toJson(parseAnalysis(json, "a.json")), json);
}

void TestReport::readingKeepsWhatTheAnalysisSays()
{
    Analysis analysis = exampleAnalysis();
    analysis.stemsSha256 = std::string(64, 'e');
    const Analysis read = parseAnalysis(toJson(analysis), "a.json");
    QCOMPARE(read.stemsSha256, analysis.stemsSha256);
    QCOMPARE(read.prediction.features, analysis.prediction.features);
    QCOMPARE(read.mixes.coalitions, analysis.mixes.coalitions);
    QCOMPARE(read.model.weights, analysis.model.weights);
    QCOMPARE(read.sources.size(), analysis.sources.size());
    for (std::size_t i = 0; i < read.sources.size(); ++i) {
        QCOMPARE(read.sources[i].lime.coefficients, analysis.sources[i].lime.coefficients);
        QCOMPARE(read.sources[i].interactions, analysis.sources[i].interactions);
    }
    QCOMPARE(read.effects[1][3].centered, analysis.effects[1][3].centered);
    QCOMPARE(read.chains[1].sentence, analysis.chains[1].sentence);
    QCOMPARE(int(read.checks[1].status), int(analysis.checks[1].status));
    QCOMPARE(read.checks[1].feature, analysis.checks[1].feature);
    QVERIFY(!read.checks[2].value);
    QCOMPARE(read.track.title, analysis.track.title);
    QVERIFY(!read.options.start);
}

void TestReport::sameAnalysisGivesTheSameBytes()
{
    QCOMPARE(toJson(exampleAnalysis()), toJson(exampleAnalysis()));
    QCOMPARE(toJams(exampleAnalysis()), toJams(exampleAnalysis()));
}

void TestReport::dateAndTimingsAreAllThatDiffersBetweenRuns()
{
    const Analysis analysis = exampleAnalysis();
    const std::string one = toJson(analysis, {"2024-05-01T12:00:00Z", {{"separating", 1.25}}});
    QVERIFY(one != toJson(analysis));
    QJsonObject root = object(one);
    QJsonObject provenance = root["provenance"].toObject();
    QCOMPARE(provenance.take("date").toString(), QString("2024-05-01T12:00:00Z"));
    QCOMPARE(provenance.take("seconds").toObject()["separating"].toDouble(), 1.25);
    root["provenance"] = provenance;
    QCOMPARE(root, object(toJson(analysis)));
    QCOMPARE(toJson(parseAnalysis(one, "a.json")), toJson(analysis));
}

void TestReport::valuesStandUnderTheirNames()
{
    const Analysis analysis = exampleAnalysis();
    const QJsonObject root = object(toJson(analysis));
    QCOMPARE(root["schema"].toString(), QString("whence.analysis/1"));
    QCOMPARE(root["prediction"]["features"]["minorness"].toDouble(),
             analysis.prediction.features[6]);
    QCOMPARE(root["effects"]["valence"]["melody"]["effect"].toDouble(),
             analysis.effects[1][0].effect);
    QCOMPARE(root["sources"]["dissonance"]["shapley"]["drums"].toDouble(),
             analysis.sources[4].shapley[2]);
    QCOMPARE(root["sources"]["dissonance"]["interactions"]["drums"]["bass"].toDouble(),
             analysis.sources[4].interactions[2 * 5 + 3]);
    QCOMPARE(root["mixes"].toArray().size(), 32);
    QCOMPARE(root["mixes"].toArray()[0].toObject()["stems"].toArray().size(), 5);
    QCOMPARE(root["mixes"].toArray()[31].toObject()["stems"].toArray().size(), 0);
    QCOMPARE(root["stemLevels"]["piano"]["nearSilent"].toBool(), true);
    QCOMPARE(root["model"]["head"]["weights"]["valence"]["minorness"].toDouble(), -0.36);
}

void TestReport::valuesThatAreNotFiniteBecomeNull()
{
    Analysis analysis = exampleAnalysis();
    analysis.sources[0].lime.complexity = std::numeric_limits<double>::quiet_NaN();
    analysis.track.loudness.integrated = -std::numeric_limits<double>::infinity();
    const std::string json = toJson(analysis);
    const QJsonObject root = object(json);
    QVERIFY(root["sources"]["melody"]["complexity"].isNull());
    const Analysis read = parseAnalysis(json, "a.json");
    QVERIFY(std::isnan(read.sources[0].lime.complexity));
    QVERIFY(std::isinf(read.track.loudness.integrated));
    QCOMPARE(toJson(read), json);
}

void TestReport::textThatIsNotUtf8IsStillWritten()
{
    Analysis analysis = exampleAnalysis();
    analysis.track.title = "caf\xe9";
    const QJsonObject root = object(toJson(analysis));
    QCOMPARE(root["track"]["title"].toString(), QString("caf\ufffd"));
    QVERIFY(!toJams(analysis).empty());
}

void TestReport::damagedJsonIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("place");
    QTest::newRow("not JSON") << "{"
                              << "("
                              << "not JSON";
    QTest::newRow("another schema") << "whence.analysis/1"
                                    << "whence.analysis/9"
                                    << "schema";
    QTest::newRow("text for a number") << "\"sampleRate\": 44100"
                                       << "\"sampleRate\": \"x\""
                                       << "track.sampleRate";
    QTest::newRow("huge number") << "\"channels\": 2"
                                 << "\"channels\": 2e99"
                                 << "track.channels";
    QTest::newRow("missing feature") << "\"melody\": {\n        \"weight\""
                                     << "\"tune\": {\n        \"weight\""
                                     << "melody";
    QTest::newRow("unknown stem") << "\"stems\": [\n        \"vocals\""
                                  << "\"stems\": [\n        \"zither\""
                                  << "mixes[0]";
    QTest::newRow("stem twice") << "\"names\": [\n      \"vocals\""
                                << "\"names\": [\n      \"piano\""
                                << "components.names";
    QTest::newRow("segments out of order") << "\"edges\": [\n      46.5,"
                                           << "\"edges\": [\n      56.5,"
                                           << "segments.edges";
    QTest::newRow("too many segments") << "\"edges\": ["
                                       << "\"edges\": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,"
                                       << "segments has no parts, or more than 64";
    QTest::newRow("unknown rule") << "\"rule\": \"novelty\""
                                  << "\"rule\": \"mood\""
                                  << "provenance.settings.segments.rule";
    QTest::newRow("unknown status") << "\"status\": \"ok\""
                                    << "\"status\": \"fine\""
                                    << "status";
}

void TestReport::damagedJsonIsRefusedWithItsPlace()
{
    QFETCH(const QString, what);
    QFETCH(const QString, by);
    QFETCH(const QString, place);
    ExampleOptions options;
    options.segments = true;
    const std::string json = toJson(exampleAnalysis(options));
    const std::string damaged = replaced(json, what.toStdString(), by.toStdString());
    QVERIFY(damaged != json);
    const std::string error = errorOf([&] { parseAnalysis(damaged, "some.json"); });
    QVERIFY2(error.find(place.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("some.json") != std::string::npos, error.c_str());
}

void TestReport::segmentsKeepTheirStemsAndTimes()
{
    ExampleOptions options;
    options.segments = true;
    const Analysis analysis = exampleAnalysis(options);
    const double drums = analysis.segments->sampled.fits[1].coefficients[2 * 5 + 2];

    const QJsonObject segments = object(toJson(analysis))["segments"].toObject();
    QCOMPARE(segments["features"]["articulation"]["lime"][2]["drums"].toDouble(), drums);
    QCOMPARE(segments["edges"][2].toDouble(), analysis.window.start + 15.0);
    const TidyTable rows = table(toTables(analysis), "segments");
    const std::vector<std::string>& row = rows.rows[20 + 2 * 5 + 2];
    QCOMPARE(row[1] + " " + row[2] + " " + row[3], std::string("articulation drums 3"));
    QCOMPARE(std::stod(row[6]), drums);
    QVERIFY(parseAnalysis(toJson(exampleAnalysis()), "a.json").segments == std::nullopt);
}

void TestReport::anyValueMissingIsAnErrorNotACrash()
{
    ExampleOptions options;
    options.stems = {"vocals", "other"};
    options.duration = 45.0;
    options.segments = true;
    const std::string json = toJson(exampleAnalysis(options));
    for (std::size_t end = 0; end + 2 < json.size(); end += 97)
        QVERIFY(!errorOf([&] { parseAnalysis(json.substr(0, end), "cut.json"); }).empty());
    for (std::size_t place = json.find(':'); place != std::string::npos;
         place = json.find(':', place + 1)) {
        std::string changed = json;
        changed.replace(place, 1, ":[],\"x\":");
        errorOf([&] { parseAnalysis(changed, "changed.json"); });
    }
}

void TestReport::tablesAreTidyWithUnitsInTheHeader()
{
    ExampleOptions options;
    options.segments = true;
    const Analysis analysis = exampleAnalysis(options);
    const std::vector<TidyTable> tables = toTables(analysis);
    for (const TidyTable& one : tables) {
        QVERIFY2(!one.rows.empty(), one.name.c_str());
        for (const auto& row : one.rows)
            QCOMPARE(row.size(), one.columns.size());
        if (one.name != "columns")
            QCOMPARE(one.columns.front().name, "track");
    }
    QCOMPARE(table(tables, "effects").rows.size(), std::size_t(2 * 7));
    QCOMPARE(table(tables, "sources").rows.size(), std::size_t(7 * 5));
    QCOMPARE(table(tables, "mixes").rows.size(), std::size_t(32 * 9));
    QCOMPARE(table(tables, "interactions").rows.size(), std::size_t(7 * 10));
    QCOMPARE(table(tables, "segments").rows.size(), std::size_t(7 * 4 * 5));
    QVERIFY(toCsv(table(tables, "timeline"))
                .starts_with("track,start_s,end_s,kind,output,value_score\nfishin.ogg,0,40,feature,"
                             "melody,"));
    QVERIFY(toCsv(table(tables, "sources")).find("level_db") != std::string::npos);
}

void TestReport::everyColumnIsExplained()
{
    const std::vector<TidyTable> tables = toTables(exampleAnalysis());
    std::size_t columns = 0;
    for (const TidyTable& one : tables)
        if (one.name != "columns")
            columns += one.columns.size();
    QCOMPARE(table(tables, "columns").rows.size(), columns);
    for (const auto& row : table(tables, "columns").rows) {
        QVERIFY2(!row[3].empty(), row[1].c_str());
        const std::string unit = row[2];
        if (unit == "s" || unit == "dB" || unit == "Hz" || unit == "share" || unit == "score")
            QVERIFY2(row[1].ends_with("_" + QString::fromStdString(unit).toLower().toStdString()),
                     row[1].c_str());
    }
}

void TestReport::theSummaryOfTracksHoldsFeaturesAndFailedChecks()
{
    Analysis analysis = exampleAnalysis();
    const std::string& feature = analysis.chains[0].feature;
    analysis.checks = {{"bleed", CheckStatus::Warning, {}, "They sound alike.", ""},
                       {"fidelity", CheckStatus::Failed, {}, "It is not explained.", feature},
                       {"stability", CheckStatus::Failed, {}, "It moves.", feature},
                       {"stability", CheckStatus::Failed, {}, "Of another.", "no such feature"},
                       {"residual", CheckStatus::Ok, {}, "All is well.", feature}};
    SummaryRow done{.file = "a.wav", .status = TrackStatus::Done, .analysis = analysis};
    SummaryRow failed{.file = "b.wav", .message = "It can't be read."};
    const CsvTable table = parseCsv(toCsv(summaryTable({failed, done})), "summary");
    const auto at = [&](std::size_t row, const std::string& column) {
        return table.rows.at(row)[std::size_t(requireColumn(table, column))];
    };
    QCOMPARE(table.rows.size(), 1 + analysis.chains.size());
    QCOMPARE(at(0, "message"), std::string("It can't be read."));
    QCOMPARE(at(0, "melody_score"), std::string());
    for (std::size_t f = 0; f < analysis.model.features.size(); ++f)
        QCOMPARE(at(1, analysis.model.features[f] + "_score"),
                 cell(analysis.prediction.features[f]));
    QCOMPARE(at(1, "feature"), feature);
    QCOMPARE(at(1, "checks_failed"), std::string("fidelity+stability"));
    QCOMPARE(at(1, "checks_warning"), std::string("bleed"));
    const auto source = std::ranges::find(analysis.sources, feature, &SourceExplanation::feature);
    QCOMPARE(at(1, "fidelity_r2"), cell(source->lime.r2));
}

void TestReport::csvQuotesWhatNeedsIt()
{
    const TidyTable one{"t", {{"a", "", ""}, {"b", "", ""}}, {{"x,y", "say \"hi\"\nthere"}}};
    QCOMPARE(toCsv(one), std::string("a,b\n\"x,y\",\"say \"\"hi\"\"\nthere\"\n"));
}

void TestReport::chainMatrixTableSumsToFullMixMinusSilence()
{
    const Analysis analysis = exampleAnalysis();
    const auto tables = toTables(analysis);
    double sum = 0.0;
    for (const auto& row : table(tables, "chain_matrix").rows)
        if (row[1] == "valence")
            sum += std::stod(row[4]);
    const double expected = analysis.mixes.predictions.front().emotions[1] -
                            analysis.mixes.predictions.back().emotions[1];
    QVERIFY(std::abs(sum - expected) < 1e-6);
}

void TestReport::jamsHasItsNamespaces()
{
    const Analysis analysis = exampleAnalysis();
    const QJsonObject jams = object(toJams(analysis));
    QCOMPARE(jams["file_metadata"]["duration"].toDouble(), 133.0);
    const QJsonArray annotations = jams["annotations"].toArray();
    QCOMPARE(annotations[0]["namespace"].toString(), QString("mood_thayer"));
    const QJsonValue first = annotations[0].toObject()["data"].toArray()[0];
    QCOMPARE(first["duration"].toDouble(), 40.0);
    QCOMPARE(first["value"].toArray()[0].toDouble(), analysis.timeline[0].prediction.emotions[1]);
    QCOMPARE(first["value"].toArray()[1].toDouble(), analysis.timeline[0].prediction.emotions[0]);
    QCOMPARE(annotations[1]["namespace"].toString(), QString("vector"));
    QCOMPARE(annotations[1]["sandbox"]["names"].toArray().size(), 7);
    for (const QJsonValue& annotation : annotations) {
        QVERIFY(annotation["annotation_metadata"].isObject());
        for (const QJsonValue& observation : annotation["data"].toArray())
            for (const char* key : {"time", "duration", "value", "confidence"})
                QVERIFY(observation.toObject().contains(key));
    }

    ExampleOptions options;
    options.emotions = false;
    const QJsonObject features = object(toJams(exampleAnalysis(options)));
    const QJsonArray some = features["annotations"].toArray();
    QCOMPARE(some[0]["namespace"].toString(), QString("vector"));
}

void TestReport::featuresOfBothEmotionsAreExplainedInTurn()
{
    Analysis analysis = exampleAnalysis();
    for (auto& effects : analysis.effects)
        for (std::size_t i = 0; i < effects.size(); ++i)
            effects[i].centered = 0.01;
    analysis.effects[0][5].centered = -0.9;
    analysis.effects[0][2].centered = 0.5;
    analysis.effects[1][5].centered = 0.8;
    analysis.effects[1][6].centered = -0.7;
    const std::vector<int> expected = {5, 2, 6};
    QCOMPARE(featuresToExplain(analysis, 3), expected);
    QCOMPARE(featuresToExplain(analysis, 99).size(), std::size_t(7));

    ExampleOptions options;
    options.emotions = false;
    QCOMPARE(featuresToExplain(exampleAnalysis(options), 4).size(), std::size_t(4));
    options.sources = false;
    QVERIFY(featuresToExplain(exampleAnalysis(options), 4).empty());
}

void TestReport::reportSaysWhatIsUnknown()
{
    ExampleOptions options;
    options.reference = false;
    const ReportText text = makeReportText(exampleAnalysis(options));
    QVERIFY(std::ranges::any_of(text.limits, [](const std::string& limit) {
        return limit.find("no reference set") != std::string::npos;
    }));
    const ReportText full = makeReportText(exampleAnalysis());
    QVERIFY(full.sentences[0].withheld);
    QVERIFY(!full.sentences[1].withheld);
    QVERIFY(std::ranges::any_of(full.limits, [](const std::string& limit) {
        return limit.find("does not prove") != std::string::npos;
    }));
}

void TestReport::parityIsNotSaidToLackAReferenceSet()
{
    Analysis analysis = exampleAnalysis();
    analysis.options.parity = true;
    for (auto& effects : analysis.effects)
        for (Effect& effect : effects)
            effect.centered.reset();
    bool isSaid = false;
    for (const std::string& limit : makeReportText(analysis).limits) {
        QVERIFY(limit.find("no reference set") == std::string::npos);
        isSaid = isSaid || limit.starts_with("Parity shows effects");
    }
    QVERIFY(isSaid);
}

void TestReport::measuresAreSetAgainstWhatCanBeReached_data()
{
    QTest::addColumn<int>("stems");
    QTest::addColumn<QString>("fidelity");
    QTest::addColumn<QString>("complexity");
    QTest::newRow("two") << 2 << "2 stems that just add up reach 0.36"
                         << "0.81 ± 0.2";
    QTest::newRow("five") << 5 << "5 stems that just add up reach 0.93"
                          << "0.89 ± 0.0";
    QTest::newRow("one") << 1 << "not defined for a single stem"
                         << "";
}

void TestReport::measuresAreSetAgainstWhatCanBeReached()
{
    QFETCH(const int, stems);
    QFETCH(const QString, fidelity);
    QFETCH(const QString, complexity);
    ExampleOptions options;
    options.stems.resize(std::size_t(stems));
    const Analysis analysis = exampleAnalysis(options);
    QString text;
    for (const auto& [term, meaning] : makeReportText(analysis).definitions)
        text += QString::fromStdString(term + ": " + meaning + "\n");
    QVERIFY2(text.contains(fidelity) && text.contains(complexity), qPrintable(text));
    // The same baseline stands beside the values of JSON and CSV.
    const QJsonObject root = object(toJson(analysis));
    const QJsonObject random = root["components"]["randomComplexity"].toObject();
    QCOMPARE(random["mean"].isNull(), stems == 1);
    const auto tables = toTables(analysis);
    QVERIFY(toCsv(table(tables, "fidelity")).find("random_complexity_share") != std::string::npos);
    QCOMPARE(toJson(parseAnalysis(toJson(analysis), "a.json")), toJson(analysis));
}

void TestReport::checksOfOtherFeaturesAreLeftOutOfTheChains()
{
    const Analysis analysis = exampleAnalysis();
    QCOMPARE(featuresOfChains(analysis),
             (std::vector<std::string>{"articulation", "rhythm_stability"}));
    const std::vector<Check> checks = checksOfChains(analysis);
    QCOMPARE(checks.size(), std::size_t(2 * 7 + 3));
    QVERIFY(checks.size() < analysis.checks.size());
    QVERIFY(isInvalid(analysis, "minorness") && !isInvalid(analysis, "melody"));
    ExampleOptions options;
    options.emotions = false;
    QCOMPARE(featuresOfChains(exampleAnalysis(options)).size(), std::size_t(2));
}

void TestReport::figuresTellTheirOrigin()
{
    const std::string text = originText(exampleAnalysis());
    for (const char* part :
         {"fishin.ogg, 0:46.5 to 1:26.5",
          "model: Whence demonstration model (demonstration model, trained on synthesized music)",
          "stems: Whence demonstration separator (demonstration separator",
          "whence 0.1.0, 0123456789ab", "checks: ", " failed"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

void TestReport::timesReadLikeAClock()
{
    QCOMPARE(timeText(83.46), std::string("1:23.5"));
    QCOMPARE(timeText(59.96), std::string("1:00.0"));
    QCOMPARE(timeText(3725.0, false), std::string("1:02:05"));
    QCOMPARE(timeText(-2.0), std::string("−0:02.0"));
    QCOMPARE(timeText(std::numeric_limits<double>::quiet_NaN()), std::string("–"));
    QCOMPARE(signedOrDash(-std::numeric_limits<double>::infinity()), std::string("−∞"));
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
