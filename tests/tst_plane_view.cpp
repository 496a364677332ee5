#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
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

/// The words stand in the plane, apart from each other, and off what is drawn there.
void checkWords(const PlaneView& view)
{
    const PlaneWords words = view.words();
    QCOMPARE(words.words.size(), std::size_t(4));
    const QRectF plane(view.placeOf({0.0, -1.0, 1.0}), view.placeOf({0.0, 1.0, -1.0}));
    for (std::size_t i = 0; i < 4; ++i) {
        const PlaneWord& word = words.words[i];
        QVERIFY(word.text.size() >= 3);
        QVERIFY(QFontMetricsF(words.font).horizontalAdvance(word.text) <= word.place.width());
        QVERIFY(words.font.pointSizeF() > 0.65 * view.font().pointSizeF());
        QVERIFY2(plane.adjusted(-1.0, -1.0, 1.0, 1.0).contains(word.place), qPrintable(word.text));
        for (std::size_t other = 0; other < i; ++other)
            QVERIFY(!words.words[other].place.intersects(word.place));
        for (const PlaneMark& mark : view.marks())
            QVERIFY2(!word.place.contains(mark.place), qPrintable(word.text));
    }
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

    void theQuadrantsHaveWordsInEveryLanguageAtEverySize_data()
    {
        QTest::addColumn<bool>("isGerman");
        QTest::addColumn<QSize>("size");
        for (const bool isGerman : {false, true})
            for (const QSize size : {QSize(220, 130), QSize(330, 160), QSize(500, 400)})
                QTest::addRow("%s, %d high", isGerman ? "German" : "English", size.height())
                    << isGerman << size;
    }

    void theQuadrantsHaveWordsInEveryLanguageAtEverySize()
    {
        QFETCH(const bool, isGerman);
        QFETCH(const QSize, size);
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/translations/whence_de.qm")));
        if (isGerman)
            QCoreApplication::installTranslator(&german);
        const auto view = makeView();
        view->resize(size);
        checkWords(*view);
        QCOMPARE(view->words().words[2].text.startsWith("traurig"), isGerman);
        view->setEnlarged(true);
        QVERIFY(view->words().words.empty());
        if (size.height() < 150)
            return;
        // Even where the way runs through a corner.
        view->setEnlarged(false);
        view->setTrajectory({{0.0, 0.9, 0.95}, {5.0, 0.2, 0.9}, {10.0, 0.1, 0.1}});
        view->setWindowPoint(PlanePoint{5.0, 0.7, 0.9});
        checkWords(*view);
    }

    void theWordsAreDrawn()
    {
        const auto view = makeView();
        const QRectF place = view->words().words[2].place;
        const QImage picture = view->grab(place.toRect()).toImage();
        const QColor base = view->palette().color(QPalette::Base);
        int inked = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                inked += std::abs(picture.pixelColor(x, y).lightness() - base.lightness()) > 60;
        QVERIFY(inked > 40);
    }
};

QTEST_MAIN(TestPlaneView)
#include "tst_plane_view.moc"
