#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "ui/views/waveform_view.h"

using namespace whence;

namespace {

/// The waveform view with 100 s of sound, 1000 pixels wide.
std::unique_ptr<WaveformView> makeView()
{
    auto view = std::make_unique<WaveformView>();
    view->resize(1000, 100);
    view->setDuration(100.0);
    view->show();
    return view;
}

TimeSpan spanOf(const QSignalSpy& spy)
{
    return spy.last().at(0).value<TimeSpan>();
}

}  // namespace

class TestTimeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spansStayInsideTheRecording()
    {
        QCOMPARE(clampSpan({-10, 20}, 100), (TimeSpan{0, 30}));
        QCOMPARE(clampSpan({90, 120}, 100), (TimeSpan{70, 100}));
        QCOMPARE(clampSpan({-10, 200}, 100), (TimeSpan{0, 100}));
        QCOMPARE(clampSpan({5, 5}, 100), (TimeSpan{5, 5.05}));
        QCOMPARE(clampSpan({0, 1}, 0.01), (TimeSpan{0, 0.01}));
    }

    void timesAndPixelsFitTogether()
    {
        const auto view = makeView();
        view->setVisibleSpan({20, 40});
        QCOMPARE(view->xOfTime(30), 500.0);
        QCOMPARE(view->timeOfX(250), 25.0);
    }

    void theWheelZoomsAroundThePointer()
    {
        const auto view = makeView();
        QSignalSpy spy(view.get(), &TimeView::visibleSpanRequested);
        QWheelEvent wheel({250, 50}, view->mapToGlobal(QPointF(250, 50)), {}, {0, 120}, {}, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.get(), &wheel);
        QCOMPARE(spy.count(), 1);
        const TimeSpan span = spanOf(spy);
        QVERIFY(std::abs(span.length() - 80.0) < 1e-9);
        QVERIFY(std::abs((25.0 - span.start) / span.length() - 0.25) < 1e-9);
    }

    void arrowsScroll()
    {
        const auto view = makeView();
        view->setVisibleSpan({20, 40});
        QSignalSpy spy(view.get(), &TimeView::visibleSpanRequested);
        QTest::keyClick(view.get(), Qt::Key_Right);
        QCOMPARE(spanOf(spy), (TimeSpan{22, 42}));
        QTest::keyClick(view.get(), Qt::Key_Left);
        QCOMPARE(spanOf(spy), (TimeSpan{18, 38}));
    }

    void aClickSeeks()
    {
        const auto view = makeView();
        QSignalSpy spy(view.get(), &TimeView::seekRequested);
        QTest::mouseClick(view.get(), Qt::LeftButton, {}, {420, 60});
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy[0][0].toDouble(), 42.0);
    }

    void aDragSelectsAndDoesNotSeek()
    {
        const auto view = makeView();
        QSignalSpy seek(view.get(), &TimeView::seekRequested);
        QSignalSpy selection(view.get(), &TimeView::selectionRequested);
        QTest::mousePress(view.get(), Qt::LeftButton, {}, {600, 60});
        QTest::mouseMove(view.get(), {400, 60});
        QTest::mouseRelease(view.get(), Qt::LeftButton, {}, {400, 60});
        QCOMPARE(seek.count(), 0);
        QVERIFY(selection.count() > 0);
        QCOMPARE(selection.last()[0].value<std::optional<TimeSpan>>(), (TimeSpan{40, 60}));
    }

    void theExplainedWindowIsDraggedByItsTop()
    {
        const auto view = makeView();
        view->setWindow(TimeSpan{20, 60});
        QSignalSpy moved(view.get(), &TimeView::windowMoveRequested);
        QTest::mousePress(view.get(), Qt::LeftButton, {}, {300, 5});
        QTest::mouseMove(view.get(), {350, 5});
        QCOMPARE(moved.last()[0].toDouble(), 25.0);
        QTest::mouseMove(view.get(), {990, 5});
        QCOMPARE(moved.last()[0].toDouble(), 60.0);  // not beyond the end
        QTest::mouseRelease(view.get(), Qt::LeftButton, {}, {990, 5});
    }

    void theWaveformIsDrawnWhereThereIsSound()
    {
        const auto view = makeView();
        auto peaks = std::make_shared<Peaks>();
        AudioBuffer audio{1000, {std::vector<float>(100000)}};
        std::fill(audio.channels[0].begin() + 50000, audio.channels[0].end(), 1.0f);
        for (std::size_t i = 50000; i < 100000; i += 2)
            audio.channels[0][i] = -1.0f;
        peaks->append(audio);
        view->setPeaks(peaks, 1000);
        const QImage image = view->grab().toImage();
        const QRgb base = view->palette().color(QPalette::Base).rgb();
        QCOMPARE(image.pixel(250, 20), base);
        QVERIFY(image.pixel(750, 20) != base);
    }
};

QTEST_MAIN(TestTimeView)
#include "tst_time_view.moc"
