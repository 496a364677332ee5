#include <QTest>
#include <cmath>

#include "core/explain/window.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

/// One stem whose sample at t seconds is t, at 100 Hz.
StemSet ramp(double seconds)
{
    StemSet stems{{"vocals"}, {silence(seconds, 100)}, {}, {}};
    for (std::size_t i = 0; i < stems.stems[0].frames(); ++i)
        stems.stems[0].channels[0][i] = float(i) / 100.0f;
    return stems;
}

}  // namespace

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isCenteredByDefault();
    void beginsWhereItIsToldTo();
    void isNoLongerThanTheModelHears();
    void aShortPieceIsLooped();
    void refusesWhatTheRecordingDoesNotHave();
    void movesToEitherSide();
    void movesAsFarAsTheRecordingReaches();
    void rotatesWhereThereIsNoRoom();
    void surroundingsStayInsideTheRecording();
    void placementCutsTheStems();
    void rotationKeepsEverySample();
    void whatIsMissingIsSilent();
};

void TestWindow::isCenteredByDefault()
{
    const Window window = chooseWindow(100.0, 40.0, {}, {});
    QVERIFY(isClose(window.start, 30.0) && isClose(window.length, 40.0) && !window.looped);
}

void TestWindow::beginsWhereItIsToldTo()
{
    const Window window = chooseWindow(100.0, 40.0, 10.0, 20.0);
    QVERIFY(isClose(window.start, 10.0) && isClose(window.length, 20.0) && window.looped);
    const Window last = chooseWindow(100.0, 40.0, 75.0, {});
    QVERIFY(isClose(last.start, 75.0) && isClose(last.length, 25.0) && last.looped);
}

void TestWindow::isNoLongerThanTheModelHears()
{
    QVERIFY(isClose(chooseWindow(100.0, 40.0, {}, 60.0).length, 40.0));
}

void TestWindow::aShortPieceIsLooped()
{
    const Window window = chooseWindow(12.0, 40.0, {}, {});
    QVERIFY(isClose(window.start, 0.0) && isClose(window.length, 12.0) && window.looped);
}

void TestWindow::refusesWhatTheRecordingDoesNotHave()
{
    QCOMPARE(errorOf([] { chooseWindow(100.0, 40.0, 100.0, {}); }),
             std::string("The window can't start at 100.0 s: the recording lasts 100.0 s."));
    QVERIFY(!errorOf([] { chooseWindow(100.0, 40.0, -1.0, {}); }).empty());
    QVERIFY(!errorOf([] { chooseWindow(100.0, 40.0, 99.5, {}); }).empty());
    QVERIFY(!errorOf([] { chooseWindow(100.0, 40.0, {}, 0.5); }).empty());
    QVERIFY(!errorOf([] { chooseWindow(100.0, 40.0, std::nan(""), {}); }).empty());
    QVERIFY(!errorOf([] { chooseWindow(100.0, 40.0, {}, std::nan("")); }).empty());
    QCOMPARE(errorOf([] { chooseWindow(100.0, 0.5, {}, {}); }),
             std::string("The model hears only 0.50 s at once: at least 1 s is needed to explain "
                         "what it hears."));
    QVERIFY(!errorOf([] { chooseWindow(0.5, 40.0, {}, {}); }).empty());
}

void TestWindow::movesToEitherSide()
{
    const auto moved = placements({30.0, 40.0, false}, 100.0, 4, 2.0);
    QCOMPARE(int(moved.size()), 4);
    const double expected[] = {-2.0, -1.0, 1.0, 2.0};
    for (int i = 0; i < 4; ++i)
        QVERIFY(isClose(moved[i].shift, expected[i]) && !moved[i].rotated);
    QVERIFY(placements({30.0, 40.0, false}, 100.0, 0, 2.0).empty());
}

void TestWindow::movesAsFarAsTheRecordingReaches()
{
    const auto moved = placements({0.0, 40.0, false}, 100.0, 4, 2.0);
    const double expected[] = {0.5, 1.0, 1.5, 2.0};
    for (int i = 0; i < 4; ++i)
        QVERIFY(isClose(moved[i].shift, expected[i]) && !moved[i].rotated);
}

void TestWindow::rotatesWhereThereIsNoRoom()
{
    const auto moved = placements({0.5, 40.0, false}, 41.0, 4, 2.0);
    QCOMPARE(int(moved.size()), 4);
    for (const Placement& placement : moved)
        QVERIFY(placement.rotated && std::abs(placement.shift) <= 2.0);
    // Half of a very short piece at most.
    for (const Placement& placement : placements({0.0, 1.0, true}, 1.0, 4, 2.0))
        QVERIFY(placement.rotated && std::abs(placement.shift) <= 0.25);
}

void TestWindow::surroundingsStayInsideTheRecording()
{
    const TimeRange inside = surroundings({30.0, 40.0, false}, 100.0, 2.0, 3.0);
    QVERIFY(isClose(inside.start, 25.0) && isClose(inside.length, 50.0));
    const TimeRange all = surroundings({1.0, 40.0, false}, 43.0, 2.0, 3.0);
    QVERIFY(isClose(all.start, 0.0) && isClose(all.length, 43.0));
}

void TestWindow::placementCutsTheStems()
{
    const StemSet part = placeWindow(ramp(10.0), 20.0, {23.0, 4.0, false}, {-1.0, false});
    QCOMPARE(int(part.stems[0].frames()), 400);
    QCOMPARE(part.stems[0].channels[0].front(), 2.0f);
    QCOMPARE(part.stems[0].channels[0].back(), 5.99f);
    QVERIFY(part.residual.channels.empty());
}

void TestWindow::rotationKeepsEverySample()
{
    const StemSet part = placeWindow(ramp(10.0), 0.0, {2.0, 4.0, true}, {1.0, true});
    QCOMPARE(part.stems[0].channels[0].front(), 3.0f);
    QCOMPARE(part.stems[0].channels[0].back(), 2.99f);
    const StemSet back = placeWindow(ramp(10.0), 0.0, {2.0, 4.0, true}, {-1.0, true});
    QCOMPARE(back.stems[0].channels[0].front(), 5.0f);
}

void TestWindow::whatIsMissingIsSilent()
{
    const StemSet part = placeWindow(ramp(10.0), 0.0, {8.0, 4.0, false});
    QCOMPARE(int(part.stems[0].frames()), 400);
    QCOMPARE(part.stems[0].channels[0][199], 9.99f);
    QCOMPARE(part.stems[0].channels[0][200], 0.0f);
}

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
