#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "ui/views/emotion_timeline_view.h"
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

bool hasRedInTheMiddle(EmotionTimelineView& view)
{
    const QImage picture = view.grab().toImage();
    for (int y = 0; y < picture.height(); ++y) {
        const QColor color = picture.pixelColor(picture.width() / 2, y);
        if (color.red() > 200 && color.green() < 100)
            return true;
    }
    return false;
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

    void aStemAloneHasItsOwnOutline()
    {
        const auto peaksOf = [](float level) {
            std::vector<float> samples(100'000, level);
            for (std::size_t i = 0; i < samples.size(); i += 2)
                samples[i] = -level;
            Peaks peaks;
            peaks.append({1000, {samples}});
            return std::make_shared<const Peaks>(std::move(peaks));
        };
        const auto view = makeView();
        view->setVisibleSpan({0, 100});
        view->setPeaks(peaksOf(0.8f), 1000);
        const auto isDrawn = [&](double level) {  // at this level, in the middle
            const QImage picture = view->grab().toImage();
            const QPoint place(picture.width() / 2, int(picture.height() * (0.5 - 0.475 * level)));
            return picture.pixelColor(place) != view->palette().color(QPalette::Base);
        };
        const auto stem = [&](float level, float gain) {
            return WaveformView::Stem{peaksOf(level), Qt::red, gain};
        };
        QVERIFY(isDrawn(0.7) && !isDrawn(0.9));
        view->setStems({stem(0.6f, 1.0f), stem(0.2f, 0.0f)});
        QVERIFY(isDrawn(0.5) && !isDrawn(0.7));
        view->setStems({stem(0.6f, 0.5f), stem(0.2f, 0.0f)});
        QVERIFY(isDrawn(0.2) && !isDrawn(0.4));
        view->setStems({stem(0.6f, 1.0f), stem(0.2f, 1.0f)});
        QVERIFY(isDrawn(0.7) && !isDrawn(0.9));
        view->setStems({stem(0.6f, 0.5f), stem(0.2f, 0.5f)});
        QVERIFY(isDrawn(0.3) && !isDrawn(0.5));
    }

    void valuesBeyondTheScaleAreSeen()
    {
        EmotionTimelineView view;
        view.resize(400, 200);
        view.setDuration(100.0);
        view.show();
        view.setCurves({{"valence", Qt::red, {{20.0, 1.5}, {80.0, 1.5}}}});
        QVERIFY(hasRedInTheMiddle(view));
    }

    void aCurveIsSeenBetweenItsPoints()
    {
        EmotionTimelineView view;
        view.resize(400, 200);
        view.setDuration(100.0);
        view.show();
        view.setCurves(
            {{"valence", Qt::red, {{10.0, 0.0}, {20.0, 0.5}, {80.0, 0.5}, {90.0, 0.0}}}});
        for (const TimeSpan& span : {TimeSpan{0, 100}, TimeSpan{40, 60}, TimeSpan{75, 85}}) {
            view.setVisibleSpan(span);
            QVERIFY(hasRedInTheMiddle(view));
        }
        view.setVisibleSpan({92, 99});
        QVERIFY(!hasRedInTheMiddle(view));
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
        // What has been drawn does not stay for another stretch or size.
        view->setVisibleSpan({40, 56});
        const QImage zoomed = view->grab().toImage();
        QCOMPARE(zoomed.pixel(600, 20), base);
        QVERIFY(zoomed.pixel(650, 20) != base);
        view->resize(500, 100);
        QVERIFY(view->grab().toImage().pixel(325, 20) != base);
    }
};

QTEST_MAIN(TestTimeView)
#include "tst_time_view.moc"
