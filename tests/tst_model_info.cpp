#include <QTest>

#include <string>

#include "core/model/model_info.h"
#include "tests/support.h"

using namespace whence;
using whence::test::errorOf;

namespace {

ModelInfo fullCard()
{
    ModelInfo info;
    info.name = "Test model “ä”";
    info.kind = "rf-resnet";
    info.description = "d";
    info.licence = "CC BY 4.0";
    info.source = "s";
    info.notice = "n";
    info.trainingData = "t";
    info.features = {"melody", "rhythm_stability"};
    info.emotions = {"arousal", "valence"};
    info.spectrogram.framesPerSecond = 20.0;
    info.windowSeconds = 10.0;
    info.windowFrames = 200;
    info.baseChannels = 24;
    info.conceptLayer = ConceptLayer::Convolution;
    info.normalizesInput = true;
    info.weights = {{0.1f, -0.2f}, {0.3f, 1e-7f}};
    info.biases = {0.5f, -0.25f};
    info.labelScale = "nominal";
    info.labelRanges = {{"melody", {1.0, 9.0}}};
    info.referenceSet = "training clips";
    info.reference = {{"melody", {0.1, 0.3}}, {"rhythm_stability", {-0.1, 0.2}}};
    info.qualitySet = "test clips";
    info.quality = {{"valence", {0.4, 0.1, 0.3}}};
    info.knownFailures = {"Bagpipes."};
    info.embeddingDistance95 = 12.5;
    return info;
}

void replace(std::string& text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    QVERIFY2(at != std::string::npos, from.c_str());
    text.replace(at, from.size(), to);
}

}  // namespace

class TestModelInfo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cardSurvivesJson();
    void rangesOfSeveralSetsAreKept();
    void agreementWithKnownCausesIsKept();
    void wrongValuesAreNamed_data();
    void wrongValuesAreNamed();
    void networksThatTakeTooMuchMemoryAreRefused();
    void everyMissingValueIsNamed();
    void textThatIsNoCardIsRefused();
    void namesForPeopleHaveSpaces();
};

void TestModelInfo::cardSurvivesJson()
{
    const ModelInfo info = fullCard();
    const ModelInfo read = parseModelInfo(toJson(info), "x");
    QCOMPARE(toJson(read), toJson(info));
    QCOMPARE(read.name, info.name);
    QCOMPARE(read.features, info.features);
    QCOMPARE(read.emotions, info.emotions);
    QVERIFY(read.spectrogram == info.spectrogram);
    QCOMPARE(read.windowFrames, 200);
    QCOMPARE(read.windowSeconds, 10.0);
    QCOMPARE(read.baseChannels, 24);
    QVERIFY(read.conceptLayer == ConceptLayer::Convolution);
    QVERIFY(read.normalizesInput);
    QCOMPARE(read.weights, info.weights);
    QCOMPARE(read.biases, info.biases);
    QCOMPARE(read.labelRanges.at("melody").maximum, 9.0);
    QCOMPARE(read.reference.at("rhythm_stability").standardDeviation, 0.2);
    QCOMPARE(read.quality.at("valence").rmse, 0.3);
    QCOMPARE(read.knownFailures, info.knownFailures);
    QCOMPARE(read.embeddingDistance95, 12.5);
}

void TestModelInfo::rangesOfSeveralSetsAreKept()
{
    ModelInfo info = fullCard();
    info.labelRangesOfSets = {{"DEAM", {{"valence", {1.6, 8.4}}}},
                              {"PMEmo", {{"valence", {0.1, 0.9}}}}};
    const ModelInfo read = parseModelInfo(toJson(info), "x");
    QCOMPARE(read.labelRangesOfSets.at("DEAM").at("valence").maximum, 8.4);
    QCOMPARE(read.labelRangesOfSets.at("PMEmo").at("valence").maximum, 0.9);
    QCOMPARE(toJson(read), toJson(info));
    std::string card = toJson(info);
    replace(card, "\"maximum\": 8.4", "\"maximum\": {}");
    QVERIFY(errorOf([&] { parseModelInfo(card, "x"); }).find("DEAM.valence.maximum") !=
            std::string::npos);
}

void TestModelInfo::agreementWithKnownCausesIsKept()
{
    ModelInfo info = fullCard();
    QVERIFY(parseModelInfo(toJson(info), "x").knownCauses.empty());
    info.knownCausesSet = "clips";
    info.knownCauses = {{"melody", {99, 0.75, 0.63}}};
    const ModelInfo read = parseModelInfo(toJson(info), "x");
    QCOMPARE(read.knownCausesSet, info.knownCausesSet);
    QCOMPARE(read.knownCauses.at("melody").cases, 99);
    QCOMPARE(read.knownCauses.at("melody").trueStems, 0.75);
    QCOMPARE(read.knownCauses.at("melody").separatedStems, 0.63);
    QCOMPARE(toJson(read), toJson(info));
    std::string card = toJson(info);
    replace(card, "\"separatedStems\": 0.63", "\"separatedStems\": 6.3");
    QVERIFY(errorOf([&] { parseModelInfo(card, "x"); }).find("agreement.melody.separatedStems") !=
            std::string::npos);
}

