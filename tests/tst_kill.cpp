#include <signal.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>
#include <functional>
#include <thread>

#include "core/audio/decode.h"
#include "core/report/session.h"
#include "core/store/entry_cache.h"
#include "tests/support.h"
#include "tests/window_steps.h"
#include "ui/autosave.h"
#include "ui/message_bar.h"
#include "ui/session_keeper.h"
#include "ui/session_messages.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

constexpr std::uintmax_t kMostBytes = 10'000'000'000;  // in a cache

/// Kills, without a chance to tidy up.
void killHard(QProcess& program)
{
    ::kill(pid_t(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished());
}

/// The names in a folder, as far as there is one.
std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        names.push_back(entry.path().filename().string());
    return names;
}

bool hasName(const fs::path& folder, const std::function<bool(const std::string&)>& isIt)
{
    return std::ranges::any_of(namesIn(folder), isIt);
}

bool isUnfinished(const std::string& name)
{
    return name.starts_with(".new-");
}

bool isEntry(const std::string& name)
{
    return name.size() == 64;
}

bool isCopy(const std::string& name)
{
    return name.ends_with(".whence") && !name.starts_with('.');
}

/// Looks as often as it can until something holds.
bool waitFor(const std::function<bool()>& holds)
{
    QElapsedTimer clock;
    clock.start();
    while (!holds())
        if (clock.elapsed() > kPatience)
            return false;
        else
            std::this_thread::sleep_for(std::chrono::microseconds(200));
    return true;
}

}  // namespace

/// The program is killed (SIGKILL) at moments that matter; what is on disk then must be whole.
class TestKill : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    QTemporaryDir m_folder;
    fs::path m_song;
    std::string m_undisturbed;  // the explanation of the song

    fs::path freshHome(const char* name) const
    {
        const fs::path home = fs::path(m_folder.path().toStdString()) / name;
        fs::create_directories(home);
        return home;
    }

    std::unique_ptr<MainWindow> windowWith(const fs::path& home) const
    {
        auto window = std::make_unique<MainWindow>(example());
        Instruments instruments = builtIn();
        instruments.cacheFolder = home / "whence";
        window->setInstruments(instruments);
        window->show();
        return window;
    }

    /// What is explained, without when and how it was asked for.
    static std::string explanationOf(const Document& document)
    {
        std::string text;
        for (const SourceExplanation& source : document.analysis()->sources)
            for (const double weight : source.lime.coefficients)
                text += std::to_string(weight) + " ";
        return text;
    }

    void start(QProcess& program, const fs::path& home) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* variable : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"})
            environment.insert(variable, QString::fromStdString(home.string()));
        program.setProcessEnvironment(environment);
        program.start(WHENCE, {QString::fromStdString(m_song.string())});
        QVERIFY(program.waitForStarted());
    }

    static void allCopiesAreWhole(const fs::path& sessions, const fs::path& song)
    {
        for (const fs::path& copy : Autosave(sessions).abandoned())
            QCOMPARE(readSession(copy).recording, song);
    }

    /// Each entry that can be found is complete.
    static void allEntriesAreWhole(const fs::path& cache)
    {
        for (const std::string& name : namesIn(cache))
            if (isEntry(name))
                QVERIFY2(EntryCache(cache, kMostBytes).read(name, [](const fs::path&) {}),
                         name.c_str());
    }

private Q_SLOTS:
    void initTestCase()
    {
        useSettingsIn(m_settings);
        m_song = fs::path(m_folder.path().toStdString()) / "song.wav";
        AudioBuffer sound = sine(220.0, 14.0, 44100, 2, 0.3);
        const AudioBuffer rest = noise(14.0, 44100, 2, 0.1);
        for (std::size_t channel = 0; channel < 2; ++channel)
            for (std::size_t i = 0; i < sound.frames(); ++i)
                sound.channels[channel][i] += rest.channels[channel][i];
        writeAudio(m_song, sound);
        const auto window = windowWith(freshHome("undisturbed"));
        window->open(m_song);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        m_undisturbed = explanationOf(window->document());
    }

    void whatIsHalfWrittenIsNotOffered()
    {
        const fs::path sessions = freshHome("half");
        saveSession(sessions / "whole.whence", {});
        std::ofstream(sessions / ".whence-1-0.whence") << "{\"schema\": \"whence.ses";
        QCOMPARE(Autosave(sessions).abandoned(), std::vector<fs::path>{sessions / "whole.whence"});
    }

    void atAnyMomentOfTheAnalysisNothingIsLost_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("moment");  // 0: unfinished, 1: an entry, 2: a copy of the session
        QTest::newRow("while the stems are being written") << "whence/recordings" << 0;
        QTest::newRow("when the stems have been written") << "whence/recordings" << 1;
        QTest::newRow("when the timeline has been kept") << "whence/analyses" << 1;
        QTest::newRow("when the session has been copied") << "whence/sessions" << 2;
    }

    void atAnyMomentOfTheAnalysisNothingIsLost()
    {
        QFETCH(const QString, folder);
        QFETCH(const int, moment);
        const fs::path home = freshHome(QTest::currentDataTag());
        const fs::path watched = home / folder.toStdString();
        QProcess program;
        start(program, home);
        const auto isThere = moment == 0 ? isUnfinished : moment == 1 ? isEntry : isCopy;
        const bool hasCome = waitFor([&] { return hasName(watched, isThere); });
        killHard(program);
        QVERIFY(hasCome);
        allCopiesAreWhole(home / "whence/sessions", m_song);
        allEntriesAreWhole(home / "whence/recordings");
        allEntriesAreWhole(home / "whence/analyses");

        // Opened again, with what was kept, it comes to what it would have come to.
        const auto window = windowWith(home);
        keepSessionsIn(*window, home / "whence/sessions");
        const bool isOffered = window->messages().isVisible();
        if (moment == 2)
            QVERIFY(isOffered);
        if (isOffered)
            QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        else
            window->open(m_song);
        QTRY_COMPARE_WITH_TIMEOUT(window->document().path(), m_song, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window->document().hasSources(), kPatience);
        QCOMPARE(explanationOf(window->document()), m_undisturbed);
    }

    void aRestoredCopyStaysUntilThereIsAnother()
    {
        const fs::path sessions = freshHome("restored");
        Session session;
        session.recording = m_song;
        saveSession(sessions / "left.whence", session);
        const auto window = windowWith(sessions);
        keepSessionsIn(*window, sessions);
        QVERIFY(window->messages().isVisible());
        QTest::mouseClick(&find<QWidget>(*window, "messageAction"), Qt::LeftButton);
        // At no moment is there none that can be read.
        bool isAlways = true;
        QTRY_VERIFY_WITH_TIMEOUT((isAlways = isAlways && hasName(sessions, isCopy),
                                  !fs::exists(sessions / "left.whence")),
                                 kPatience);
        QVERIFY(isAlways);
        QVERIFY(hasName(sessions, isCopy));
    }
};

QTEST_MAIN(TestKill)
#include "tst_kill.moc"
