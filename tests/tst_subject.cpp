#include <QTest>

#include "ui/subject.h"

using namespace whence;

namespace {

/// Arousal comes most from melody, valence from dissonance. Stems are named as the causes of
/// emotions; an empty name: the checks withhold it. No names: the sources are not yet explained.
Analysis analysisOf(const std::vector<std::string>& stems, double windowStart = 10.0)
{
    Analysis analysis;
    analysis.model.emotions = {"arousal", "valence"};
    analysis.model.features = {"melody", "dissonance", "minorness"};
    analysis.window.start = windowStart;
    analysis.effects = {std::vector<Effect>(3), std::vector<Effect>(3)};
    analysis.effects[0][0].effect = 0.5;
    analysis.effects[0][2].effect = -0.4;
    analysis.effects[1][1].effect = -0.3;
    for (const std::string& stem : stems) {
        analysis.chains.emplace_back();
        analysis.chains.back().stem = stem;
    }
    return analysis;
}

}  // namespace

class TestSubject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valenceIsShownFirstWithItsLargestEffect()
    {
        Subject subject;
        QCOMPARE(subject.feature(), -1);
        subject.follow(analysisOf({}));
        QCOMPARE(subject.emotion(), 1);
        QCOMPARE(subject.feature(), 1);
        subject.follow(analysisOf({"drums", "vocals"}));
        QCOMPARE(subject.emotion(), 1);
    }

    void anEmotionWithANamedStemIsShownWhereValenceHasNone()
    {
        Subject subject;
        subject.follow(analysisOf({}));
        subject.follow(analysisOf({"drums", ""}));
        QCOMPARE(subject.emotion(), 0);
        QCOMPARE(subject.feature(), 0);
        // More thorough checks can withhold that, too.
        subject.follow(analysisOf({"", ""}));
        QCOMPARE(subject.emotion(), 1);
    }

    void whatTheUserHasChosenStays()
    {
        Subject subject;
        subject.follow(analysisOf({}));
        subject.chooseEmotion(analysisOf({}), 1);
        subject.follow(analysisOf({"drums", ""}));
        QCOMPARE(subject.emotion(), 1);

        Subject other;
        other.follow(analysisOf({}));
        other.chooseFeature(2);
        other.follow(analysisOf({"drums", ""}));
        QCOMPARE(other.emotion(), 1);
        QCOMPARE(other.feature(), 2);

        Subject third;
        third.follow(analysisOf({}));
        third.settle();
        third.follow(analysisOf({"drums", ""}));
        QCOMPARE(third.emotion(), 1);
    }

    void anotherWindowDoesNotChangeTheEmotion()
    {
        Subject subject;
        subject.follow(analysisOf({"drums", ""}));
        subject.follow(analysisOf({}, 20.0));
        QCOMPARE(subject.emotion(), 0);
        subject.follow(analysisOf({"drums", "vocals"}, 20.0));
        QCOMPARE(subject.emotion(), 0);
    }

    void eachEmotionHasItsOwnFeature()
    {
        const Analysis analysis = analysisOf({"drums", "vocals"});
        Subject subject;
        subject.follow(analysis);
        subject.chooseEmotion(analysis, 0);
        QCOMPARE(subject.feature(), 0);
        subject.chooseFeature(2);
        subject.chooseEmotion(analysis, 1);
        QCOMPARE(subject.feature(), 1);
        subject.chooseEmotion(analysis, 0);
        QCOMPARE(subject.feature(), 2);
        subject.follow(analysis);
        QCOMPARE(subject.feature(), 2);
    }

    void aModelWithoutEmotionsHasNoSubject()
    {
        Analysis analysis = analysisOf({""});
        analysis.model.emotions.clear();
        analysis.effects.clear();
        Subject subject;
        subject.follow(analysis);
        QCOMPARE(subject.emotion(), 0);
        QCOMPARE(subject.feature(), -1);
    }
};

QTEST_MAIN(TestSubject)
#include "tst_subject.moc"