void TestModelInfo::wrongValuesAreNamed_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* from, const char* to, const char* named) {
        QTest::addRow("%s", to) << from << to << named;
    };
    row("\"windowFrames\": 200", "\"windowFrames\": \"200\"", "windowFrames");
    row("\"windowFrames\": 200", "\"windowFrames\": 200.5", "windowFrames");
    row("\"windowFrames\": 200", "\"windowFrames\": -200", "windowFrames");
    row("\"windowFrames\": 200", "\"windowFrames\": 1e99", "windowFrames");
    row("\"windowSeconds\": 10.0", "\"windowSeconds\": null", "windowSeconds");
    row("\"windowSeconds\": 10.0", "\"windowSeconds\": 0.9", "windowSeconds");
    row("\"windowSeconds\": 10.0", "\"windowSeconds\": 40.0", "windowFrames");
    row("\"windowFrames\": 200", "\"windowFrames\": 313", "windowFrames");
    row("\"baseChannels\": 24", "\"baseChannels\": 0", "baseChannels");
    row("\"baseChannels\": 24", "\"baseChannels\": 99999999999999", "baseChannels");
    row("\"kind\": \"rf-resnet\"", "\"kind\": \"other\"", "kind");
    row("\"conceptLayer\": \"conv\"", "\"conceptLayer\": \"?\"", "conceptLayer");
    row("\"normalizesInput\": true", "\"normalizesInput\": 1", "normalizesInput");
    row("\"rhythm_stability\"\n", "\"melody\"\n", "emotions");
    row("\"valence\"\n", "\"melody\"\n", "emotions");
    row("\"valence\"\n", "7\n", "emotions");
    row("0.5,\n", "\"0.5\",\n", "biases");
    row("0.5,\n", "\n", "biases");
    row("\"frameSize\": 2048", "\"frameSize\": 2047", "spectrogram.frequencies");
    row("\"frameSize\": 2048", "\"frameSize\": {}", "spectrogram.frameSize");
    row("\"mean\": 0.1", "\"mean\": \"0.1\"", "reference.melody.mean");
    row("\"r\": 0.4", "\"r\": 4", "quality.valence.r");
    row("\"quality\": {", "\"quality\": {\"loudness\": {},", "quality.loudness");
    row("\"Bagpipes.\"", "1", "knownFailures");
}

void TestModelInfo::wrongValuesAreNamed()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, named);
    std::string card = toJson(fullCard());
    replace(card, from.toStdString(), to.toStdString());
    const std::string error = errorOf([&] { parseModelInfo(card, "x.whence-model"); });
    QVERIFY2(error.starts_with("The card of x.whence-model is damaged"), error.c_str());
    QVERIFY2(error.find("“" + named.toStdString() + "”") != std::string::npos ||
                 error.find("not JSON") != std::string::npos,
             error.c_str());
}

void TestModelInfo::networksThatTakeTooMuchMemoryAreRefused()
{
    ModelInfo info = fullCard();
    info.baseChannels = 1024;
    parseModelInfo(toJson(info), "x");
    info.spectrogram.bandsPerOctave = 1000;
    const std::string error = errorOf([&] { parseModelInfo(toJson(info), "x"); });
    QVERIFY2(error.find("windowFrames") != std::string::npos, error.c_str());
}

void TestModelInfo::everyMissingValueIsNamed()
{
    const std::string card = toJson(fullCard());
    int keys = 0;
    for (std::size_t at = card.find("\n  \""); at != std::string::npos;
         at = card.find("\n  \"", at + 1), ++keys) {
        std::string changed = card;
        const std::size_t end = changed.find('"', at + 4);
        const std::string key = changed.substr(at + 4, end - at - 4);
        changed.insert(end, "_");
        const std::string error = errorOf([&] { parseModelInfo(changed, "x"); });
        QVERIFY2(error.find("“" + key + "”") != std::string::npos, error.c_str());
    }
    QCOMPARE(keys, 25);
}

void TestModelInfo::textThatIsNoCardIsRefused()
{
    for (const std::string text : {"", "[]", "7", "{", "{}", "null"})
        QVERIFY(!errorOf([&] { parseModelInfo(text, "x"); }).empty());
    const std::string deep = std::string(100000, '[');
    QVERIFY(!errorOf([&] { parseModelInfo(deep, "x"); }).empty());
}

void TestModelInfo::namesForPeopleHaveSpaces()
{
    QCOMPARE(displayName("rhythm_stability"), std::string("rhythm stability"));
    QCOMPARE(displayName(""), std::string());
}

QTEST_MAIN(TestModelInfo)
#include "tst_model_info.moc"
