#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include "core/explain/stem_verdict.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/control_history.h"
#include "ui/message_bar.h"
#include "ui/report_dialog.h"
#include "ui/track_page.h"
#include "ui/what_if_dialog.h"

using namespace whence;
using namespace whence::test;

namespace {

QSlider& fader(const QWidget& window, const QString& stem)
{
    for (auto* const slider : window.findChildren<QSlider*>())
        if (slider->accessibleName().contains(stem))
            return *slider;
    qFatal("There is no fader of this stem.");
}

}  // namespace

class TestWhatIfWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    TrackPage& page() { return m_window->trackPage(); }

    /// The sentences on the selected emotion and feature, against the model's own answer.
    void checkVerdict(const WhatIfDialog& dialog)
    {
        const Analysis& analysis = *m_window->document().analysis();
        const ModelInfo& info = m_window->document().model()->info();
        const MixSpectrograms spectrograms(*m_window->document().windowStems(), info.spectrogram,
                                           info.windowFrames, MixGain::OfFullMix);
        const int stem = find<QComboBox>(dialog, "testStem").currentIndex();
        const StemTest test =
            testStems(spectrograms, *m_window->document().model(), {stem}).front();
        const QStringList sentences =
            find<QLabel>(dialog, "testVerdict").text().split(QLatin1Char('\n'));
        QCOMPARE(sentences.size(), 2);
        const auto check = [](const QString& sentence, const std::string& name, double expected,
                              double heard) {
            QVERIFY2(sentence.contains(QString::fromStdString(displayName(name))),
                     qPrintable(sentence));
            QCOMPARE(sentence.contains("falls"), heard <= -leastChange);
            QCOMPARE(sentence.contains("rises"), heard >= leastChange);
            QCOMPARE(sentence.endsWith("as the explanation says."),
                     judge(expected, heard) == Verdict::Agrees);
        };
        const auto emotion = std::size_t(page().emotion());
        check(sentences[0], info.emotions[emotion],
              expectedChange(info, int(emotion), analysis.sources, stem, -12.0),
              test.emotionChanges[emotion]);
        const auto feature = std::size_t(page().feature());
        check(sentences[1], info.features[feature],
              expectedChange(analysis.sources[feature], stem, -12.0), test.featureChanges[feature]);
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

    void aFaderChangesThePredictionAtOnceAndExactlyAtRest()
    {
        QSlider& vocals = fader(*m_window, "vocals");
        vocals.setFocus();
        QTest::keyClick(&vocals, Qt::Key_PageDown);
        QVERIFY(page().whatIf().prediction());
        QVERIFY(page().whatIf().isEstimate());
        auto& effects = find<BarChartView>(*m_window, "effects");
        QVERIFY(effects.bars()[0].ghost);
        QVERIFY(find<QLabel>(*m_window, "effectSum").text().contains("With these gains"));

        QTRY_VERIFY_WITH_TIMEOUT(!page().whatIf().isEstimate(), kPatience);
        const ModelInfo& info = m_window->document().model()->info();
        const MixSpectrograms spectrograms(*m_window->document().windowStems(), info.spectrogram,
                                           info.windowFrames, MixGain::OfFullMix);
        const Prediction expected =
            predictGains(spectrograms, *m_window->document().model(), {{-3.0, 0, 0, 0, 0}})[0];
        QVERIFY(maxAbsDifference(page().whatIf().prediction()->emotions, expected.emotions) < 1e-6);
        keepPicture(*m_window, "what-if");
    }

    void aWhatIfIsKeptForTheReport()
    {
        page().resetControls();
        QVERIFY(page().whatIf().keptStates().empty());
        QTest::keyClick(&fader(*m_window, "vocals"), Qt::Key_PageDown);
        // Of the estimate, the model's own answer is kept as it comes.
        Q_EMIT find<QLabel>(*m_window, "effectSum").linkActivated("keep");
        QTRY_COMPARE_WITH_TIMEOUT(page().whatIf().keptStates().size(), std::size_t(1), kPatience);
        const WhatIfState state = page().whatIf().keptStates()[0];
        QCOMPARE(state.gains, (StemGains{-3.0, 0, 0, 0, 0}));
        QCOMPARE(state.changed.emotions, page().whatIf().prediction()->emotions);
        QVERIFY(m_window->messages().text().contains("vocals 3.0 dB softer"));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(page().whatIf().keptStates().size(), std::size_t(1));  // it is there already

        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto& dialog = *m_window->findChild<ReportDialog*>();
        auto& contents = find<QListWidget>(dialog, "reportContents");
        QVERIFY(contents.item(contents.count() - 1)->text().contains("vocals 3.0 dB softer"));
        QCOMPARE(dialog.contents().states.size(), std::size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(dialog.pageCount() >= 2, kPatience);
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES"))
            dialog.grab().save(qEnvironmentVariable("WHENCE_PICTURES") + "/report-dialog.png");
        const int pages = dialog.pageCount();
        contents.item(contents.count() - 1)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.pageCount() <= 4, kPatience);
        for (int row = 0; row < contents.count(); ++row) {
            contents.setCurrentRow(row);
            QTest::keyClick(&contents, Qt::Key_Space);
        }
        QVERIFY(!dialog.contents().prediction && !dialog.contents().definitions);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.pageCount() < pages - 1, kPatience);

        // It is taken back, and that is undone, in the dialog.
        auto& remove = find<QPushButton>(dialog, "removeWhatIf");
        contents.setCurrentRow(0);
        QVERIFY(remove.isVisible() && !remove.isEnabled());
        contents.setCurrentRow(contents.count() - 1);
        QTest::mouseClick(&remove, Qt::LeftButton);
        QVERIFY(page().whatIf().keptStates().empty());
        QVERIFY(dialog.contents().states.empty());
        QVERIFY(!remove.isVisible());
        QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page().whatIf().keptStates(), std::vector<WhatIfState>{state});
        QCOMPARE(dialog.contents().states, std::vector<WhatIfState>{state});
        contents.setCurrentRow(contents.count() - 1);
        contents.setFocus();
        QTest::keyClick(&contents, Qt::Key_Delete);
        QVERIFY(page().whatIf().keptStates().empty());

        // One of another window is listed, but can't be chosen.
        WhatIfState elsewhere = state;
        elsewhere.windowStart += 1.0;
        page().whatIf().restore(elsewhere, 0);
        const QListWidgetItem& listed = *contents.item(contents.count() - 1);
        QVERIFY2(listed.text().contains("of the window from"), qPrintable(listed.text()));
        QVERIFY(!(listed.flags() & Qt::ItemIsUserCheckable));
        QVERIFY(dialog.contents().states.empty());
        page().whatIf().forget(elsewhere);
        dialog.close();
        m_window->activateWindow();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isActiveWindow(), kPatience);
        page().resetControls();
    }

    void changesOfGainsAreUndoneAndRedone()
    {
        m_window->trackPage().resetControls();
        page().history().clear();
        QSlider& drums = fader(*m_window, "drums");
        QTest::keyClick(&drums, Qt::Key_PageDown);
        QTest::keyClick(&drums, Qt::Key_PageDown);  // the same move
        QCOMPARE(m_window->listening().controls()[2].gain, -6.0);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->listening().controls()[2].gain, 0.0);
        QCOMPARE(drums.value(), 0);
        QVERIFY(!page().whatIf().prediction());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->listening().controls()[2].gain, -6.0);
        QTest::keyClick(m_window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m_window->listening().controls()[2].gain, 0.0);
    }

    void listeningToAStemAloneChangesNoPrediction()
    {
        page().resetControls();
        page().playStem(1);
        QVERIFY(m_window->listening().controls()[1].isSolo);
        QVERIFY(!page().whatIf().prediction());
        page().returnToMix();
    }

    void theSmallestChangeIsFoundAndPutOnTheFaders()
    {
        page().resetControls();
        page().selectEmotion(0);
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
        auto& dialog = *m_window->findChild<WhatIfDialog*>();
        auto& target = find<QDoubleSpinBox>(dialog, "searchTarget");
        const double heard = m_window->document().analysis()->prediction.emotions[0];
        QVERIFY(std::abs(target.value() - heard - 0.1) < 0.006);
        target.setValue(heard + 0.05);
        QTest::mouseClick(&find<QWidget>(dialog, "searchStart"), Qt::LeftButton);
        auto& apply = find<QWidget>(dialog, "searchApply");
        QTRY_VERIFY_WITH_TIMEOUT(apply.isVisible(), kPatience);
        QVERIFY(!find<QLabel>(dialog, "searchAnswer").text().isEmpty());
        QTest::mouseClick(&apply, Qt::LeftButton);
        const auto& controls = m_window->listening().controls();
        QVERIFY(std::ranges::any_of(controls, [](const StemControl& c) { return c.gain != 0.0; }));
        QTRY_VERIFY_WITH_TIMEOUT(page().whatIf().prediction() && !page().whatIf().isEstimate(),
                                 kPatience);
        page().resetControls();
    }

    void searchAndTestMayRunAtOnce()
    {
        page().askWhatIf();
        auto& dialog = *m_window->findChild<WhatIfDialog*>();
        auto& start = find<QWidget>(dialog, "searchStart");
        QTest::mouseClick(&start, Qt::LeftButton);
        QVERIFY(!start.isEnabled());
        QTest::mouseClick(&find<QWidget>(dialog, "testStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(dialog, "testAnswer").text().contains("12 dB softer"),
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(dialog, "searchApply").isVisible(), kPatience);
        QVERIFY(start.isEnabled());
        dialog.close();
    }

    void theBlamedStemIsTestedByMakingItSofter()
    {
        page().askWhatIf();
        auto& dialog = *m_window->findChild<WhatIfDialog*>();
        QTest::mouseClick(&find<QWidget>(dialog, "testStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(dialog, "testAnswer").text().contains("12 dB softer"),
                                 kPatience);
        QVERIFY(find<QLabel>(dialog, "testAnswer").text().contains("minorness"));
        checkVerdict(dialog);
        if (qEnvironmentVariableIsSet("WHENCE_PICTURES"))
            dialog.grab().save(qEnvironmentVariable("WHENCE_PICTURES") + "/what-if-dialog.png");
        dialog.close();
    }
};

QTEST_MAIN(TestWhatIfWindow)
#include "tst_what_if_window.moc"
