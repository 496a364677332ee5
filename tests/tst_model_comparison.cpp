#include <QTest>

#include "core/report/model_comparison.h"
#include "tests/analysis_example.h"

using namespace whence;
using namespace whence::test;

namespace {

const ComparedGroup& groupOf(const std::vector<ComparedGroup>& groups, const std::string& title)
{
    const auto found = std::ranges::find(groups, title, &ComparedGroup::title);
    if (found == groups.end())
        qFatal("There is no group %s.", title.c_str());
    return *found;
}

const ComparedValue& valueOf(const ComparedGroup& group, const std::string& name)
{
    const auto found = std::ranges::find(group.values, name, &ComparedValue::name);
    if (found == group.values.end())
        qFatal("There is no value %s.", name.c_str());
    return *found;
}

}  // namespace

class TestModelComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachValueStandsBesideThatOfTheOtherModel()
    {
        const Analysis mine = exampleAnalysis();
        Analysis other = mine;
        other.prediction.emotions[1] += 0.25;
        other.effects[1][2].effect += 0.5;
        const auto groups = compareAnalyses(mine, other);
        const ComparedValue& valence =
            valueOf(groupOf(groups, "Prediction"), displayName(mine.model.emotions[1]));
        QCOMPARE(valence.mine, std::optional(mine.prediction.emotions[1]));
        QCOMPARE(valence.other, std::optional(mine.prediction.emotions[1] + 0.25));
        const ComparedGroup& stems = groupOf(groups, "Strongest stem of");
        QCOMPARE(stems.values.size(), mine.model.features.size());
        const int strongest = strongestStem(mine.sources[0].lime.coefficients);
        QCOMPARE(stems.values[0].mineText, mine.sources[0].stems[std::size_t(strongest)]);
        QCOMPARE(stems.values[0].mine,
                 std::optional(mine.sources[0].lime.coefficients[std::size_t(strongest)]));
    }

    void effectsAreCenteredOnlyIfBothModelsKnowHow()
    {
        const Analysis mine = exampleAnalysis();
        const std::string emotion = displayName(mine.model.emotions[0]);
        const auto centered = compareAnalyses(mine, mine);
        QCOMPARE(groupOf(centered, "Effects on " + emotion + ", centered").values[0].mine,
                 mine.effects[0][0].centered);
        const Analysis other = exampleAnalysis({.reference = false});
        const auto raw = compareAnalyses(mine, other);
        QCOMPARE(groupOf(raw, "Effects on " + emotion + ", raw").values[0].mine,
                 std::optional(mine.effects[0][0].effect));
    }

    void whatOneModelDoesNotKnowStaysEmpty()
    {
        const Analysis mine = exampleAnalysis();
        Analysis other = exampleAnalysis({.emotions = false, .sources = false});
        other.model.features[0] = "brightness";
        const auto groups = compareAnalyses(mine, other);
        const ComparedGroup& predictions = groupOf(groups, "Prediction");
        QVERIFY(valueOf(predictions, displayName(mine.model.emotions[0])).mine);
        QVERIFY(!valueOf(predictions, displayName(mine.model.emotions[0])).other);
        QVERIFY(!valueOf(predictions, "brightness").mine);
        QVERIFY(valueOf(predictions, "brightness").other);
        QVERIFY(groupOf(groups, "Strongest stem of").values[0].otherText.empty());
    }
};

QTEST_GUILESS_MAIN(TestModelComparison)
#include "tst_model_comparison.moc"
