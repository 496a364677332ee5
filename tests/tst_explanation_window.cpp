#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QTabWidget>
#include <QTest>
#include <QToolTip>

#include "core/report/meaning.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/track_page.h"
#include "ui/views/matrix_view.h"
#include "ui/views/spectrogram_view.h"

using namespace whence;
using namespace whence::test;

/// What a reader finds beside the figures of the explanation.
class TestExplanationWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;

    TrackPage& page() { return m_window->trackPage(); }
    const Analysis& analysis() { return *m_window->document().analysis(); }

    int largestEffectOn(int emotion)
    {
        return largestEffect(analysis().effects[std::size_t(emotion)]);
    }

    QString meaningOfFeature(int feature)
    {
        return QString::fromStdString(meaningOf(analysis().model.features[std::size_t(feature)]));
    }

    QString labelText(const char* name) { return find<QLabel>(*m_window, name).text(); }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_home);
        m_window = makeWindow();
        m_window->openExample();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document().hasSources() &&
                                     !m_window->document().isRunning(Document::Stage::Stability),
                                 kPatience);
    }

    void cleanupTestCase() { m_window.reset(); }

    void itOpensOnAnEmotionWhoseStemIsNamed()
    {
        const std::vector<Chain>& chains = analysis().chains;
        const bool isAnyNamed =
            std::ranges::any_of(chains, [](const Chain& chain) { return !chain.stem.empty(); });
        const Chain& shown = chains[std::size_t(page().emotion())];
        QCOMPARE(!shown.stem.empty(), isAnyNamed);
        if (!isAnyNamed)
            QCOMPARE(shown.emotion, std::string("valence"));
        QCOMPARE(find<QComboBox>(*m_window, "emotion").currentIndex(), page().emotion());
        QCOMPARE(page().feature(), largestEffectOn(page().emotion()));
    }

    void anotherEmotionBringsTheFeatureOfItsOwnExplanation()
    {
        const int first = page().emotion();
        const int second = 1 - first;
        QTest::keyClick(m_window.get(), Qt::Key_V);
        QCOMPARE(page().emotion(), second);
        QCOMPARE(page().feature(), largestEffectOn(second));
        const auto title = [&](int feature) {
            return "Sources of " + QString::fromStdString(displayName(
                                       analysis().model.features[std::size_t(feature)]));
        };
        QCOMPARE(labelText("sourcesTitle"), title(largestEffectOn(second)));

        // A feature that was chosen for an emotion comes back with it.
        const int chosen = (largestEffectOn(second) + 3) % 7;
        clickBar(find<BarChartView>(*m_window, "effects"), chosen);
        QTest::keyClick(m_window.get(), Qt::Key_V);
        QCOMPARE(page().feature(), largestEffectOn(first));
        auto& choice = find<QComboBox>(*m_window, "emotion");
        choice.setFocus();
        QTest::keyClick(&choice, second > first ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(page().emotion(), second);
        QCOMPARE(page().feature(), chosen);
        QCOMPARE(labelText("sourcesTitle"), title(chosen));
    }

    void barsSayWhatTheirFeatureMeans()
    {
        const auto& effects = find<BarChartView>(*m_window, "effects").bars();
        for (int feature = 0; feature < int(effects.size()); ++feature) {
            QVERIFY(!meaningOfFeature(feature).isEmpty());
            QVERIFY2(effects[std::size_t(feature)].toolTip.contains(meaningOfFeature(feature)),
                     qPrintable(effects[std::size_t(feature)].toolTip));
        }
        for (const Bar& bar : find<BarChartView>(*m_window, "sources").bars())
            QVERIFY(bar.toolTip.contains(meaningOfFeature(page().feature())));
        QVERIFY(find<QLabel>(*m_window, "sourcesTitle")
                    .toolTip()
                    .contains(meaningOfFeature(page().feature())));
    }

    void theMatrixSaysWhatItsCellsAre()
    {
        auto& tabs = find<QTabWidget>(*m_window, "explanationTabs");
        tabs.setCurrentIndex(1);
        auto& matrix = find<MatrixView>(*m_window, "matrix");
        const auto& caption = find<QLabel>(*m_window, "matrixCaption");
        const QString emotion = QString::fromStdString(
            displayName(analysis().model.emotions[std::size_t(page().emotion())]));
        QVERIFY(caption.isVisible());
        QVERIFY2(caption.text().contains("what the stem adds to " + emotion),
                 qPrintable(caption.text()));
        const auto tipAt = [&](const QPointF& place) {
            QToolTip::hideText();
            QHelpEvent help(QEvent::ToolTip, place.toPoint(), matrix.mapToGlobal(place.toPoint()));
            QCoreApplication::sendEvent(&matrix, &help);
            return QToolTip::text();
        };
        const QRectF cell = matrix.cellRect(4, 2);
        const QString tip = tipAt(cell.center());
        QVERIFY2(tip.startsWith("drums through dissonance:"), qPrintable(tip));
        QVERIFY2(tip.contains(meaningOfFeature(4)), qPrintable(tip));
        const QString name = tipAt({5.0, cell.center().y()});
        QVERIFY2(name.contains(meaningOfFeature(4)) && !name.contains("drums"), qPrintable(name));
        const QString head = tipAt({cell.center().x(), 3.0});
        QVERIFY2(head.contains("Shapley"), qPrintable(head));
        tabs.setCurrentIndex(0);
    }

    void theStripsSayWhoseWeightsTheyShow()
    {
        clickBar(find<BarChartView>(*m_window, "effects"), 5);
        QCOMPARE(labelText("stripsTitle"), "LIME weight on tonal stability");
    }

    void theReadingOfTheSpectrogramHasUnitsAndGoesWithThePointer()
    {
        auto& spectrogram = find<SpectrogramView>(*m_window, "spectrogram");
        const auto& reading = find<QLabel>(*m_window, "spectrogramReading");
        // Until the picture under the pointer is computed, there is no level.
        const auto read = [&] {
            QTest::mouseMove(&spectrogram, {200, 40});
            QTest::mouseMove(&spectrogram, {200, 60});
            return reading.text();
        };
        QTRY_VERIFY_WITH_TIMEOUT(read().endsWith(" dBFS"), kPatience);
        QVERIFY2(reading.text().contains(" Hz ") && reading.text().contains(" cents "),
                 qPrintable(reading.text()));
        QVERIFY(reading.toolTip().contains("full scale"));
        find<QComboBox>(*m_window, "spectrogramAxis").setCurrentIndex(2);
        QVERIFY2(read().contains("log magnitude "), qPrintable(reading.text()));
        find<QComboBox>(*m_window, "spectrogramAxis").setCurrentIndex(0);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&spectrogram, &leave);
        QVERIFY(reading.text().isEmpty());
    }
};

QTEST_MAIN(TestExplanationWindow)
#include "tst_explanation_window.moc"
