#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "tests/support.h"
#include "ui/views/stem_strips_view.h"

using namespace whence;

namespace {

/// The switch with this text in the row of a stem.
QToolButton* findSwitch(const QWidget& view, const QString& accessibleName)
{
    for (auto* const button : view.findChildren<QToolButton*>())
        if (button->accessibleName() == accessibleName)
            return button;
    return nullptr;
}

/// Whether this text is to be read in the view.
bool shows(const QWidget& view, const QString& text)
{
    return std::ranges::any_of(view.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->isVisible() && label->text() == text;
    });
}

}  // namespace

class TestStemStrips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soloSilencesTheOthersAndMuteWins()
    {
        std::vector<StemControl> controls(3);
        QCOMPARE(audibleGains(controls), (std::vector<float>{1, 1, 1}));
        controls[1].isSolo = true;
        QCOMPARE(audibleGains(controls), (std::vector<float>{0, 1, 0}));
        controls[1].isMuted = true;
        QCOMPARE(audibleGains(controls), (std::vector<float>{0, 0, 0}));
    }

    void gainsAreDecibels()
    {
        const auto gains = audibleGains({{-6.0205999, false, false}, {kLowestGain, false, false}});
        QVERIFY(std::abs(gains[0] - 0.5f) < 1e-6f);
        QCOMPARE(gains[1], 0.0f);
    }

    void theUsersChangesAreTold()
    {
        StemStripsView view;
        view.setStrips({{"vocals"}, {"drums"}});
        view.show();
        QSignalSpy changed(&view, &StemStripsView::controlChanged);
        QTest::mouseClick(findSwitch(view, "Play drums alone"), Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toInt(), 1);
        QVERIFY(changed[0][1].value<StemControl>().isSolo);

        QTest::keyClick(view.findChildren<QSlider*>().at(0), Qt::Key_Left);
        QCOMPARE(changed[1][0].toInt(), 0);
        QCOMPARE(changed[1][1].value<StemControl>().gain, -0.5);
    }

    void showingControlsTellsNothing()
    {
        StemStripsView view;
        view.setStrips({{"vocals"}, {"drums"}});
        QSignalSpy changed(&view, &StemStripsView::controlChanged);
        view.setControls({{-12.0, true, false}, {}});
        QCOMPARE(changed.count(), 0);
        QCOMPARE(view.findChildren<QSlider*>().at(0)->value(), -24);
        QVERIFY(findSwitch(view, "Mute vocals")->isChecked());
    }

    void theGainOfAFaderIsToBeRead()
    {
        StemStripsView view;
        view.setStrips({{"vocals"}, {"drums"}});
        view.show();
        auto* const vocals = view.findChildren<QSlider*>().at(0);
        QVERIFY(shows(view, "0 dB"));
        QTest::keyClick(vocals, Qt::Key_PageDown);
        QVERIFY(shows(view, "−3 dB"));
        QTest::keyClick(vocals, Qt::Key_Right);
        QVERIFY(shows(view, "−2.5 dB"));
        QCOMPARE(vocals->accessibleDescription(), "−2.5 dB");
        QTest::keyClick(vocals, Qt::Key_End);
        QVERIFY(shows(view, "+12 dB"));
        QTest::keyClick(vocals, Qt::Key_Home);
        QVERIFY(shows(view, "off"));
        view.setControls({{-6.0, false, false}, {}});
        QVERIFY(shows(view, "−6 dB") && !shows(view, "off"));
    }

    void theWeightsSayOfWhatTheyAre()
    {
        StemStripsView view;
        view.show();
        view.setFeature("tonal stability", "how clear the tonality is");
        QVERIFY(!shows(view, "LIME weight on tonal stability"));  // there are no stems
        view.setStrips({{"vocals", -0.08, 0.02, false}, {"drums", 0.1, {}, true}});
        QVERIFY(shows(view, "LIME weight on tonal stability"));
        QTRY_VERIFY(shows(view, "−0.08 ± 0.02"));
        QVERIFY(shows(view, "near silent"));
        QVERIFY(view.findChild<QLabel*>("stripsTitle")->toolTip().contains("how clear"));
        view.setFeature({}, {});
        QVERIFY(!shows(view, "LIME weight on tonal stability"));
    }

    void aClickOnAStemSelectsIt()
    {
        StemStripsView view;
        view.setStrips({{"vocals"}, {"drums"}});
        QSignalSpy clicked(&view, &StemStripsView::stemClicked);
        for (auto* const button : view.findChildren<QToolButton*>())
            if (button->text() == "drums")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), 1);
    }

    void everyControlHasAnAccessibleName()
    {
        StemStripsView view;
        view.setStrips({{"vocals"}, {"drums"}});
        for (auto* const button : view.findChildren<QToolButton*>())
            QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
        for (auto* const slider : view.findChildren<QSlider*>())
            QVERIFY(!slider->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestStemStrips)
#include "tst_stem_strips.moc"
