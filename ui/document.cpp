#include "ui/document.h"

#include <algorithm>
#include <utility>

#include "core/explain/window.h"
#include "ui/stem_reader.h"

namespace whence {

namespace {

constexpr int kRestMilliseconds = 150;  // without a move, before the window is explained

double durationOf(const Sound& sound)
{
    return double(sound.samples->framesReady()) / sound.samples->sampleRate();
}

float peakOf(const Peaks& peaks)
{
    const PeakRange range = peaks.range(0, peaks.frames());
    return std::max(-range.minimum, range.maximum);
}

/// Whether enough of a recording has been read to know that it can be analyzed.
bool isUsable(const Sound& sound)
{
    return sound.samples && sound.peaks && durationOf(sound) >= shortestRecording &&
           peakOf(*sound.peaks) > 0.0f;
}

}  // namespace

Document::Document(QObject* parent) : QObject(parent)
{
    for (int i = 0; i < kStages; ++i) {
        m_tasks.push_back(std::make_unique<Task>());
        connectTask(*m_tasks.back());
    }
    m_moved.setSingleShot(true);
    m_moved.setInterval(kRestMilliseconds);
    connect(&m_moved, &QTimer::timeout, this, [this] {
        computeEffects();
        explainSources();
    });
}

/// What a task is for: the one that reads another recording goes on as that of the sound.
Document::Stage Document::stageOf(const Task& task) const
{
    const auto found = std::ranges::find(m_tasks, &task, &std::unique_ptr<Task>::get);
    return Stage(found - m_tasks.begin());
}

void Document::connectTask(Task& task)
{
    connect(&task, &Task::progressed, this, [this, &task](double done, const QString& what) {
        if (stageOf(task) == Stage::Opening &&
            isUsable({m_coming.sound->samples.load(), m_coming.sound->peaks.load()}))
            takeComing();
        const Stage stage = stageOf(task);
        if (stage == Stage::Sound)
            takeIncoming();
        if (stage == Stage::Timeline)
            tellTimeline();
        Q_EMIT progressed(stage, done, what);
    });
    connect(&task, &Task::failed, this, [this, &task](const QString& message) {
        const Stage stage = stageOf(task);
        if (stage == Stage::Sound || stage == Stage::Spectrogram)
            for (const auto& other : m_tasks)
                if (other != m_tasks[std::size_t(Stage::Opening)])
                    other->cancel();
        if (stage == Stage::OwnStems)
            forgetOwnStems();
        Q_EMIT failed(stage, message);
    });
    connect(&task, &Task::finished, this, [this, &task] { Q_EMIT ended(stageOf(task)); });
}

void Document::setInstruments(const Instruments& instruments)
{
    m_instruments = instruments;
    m_memory.cache.reset();
    if (!instruments.cacheFolder.empty())
        m_memory.cache.emplace(instruments.cacheFolder / "analyses");
    m_loaded.reset();
    task(Stage::Models).cancel();
    if (!m_recording) {
        task(Stage::Spectrogram).cancel();
        return loadModels();
    }
    const std::filesystem::path path = m_path;
    const std::filesystem::path stems = isRunning(Stage::OwnStems) ? m_wantedStems : m_stemFolder;
    close();
    start(path, [this, stems] { m_stemFolder = stems; });
}

void Document::open(const std::filesystem::path& path, std::function<void()> whenOpen)
{
    task(Stage::Opening).cancel();
    if (!isOpen())
        return start(path, whenOpen);
    m_coming = {path, std::move(whenOpen), std::make_shared<IncomingSound>()};
    readComing();
}

/// Begins with a recording, which may be being read already. Nothing is open.
void Document::start(const std::filesystem::path& path, const std::function<void()>& whenOpen)
{
    m_path = path;
    m_stemFolder = ownFolder();
    Q_EMIT opened();
    if (whenOpen)
        whenOpen();
    if (!m_incoming)
        readSound();
    if (m_loaded)
        readSpectrogram();
    else if (!m_instruments.model.empty())
        loadModels();
}

void Document::readComing()
{
    task(Stage::Opening)
        .start(
            [path = m_coming.path, incoming = m_coming.sound](const Progress& progress) {
                const Sound sound = whence::readSound(
                    path, *incoming, progress.part(0.0, 1.0, tr("Reading").toStdString()));
                refuseUnusable(path, durationOf(sound), peakOf(*sound.peaks));
                return sound;
            },
            [this, incoming = m_coming.sound](const Sound& sound) {
                if (m_coming.sound == incoming)
                    takeComing();
                m_sound = sound;
                Q_EMIT soundGrew();
            });
}

/// The other recording takes the place of the open one; the task that reads it goes on.
void Document::takeComing()
{
    const Coming coming = std::exchange(m_coming, {});
    close();
    std::swap(m_tasks[std::size_t(Stage::Sound)], m_tasks[std::size_t(Stage::Opening)]);
    Q_EMIT ended(Stage::Opening);
    m_incoming = coming.sound;
    start(coming.path, coming.whenOpen);
}

void Document::close()
{
    m_moved.stop();
    for (int i = 0; i < kStages; ++i)
        if (Stage(i) != Stage::Models && Stage(i) != Stage::Opening)
            task(Stage(i)).cancel();
    m_path.clear();
    m_stemFolder.clear();
    m_wantedStems.clear();
    m_memory.session.reset();
    m_incoming.reset();
    m_timeline.reset();
    m_sound = {};
    m_recording.reset();
    m_spectrogram.reset();
    m_stems = {};
    m_window.reset();
    m_wantedStart.reset();
    m_predicted.reset();
    m_analysis.reset();
    m_windowStems.reset();
}

/// The open recording, if it is a folder of stems itself.
std::filesystem::path Document::ownFolder() const
{
    std::error_code failure;  // reading tells what is wrong
    return std::filesystem::is_directory(m_path, failure) ? m_path : std::filesystem::path();
}

void Document::setStemFolder(const std::filesystem::path& folder)
{
    task(Stage::OwnStems).cancel();
    const std::filesystem::path wanted = folder.empty() ? ownFolder() : folder;
    if (!m_recording) {
        m_stemFolder = wanted;
        Q_EMIT stemsChanged();
        return;
    }
    if (wanted != ownFolder()) {
        m_wantedStems = wanted;
        return readOwnStems();
    }
    m_stemFolder = wanted;
    m_stems = {};
    dropSources();
    separate();
}

/// What was explained by other stems holds no longer.
void Document::dropSources()
{
    task(Stage::Stems).cancel();
    task(Stage::Sources).cancel();
    task(Stage::Stability).cancel();
    m_windowStems.reset();
    if (m_predicted)
        m_analysis = m_predicted;
    Q_EMIT stemsChanged();
    if (!m_predicted)
        return;
    Q_EMIT analysisChanged();
    computeEffects();
}

void Document::takeOwnStems(const std::filesystem::path& folder, const StemSounds& stems)
{
    m_stemFolder = folder;
    m_stems = stems;
    dropSources();
    explainSources();
}

/// If a folder that a session names does not fit, the stems come from elsewhere.
void Document::forgetOwnStems()
{
    if (m_stemFolder != m_wantedStems || !m_stems.stems.empty())
        return;
    m_stemFolder = ownFolder();
    Q_EMIT stemsChanged();
    separate();
}

double Document::duration() const
{
    if (m_recording)
        return m_recording->duration;
    return m_sound.samples ? double(m_sound.samples->frames()) / m_sound.samples->sampleRate()
                           : 0.0;
}

std::shared_ptr<const EmotionModel> Document::model() const
{
    return m_loaded ? std::shared_ptr<const EmotionModel>(m_loaded, &m_loaded->model) : nullptr;
}

std::optional<Separator> Document::separator() const
{
    return m_loaded ? m_loaded->separator : std::nullopt;
}

void Document::cancel(Stage stage)
{
    task(stage).cancel();
}

void Document::resume(Stage stage)
{
    if (stage == Stage::Opening && !m_coming.path.empty())
        return open(m_coming.path, m_coming.whenOpen);
    // What a stage stands on comes first, and leads to it.
    const bool needsRecording =
        stage == Stage::Timeline || stage == Stage::Stems || stage == Stage::OwnStems;
    if (!isOpen() && stage != Stage::Models)
        return;
    if (needsRecording && (!m_recording || !m_loaded))
        return readSpectrogram();
    switch (stage) {
        case Stage::Sound:
            return readSound();
        case Stage::Models:
            return loadModels();
        case Stage::Spectrogram:
            return readSpectrogram();
        case Stage::Timeline:
            return predictTimeline();
        case Stage::Effects:
            return computeEffects();
        case Stage::Stems:
            return separate();
        case Stage::Sources:
            return explainSources();
        case Stage::Stability:
            return explainThoroughly();
        case Stage::OwnStems:
            return m_wantedStems.empty() ? void() : setStemFolder(m_wantedStems);
        case Stage::Opening:
            break;
    }
}

void Document::moveWindow(double start)
{
    m_wantedStart = start;
    if (!m_recording || !m_loaded)
        return;
    const double latest =
        std::max(0.0, m_recording->duration - m_loaded->model.info().windowSeconds);
    m_window = chooseWindow(m_recording->duration, m_loaded->model.info().windowSeconds,
                            std::clamp(start, 0.0, latest), {});
    task(Stage::Effects).cancel();
    task(Stage::Sources).cancel();
    task(Stage::Stability).cancel();
    Q_EMIT windowChanged();
    m_moved.start();
}

}  // namespace whence
