#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <cmath>

#include "ui/views/plane_view.h"

using namespace whence;

namespace {

std::unique_ptr<PlaneView> makeView()
{
    auto view = std::make_unique<PlaneView>();
    view->resize(400, 250);
    view->setTrajectory({{5.0, -0.2, 0.1}, {10.0, 0.0, 0.2}, {15.0, 0.3, 0.0}});
    view->show();
    return view;
}

}  // namespace

class TestPlaneView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valenceRunsToTheRightAndArousalUp()
    {
        const auto view = makeView();
        const QPointF middle = view->placeOf({0.0, 0.0, 0.0});
        QVERIFY(view->placeOf({0.0, 0.5, 0.0}).x() > middle.x());
        QVERIFY(view->placeOf({0.0, 0.0, 0.5}).y() < middle.y());
        QVERIFY(std::abs(view->placeOf({0.0, 0.5, 0.0}).y() - middle.y()) < 1e-9);
    }

    void aClickOnTheWayTellsItsTime()
    {
        const auto view = makeView();
        QSignalSpy clicked(view.get(), &PlaneView::timeClicked);
        const QPoint place = view->placeOf({15.0, 0.3, 0.0}).toPoint();
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, place);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toDouble(), 15.0);
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, {390, 5});
        QCOMPARE(clicked.count(), 1);
    }

    void enlargingSpreadsTheWayAndKeepsTheProportions()
    {
        const auto view = makeView();
        const auto distance = [&] {
            const QPointF step = view->placeOf({0.0, 0.3, 0.0}) - view->placeOf({0.0, -0.2, 0.1});
            return std::hypot(step.x(), step.y());
        };
        const double before = distance();
        QTest::mouseClick(view->findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(view->isEnlarged());
        QVERIFY(distance() > 2.0 * before);
        const QPointF zero = view->placeOf({0.0, 0.0, 0.0});
        QVERIFY(std::abs((view->placeOf({0.0, 0.1, 0.0}).x() - zero.x()) -
                         (zero.y() - view->placeOf({0.0, 0.0, 0.1}).y())) < 1e-9);
        QTest::keyClick(view.get(), Qt::Key_Return);
        QVERIFY(!view->isEnlarged());
    }
};

QTEST_MAIN(TestPlaneView)
#include "tst_plane_view.moc"
