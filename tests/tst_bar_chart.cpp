#include <QSignalSpy>
#include <QTest>

#include "ui/views/bar_chart_view.h"

using namespace whence;

namespace {

std::unique_ptr<BarChartView> makeView()
{
    auto view = std::make_unique<BarChartView>();
    view->resize(500, 300);
    view->setBars(
        {{"melody", 0.30, Qt::blue}, {"dissonance", -0.20, Qt::red}, {"minorness", 0.0, Qt::red}},
        "effect on valence");
    view->show();
    return view;
}

}  // namespace

class TestBarChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void barsRunFromTheTopDownAndFromZeroToTheirValue()
    {
        const auto view = makeView();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        const QRectF first = view->barRect(0);
        const QRectF second = view->barRect(1);
        QVERIFY(first.bottom() < second.top());
        QVERIFY(std::abs(first.left() - second.right()) < 0.5);  // zero
        QVERIFY(std::abs(first.width() / second.width() - 1.5) < 0.02);
        QCOMPARE(view->grab().toImage().pixelColor(first.center().toPoint()), QColor(Qt::blue));
        QCOMPARE(view->grab().toImage().pixelColor(second.center().toPoint()), QColor(Qt::red));
    }

    void valuesStandBesideTheNamesInANarrowChart()
    {
        const auto view = makeView();
        view->setBars({{"rhythm complexity", -0.3, Qt::red}, {"melody", 0.3, Qt::blue}},
                      "effect on arousal");
        view->resize(230, 120);
        QCoreApplication::processEvents();
        const double value = view->fontMetrics().horizontalAdvance(QStringLiteral("−0.30"));
        const QRectF plot = view->chart()->plotArea();
        QVERIFY(view->barRect(0).left() - value - 5.0 >= plot.left());
        QVERIFY(view->barRect(1).right() + value + 5.0 <= plot.right());
        QVERIFY(view->barRect(0).width() > 5.0);
    }

    void aClickAnywhereInItsRowSelectsABar()
    {
        const auto view = makeView();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        QSignalSpy clicked(view.get(), &BarChartView::barClicked);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          {480, int(view->barRect(2).center().y())});
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), 2);
    }

    void aChartThatWasLargeWantsNoMoreThanItsLabelsNeed()
    {
        const auto view = makeView();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        const QSize wanted = view->sizeHint();
        QVERIFY(wanted.height() >= 4 * view->fontMetrics().height());
        view->resize(2000, 1500);
        QCoreApplication::processEvents();
        QCOMPARE(view->sizeHint(), wanted);
    }

    void arrowKeysMoveTheSelection()
    {
        const auto view = makeView();
        view->setSelected(0);
        QSignalSpy clicked(view.get(), &BarChartView::barClicked);
        QTest::keyClick(view.get(), Qt::Key_Down);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QTest::keyClick(view.get(), Qt::Key_Up);
        QCOMPARE(clicked[1][0].toInt(), 0);
    }

    void withoutBarsItSaysWhatIsMissing()
    {
        BarChartView view;
        view.resize(300, 200);
        view.setEmptyText("Open a recording");
        const QImage before = view.grab().toImage();
        view.setEmptyText("");
        QVERIFY(before != view.grab().toImage());
    }
};

QTEST_MAIN(TestBarChart)
#include "tst_bar_chart.moc"
