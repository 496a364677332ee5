#include <QTest>
#include <sstream>

#include "core/report/model_card.h"
#include "core/report/model_text.h"

using namespace whence;

namespace {

ModelInfo exampleInfo()
{
    ModelInfo info;
    info.name = "A model";
    info.description =
        "It is small. On held-out clips: melody r 0.80 R² 0.62 RMSE 0.249, minorness r 0.68 R² "
        "0.41 RMSE 0.371. Weights of the emotions (trained / true): arousal: melody -0.26 / -0.25, "
        "minorness -0.05 / -0.05. valence: melody 0.24 / 0.20, minorness -0.38 / -0.40. ";
    info.features = {"melody", "minorness"};
    info.emotions = {"arousal", "valence"};
    info.trainingData = "100 songs. ";
    info.licence = "CC BY 4.0";
    info.qualitySet = "other clips";
    info.quality["melody"] = {0.5, 0.25, 0.125};
    info.knownFailures = {"It hears no voices.", "It hears no rooms."};
    return info;
}

const CardSection& sectionOf(const ModelCard& card, const std::string& heading)
{
    for (const CardSection& section : card.sections)
        if (section.heading == heading)
            return section;
    qFatal("There is no section %s.", heading.c_str());
}

}  // namespace

/// What cards say, in sections.
class TestModelCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCardHasItsSectionsInOrder()
    {
        std::string headings;
        for (const CardSection& section : describeCard(exampleInfo()).sections)
            headings += section.heading + "; ";
        QCOMPARE(headings, std::string("What it is; Training data; Measured quality; Known "
                                       "failures; Licence and origin; Weights of the "
                                       "emotions; "));
        QCOMPARE(sectionOf(describeCard(exampleInfo()), "Known failures").points.size(),
                 std::size_t(2));
        QCOMPARE(sectionOf(describeCard(exampleInfo()), "Training data").facts.front().second,
                 std::string("100 songs."));
    }

    void figuresInADescriptionAreTables()
    {
        const CardSection quality = sectionOf(describeCard(exampleInfo()), "Measured quality");
        QCOMPARE(quality.tables.size(), std::size_t(2));
        QCOMPARE(quality.tables[0].title, std::string("On other clips:"));
        QCOMPARE(quality.tables[1].title, std::string("On held-out clips:"));
        QCOMPARE(quality.tables[1].rows.at(1),
                 (std::vector<std::string>{"minorness", "0.68", "0.41", "0.371"}));
        const CardSection what = sectionOf(describeCard(exampleInfo()), "What it is");
        QCOMPARE(what.points, (std::vector<std::string>{"It is small."}));
        const auto weights =
            sectionOf(describeCard(exampleInfo()), "Weights of the emotions").tables;
        QCOMPARE(weights.size(), std::size_t(2));
        QCOMPARE(weights[1].title, std::string("Weights of valence:"));
        QCOMPARE(weights[1].header, (std::vector<std::string>{"", "trained", "true"}));
        QCOMPARE(weights[1].rows.at(1), (std::vector<std::string>{"minorness", "-0.38", "-0.40"}));
    }

    void howOftenCausesWereFoundIsOnTheCard()
    {
        ModelInfo info = exampleInfo();
        info.knownCausesSet = "clips";
        info.knownCauses["minorness"] = {92, 0.45, 0.25};
        const CardSection quality = sectionOf(describeCard(info), "Measured quality");
        QCOMPARE(quality.tables.size(), std::size_t(3));
        QCOMPARE(quality.tables[2].title, std::string("Strongest stem found by LIME, on clips:"));
        QCOMPARE(quality.tables[2].rows.at(0),
                 (std::vector<std::string>{"minorness", "92", "45 %", "25 %"}));
    }

    void anyOtherDescriptionStaysInSentences_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("sentences");
        QTest::newRow("empty") << "" << 0;
        QTest::newRow("blanks") << "   " << 0;
        QTest::newRow("one") << "A ResNet (v. 2) of e. g. nobody" << 1;
        QTest::newRow("two") << "A ResNet. It hears." << 2;
        QTest::newRow("begins like figures") << "On Sundays: it rests r 1, R² 2." << 1;
        QTest::newRow("figures cut off") << "On clips: melody r 0.8 R² 0.6" << 1;
        QTest::newRow("weights cut off")
            << "Weights of the emotions (trained / true): arousal" << 1;
        QTest::newRow("weights too few")
            << "Weights of the emotions (trained / true): arousal: melody 0.1" << 1;
    }

    void anyOtherDescriptionStaysInSentences()
    {
        QFETCH(const QString, text);
        QFETCH(const int, sentences);
        const CardDescription description = readDescription(text.toStdString());
        QCOMPARE(int(description.sentences.size()), sentences);
        QVERIFY(description.quality.empty() && description.weights.empty());
    }

    void whatIsUnknownIsSaid()
    {
        ModelInfo info = exampleInfo();
        info.description = info.qualitySet = "";
        info.quality.clear();
        info.knownFailures.clear();
        const ModelCard card = describeCard(info);
        QVERIFY(sectionOf(card, "Measured quality").points.front().find("unknown") !=
                std::string::npos);
        QCOMPARE(sectionOf(card, "Known failures").points.front(),
                 std::string("Its card names none."));
        SeparatorInfo separator;
        QVERIFY(!sectionOf(describeCard(separator), "Training data").points.empty());
    }

    void theTextHasHeadingsAndFitsOnATerminal()
    {
        for (const char* name :
             {"whence-demonstration.whence-model", "whence-5stems.whence-separator"}) {
            const std::filesystem::path file = std::filesystem::path(RESOURCES) / "models" / name;
            const bool isModel = file.extension() == ".whence-model";
            std::istringstream lines(describe(
                {.file = file, .kind = isModel ? ModelKind::Emotion : ModelKind::Separator}));
            int headings = 0;
            for (std::string line; std::getline(lines, line);) {
                QVERIFY2(QString::fromStdString(line).size() <= 80 ||
                             QString::fromStdString(line).trimmed().count(QLatin1Char(' ')) == 0 ||
                             line.find("SHA-256") != std::string::npos,
                         line.c_str());
                headings += !line.empty() && !line.starts_with(' ');
            }
            QCOMPARE(headings, isModel ? 6 : 5);
        }
    }
};

QTEST_GUILESS_MAIN(TestModelCard)
#include "tst_model_card.moc"
