#include <QTest>
#include <cmath>

#include "core/error.h"
#include "core/evaluation/explanation_agreement.h"

using namespace whence;

class TestExplanationAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rankCorrelationKnowsTiesAndOrder();
    void theSameValuesAgreeWhateverTheirScale();
    void theStrongestStemCountsByItsAbsoluteValue();
    void weakCausesDoNotCount();
    void closeCausesAreNotClear();
    void explanationsOfNothingAreWrong();
    void otherStemsAreRefused();
};

void TestExplanationAgreement::rankCorrelationKnowsTiesAndOrder()
{
    QCOMPARE(rankCorrelation({1.0, 2.0, 3.0}, {10.0, 20.0, 400.0}), 1.0);
    QCOMPARE(rankCorrelation({1.0, 2.0, 3.0}, {3.0, 2.0, 1.0}), -1.0);
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: r = 4.5 / √(4.5 · 5).
    QVERIFY(std::abs(rankCorrelation({1.0, 2.0, 2.0, 4.0}, {1.0, 2.0, 3.0, 4.0}) -
                     4.5 / std::sqrt(22.5)) < 1e-12);
    QCOMPARE(rankCorrelation({1.0, 1.0}, {1.0, 2.0}), 0.0);
}

void TestExplanationAgreement::theSameValuesAgreeWhateverTheirScale()
{
    const Agreement agreement =
        measureAgreement({{{0.5, -0.1, 0.2}, {5.0, -1.0, 2.0}}, {{0.0, -0.4, 0.1}, {0, -4, 1}}});
    QCOMPARE(agreement.cases, 2);
    QCOMPARE(agreement.clearCases, 2);
    QCOMPARE(agreement.top, 1.0);
    QCOMPARE(agreement.clearTop, 1.0);
    QCOMPARE(agreement.sign, 1.0);
    QCOMPARE(agreement.rank, 1.0);
    QCOMPARE(agreement.mass, 0.5 * (0.625 + 0.8));
}

void TestExplanationAgreement::theStrongestStemCountsByItsAbsoluteValue()
{
    const Agreement agreement = measureAgreement({{{-0.5, 0.3}, {-0.2, 0.1}},   // found
                                                  {{-0.5, 0.3}, {0.2, 0.1}},    // wrong sign
                                                  {{-0.5, 0.3}, {-0.1, 0.2}},   // wrong stem
                                                  {{-0.5, 0.3}, {0.0, 0.0}}});  // none
    QCOMPARE(agreement.cases, 4);
    QCOMPARE(agreement.top, 0.5);
    QCOMPARE(agreement.sign, 0.5);
}

void TestExplanationAgreement::weakCausesDoNotCount()
{
    const Agreement agreement =
        measureAgreement({{{0.09, 0.01}, {0.0, 1.0}}, {{0.0, 0.0}, {1, 0}}});
    QCOMPARE(agreement.cases, 0);
    QCOMPARE(agreement.top, 0.0);
}

void TestExplanationAgreement::closeCausesAreNotClear()
{
    const Agreement agreement =
        measureAgreement({{{0.50, 0.45}, {0.1, 0.2}}, {{0.5, 0.2}, {0.2, 0.1}}});
    QCOMPARE(agreement.cases, 2);
    QCOMPARE(agreement.top, 0.5);
    QCOMPARE(agreement.clearCases, 1);
    QCOMPARE(agreement.clearTop, 1.0);
}

void TestExplanationAgreement::explanationsOfNothingAreWrong()
{
    const Agreement agreement = measureAgreement({{{0.5, 0.2}, {0.0, 0.0}}});
    QCOMPARE(agreement.cases, 1);
    QCOMPARE(agreement.top, 0.0);
    QCOMPARE(agreement.mass, 0.0);
}

void TestExplanationAgreement::otherStemsAreRefused()
{
    QVERIFY_EXCEPTION_THROWN(measureAgreement({{{0.5, 0.2}, {0.5}}}), Error);
}

QTEST_GUILESS_MAIN(TestExplanationAgreement)
#include "tst_explanation_agreement.moc"
