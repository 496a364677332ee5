#include <QAction>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <optional>

#include "core/audio/decode.h"
#include "tests/sound_server.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr double kSeconds = 12.0;
constexpr int kAttempts = 7;
constexpr int kHeardWithin = kServerRate / 50;  // 20 ms
constexpr int kRamp = kServerRate / 100;        // 10 ms

QToolButton& soloOf(const QWidget& window, const QString& stem)
{
    for (auto* const button : window.findChildren<QToolButton*>())
        if (button->accessibleName() == QStringLiteral("Play %1 alone").arg(stem))
            return *button;
    qFatal("There is no solo button of this stem.");
}

/// What the left channel of a sound is at a frame.
float sampleOf(const Sound& sound, std::size_t frame)
{
    return sound.samples->data(std::int64_t(frame))[0];
}

}  // namespace

/// The real window plays through a JACK server that is paced, then dies.
class TestSoundServer : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QTemporaryDir m_folder;
    SoundServer m_server;
    SoundRecorder m_recorder;
    std::unique_ptr<MainWindow> m_window;

    void chooseOutput(const QString& name)
    {
        auto* const menu = m_window->findChild<QMenu*>("deviceMenu");
        Q_EMIT menu->aboutToShow();
        for (QAction* const action : menu->actions())
            if (action->text() == name)
                return action->trigger();
        QFAIL("The menu does not offer this output.");
    }

    bool isSilentFrom(std::size_t first) const
    {
        for (std::size_t i = first; i < m_recorder.count(); ++i)
            if (m_recorder.samples()[i] != 0.0f)
                return false;
        return true;
    }

    /// Where in the recording frame `first` of what was recorded is from, if it is from it at all.
    std::optional<std::size_t> placeOf(std::size_t first) const
    {
        constexpr std::size_t kept = 64;
        const Sound& sound = m_window->document().sound();
        const float* const heard = m_recorder.samples().data() + first;
        for (std::size_t place = 0; place + kept < std::size_t(kSeconds * kServerRate); ++place) {
            std::size_t same = 0;
            while (same < kept && std::abs(heard[same] - sampleOf(sound, place + same)) < 1e-4f)
                ++same;
            if (same == kept)
                return place;
        }
        return std::nullopt;
    }

    /// Clicks on solo and counts the frames the device takes until the vocals begin to be alone;
    /// none if the server lost frames meanwhile.
    std::optional<int> framesUntilSolo()
    {
        const std::size_t before = m_recorder.count();
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(m_recorder.count() > before + 4 * kServerPeriod, kPatience);
        }();
        const std::size_t click = m_recorder.count();
        QTest::mouseClick(&soloOf(*m_window, "vocals"), Qt::LeftButton);
        const std::size_t last = click + kServerRate / 10;
        [&] { QTRY_VERIFY_WITH_TIMEOUT(m_recorder.count() > last, kPatience); }();
        QTest::mouseClick(&soloOf(*m_window, "vocals"), Qt::LeftButton);

        const auto place = placeOf(click - 2 * kServerPeriod);
        if (!place)
            return std::nullopt;
        const Sound& mix = m_window->document().sound();
        const Sound& vocals = m_window->document().stems().stems[0].sound;
        const auto heard = [&](std::size_t i) { return m_recorder.samples()[i]; };
        const std::size_t shift =
            *place - (click - 2 * kServerPeriod);  // may wrap around, and back
        std::size_t begin = click;
        while (begin < last && std::abs(heard(begin) - sampleOf(mix, begin + shift)) < 1e-4f)
            ++begin;
        for (std::size_t i = begin + kRamp; i < last; ++i)
            if (std::abs(heard(i) - sampleOf(vocals, i + shift)) > 1e-4f)
                return std::nullopt;
        return int(begin - click);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!SoundServer::isInstalled())
            QSKIP("The JACK server (package jackd2) is not installed.");
        useSettingsIn(m_home);
        // PortAudio wants ALSA to list something; this one plays without pace or sound.
        QFile config(m_folder.filePath("asound.conf"));
        QVERIFY(config.open(QFile::WriteOnly));
        config.write(
            "pcm.silent { type null hint { show on description \"no sound\" } }\n"
            "pcm.!default { type null }\n");
        config.close();
        qputenv("ALSA_CONFIG_PATH", config.fileName().toUtf8());
        const std::filesystem::path stems = m_folder.filePath("stems").toStdString();
        std::filesystem::create_directory(stems);
        writeAudio(stems / "vocals.wav", noise(kSeconds, kServerRate, 2, 0.3, 1));
        writeAudio(stems / "drums.wav", noise(kSeconds, kServerRate, 2, 0.3, 2));

        m_server.start();
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder.connect(), kPatience);
        m_window = makeWindow();
        m_window->open(stems);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->document().stems().stems.empty(), kPatience);
        for (int stage = 0; stage < Document::kStages; ++stage)
            m_window->document().cancel(Document::Stage(stage));  // the machine shall be idle
        chooseOutput("system");
    }

    void cleanupTestCase() { m_window.reset(); }

    void aRecordingOfAnotherRateIsResampledForTheDevice()
    {
        constexpr double frequency = 1000.0;
        constexpr int rate = 48000;
        Listening listening;
        QSignalSpy failed(&listening, &Listening::failed);
        listening.setDevice("system");
        listening.setSound(soundOf(sine(frequency, kSeconds, rate, 2, 0.3)));
        listening.setPlaying(true);
        QVERIFY2(failed.empty(), qPrintable(failed.value(0).value(0).toString()));
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder.listenToPortAudio(), kPatience);
        const std::size_t before = m_recorder.count();
        QTRY_VERIFY_WITH_TIMEOUT(listening.position() > 1.0, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder.count() > before + kServerRate, kPatience);
        listening.setPlaying(false);
        // Its period is that of 1000 Hz at the device's rate, not a tenth longer.
        std::size_t crossings = 0;
        const std::size_t first = before + kServerRate / 4;
        const std::size_t last = first + kServerRate / 2;
        for (std::size_t i = first; i < last; ++i)
            crossings += m_recorder.samples()[i] < 0.0f && m_recorder.samples()[i + 1] >= 0.0f;
        QVERIFY2(crossings >= 497 && crossings <= 503, qPrintable(QString::number(crossings)));
    }

    void soloIsHeardWithin20MillisecondsOfTheClick()
    {
        const std::size_t begin = m_recorder.count();
        QTest::keyClick(m_window.get(), Qt::Key_L);
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(m_recorder.listenToPortAudio(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!isSilentFrom(begin), kPatience);
        QVERIFY(m_recorder.latency() > 0);
        // A busy machine may lose frames, or stop this program between counting and clicking.
        std::vector<int> frames;
        for (int i = 0; i < kAttempts; ++i)
            if (const auto counted = framesUntilSolo())
                frames.push_back(*counted + m_recorder.latency());
        QVERIFY(!frames.empty());
        std::ranges::sort(frames);
        const int median = frames[frames.size() / 2];
        qInfo(
            "Frames from the click until solo is heard, the device's own %d included: %d, at most "
            "%d, in %d attempts.",
            m_recorder.latency(), median, frames.back(), int(frames.size()));
        QVERIFY(median <= kHeardWithin);
    }

    void whenTheDeviceVanishesTheWindowLivesOnAndPlaysElsewhere()
    {
        Listening& listening = m_window->listening();
        listening.setLooping(false);
        listening.seek(3.0);
        QTRY_VERIFY_WITH_TIMEOUT(listening.position() > 3.1, kPatience);
        m_server.end();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().isVisible(), kPatience);
        QVERIFY2(m_window->messages().text().contains("has gone"),
                 qPrintable(m_window->messages().text()));
        QVERIFY(!listening.isPlaying());
        const double place = listening.position();
        QVERIFY(place > 3.1);
        keepPicture(*m_window, "device-gone");

        // The window answers, and plays on where it was.
        QTest::keyClick(m_window.get(), Qt::Key_V);
        listening.seek(5.0);
        QCOMPARE(listening.position(), 5.0);
        listening.seek(place);
        QTest::mouseClick(&find<QWidget>(*m_window, "messageAction"), Qt::LeftButton);
        QVERIFY(listening.isPlaying());
        QTRY_COMPARE_WITH_TIMEOUT(listening.position(), m_window->document().duration(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!listening.isPlaying(), kPatience);

        // The device that has gone can still be asked for: it is said what is the matter.
        chooseOutput("system");
        listening.seek(1.0);
        listening.setPlaying(true);
        QVERIFY(!listening.isPlaying());
        QVERIFY2(m_window->messages().text().contains("system"),
                 qPrintable(m_window->messages().text()));
        listening.setPlaying(true);
        QTRY_COMPARE_WITH_TIMEOUT(listening.position(), m_window->document().duration(), kPatience);
    }
};

QTEST_MAIN(TestSoundServer)
#include "tst_sound_server.moc"
