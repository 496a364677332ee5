#include <algorithm>
#include <utility>

#include "core/explain/wording.h"
#include "ui/command_line.h"
#include "ui/document.h"
#include "ui/memory_need.h"
#include "ui/stem_reader.h"
#include "ui/window_work.h"

// The work of the stages, each of which starts those that stand on it.

namespace whence {

namespace {

/// An analysis with as few shifts of the window as give a first answer.
Analysis withFewShifts(Analysis asked)
{
    asked.options.shifts = AnalysisOptions().shifts;
    return asked;
}

}  // namespace

void Document::takeIncoming()
{
    m_sound = {m_incoming->samples.load(), m_incoming->peaks.load()};
    if (m_sound.samples)
        Q_EMIT soundGrew();
}

void Document::readSound()
{
    m_incoming = std::make_shared<IncomingSound>();
    task(Stage::Sound)
        .start(
            [path = m_path, incoming = m_incoming](const Progress& progress) {
                return whence::readSound(path, *incoming,
                                         progress.part(0.0, 1.0, tr("Reading").toStdString()));
            },
            [this](const Sound& sound) {
                m_sound = sound;
                Q_EMIT soundGrew();
            });
}

void Document::loadModels()
{
    if (isRunning(Stage::Models))
        return;  // goes on with what is open by then
    task(Stage::Models)
        .start(
            [instruments = m_instruments](const Progress& progress) {
                progress.part(0.0, 1.0, tr("Loading the models").toStdString()).report(0.0);
                Loaded loaded{EmotionModel::load(instruments.model), {}};
                if (!instruments.separator.empty())
                    loaded.separator = Separator::load(instruments.separator);
                return std::make_shared<const Loaded>(std::move(loaded));
            },
            [this](const std::shared_ptr<const Loaded>& loaded) {
                m_loaded = loaded;
                Q_EMIT modelsLoaded();
                if (isOpen())
                    readSpectrogram();
            });
}

void Document::readSpectrogram()
{
    if (!m_loaded)
        return loadModels();
    task(Stage::Spectrogram)
        .start(
            [path = m_path, loaded = m_loaded](const Progress& progress) {
                const auto recording = std::make_shared<const Recording>(readRecording(
                    path, loaded->model.info().spectrogram,
                    progress.part(0.0, 1.0, tr("Computing the spectrogram").toStdString())));
                return std::pair(recording, std::make_shared<const LogSpectrogram>(amplified(
                                                recording->spectrogram,
                                                1.0f / std::ranges::max(recording->peaks))));
            },
            [this](const auto& read) {
                const auto& [recording, spectrogram] = read;
                m_recording = recording;
                m_spectrogram = spectrogram;
                Q_EMIT spectrogramChanged();
                moveWindow(m_wantedStart.value_or(
                    (recording->duration - m_loaded->model.info().windowSeconds) / 2.0));
                m_moved.stop();
                predictTimeline();
                separate();
            });
}

void Document::tellTimeline()
{
    const auto predictions = m_timeline->predictions.load();
    if (!predictions)
        return;
    auto sofar = std::make_shared<Analysis>();
    sofar->model = m_loaded->model.info();
    const double hop = sofar->options.timelineHop;
    for (const Prediction& prediction : *predictions) {
        const double start = double(sofar->timeline.size()) * hop;
        const double end = std::min(start + sofar->model.windowSeconds, m_recording->duration);
        sofar->timeline.push_back({start, end, prediction});
    }
    Q_EMIT timelineGrew(sofar);
}

void Document::predictTimeline()
{
    const auto ask = [asked = askForSources({})](const Analysis& timeline) {
        Analysis question = asked;
        question.track = timeline.track;
        question.model = timeline.model;
        question.version = timeline.version;
        question.commit = timeline.commit;
        return question;
    };
    m_timeline = std::make_shared<IncomingTimeline>();
    task(Stage::Timeline)
        .start(
            [recording = m_recording, loaded = m_loaded, memory = m_memory, ask,
             folder = m_stemFolder, incoming = m_timeline](const Progress& progress) {
                const auto timeline = std::make_shared<const Analysis>(predictAlong(
                    *recording, loaded->model, memory, incoming->predictions,
                    progress.part(0.0, 1.0, tr("Predicting along the piece").toStdString())));
                Predicted predicted{timeline, nullptr};
                const Analysis question = withStems(ask(*timeline), folder, *recording);
                auto sources = memory.find(question);
                if (!sources)
                    sources = memory.find(withFewShifts(question));
                if (sources)
                    predicted.sources = std::make_shared<const Analysis>(std::move(*sources));
                return predicted;
            },
            [this](const Predicted& predicted) {
                m_predicted = predicted.timeline;
                const bool isKnown =
                    predicted.sources && predicted.sources->window.start == m_window->start;
                m_analysis = isKnown ? predicted.sources : predicted.timeline;
                Q_EMIT analysisChanged();
                if (!isKnown)
                    computeEffects();
                explainSources();
            });
}

void Document::computeEffects()
{
    if (!m_predicted || !m_window)
        return;
    task(Stage::Effects)
        .start(
            [predicted = m_predicted, window = *m_window, recording = m_recording,
             loaded = m_loaded](const Progress& progress) {
                return predictWindow(
                    *predicted, window, *recording, loaded->model,
                    progress.part(0.0, 1.0, tr("Listening to the window").toStdString()));
            },
            [this](const std::shared_ptr<const Analysis>& analysis) {
                m_analysis = analysis;
                Q_EMIT analysisChanged();
            });
}

void Document::separate()
{
    if (m_stemFolder.empty() && !m_loaded->separator)
        return;
    if (m_stemFolder != ownFolder())
        return setStemFolder(std::filesystem::path(m_stemFolder));
    const auto deliver = [this](const StemSounds& stems) {
        m_stems = stems;
        Q_EMIT stemsChanged();
        explainSources();
    };
    if (!m_stemFolder.empty())
        return task(Stage::Stems)
            .start(
                [folder = m_stemFolder, recording = m_recording](const Progress& progress) {
                    return readStemSounds(
                        *recording, folder,
                        progress.part(0.0, 1.0, tr("Reading the stems").toStdString()));
                },
                deliver);
    const double needed = MemoryNeed::ofSeparation(
        m_recording->duration, m_recording->info.sampleRate, m_loaded->separator->info());
    if (const QString refusal = MemoryNeed::refusal(needed, MemoryNeed::available());
        !refusal.isEmpty())
        return Q_EMIT failed(Stage::Stems, refusal);
    const QString name = tr("Separating the sources (%1 of memory)").arg(MemoryNeed::text(needed));
    task(Stage::Stems)
        .start(
            [loaded = m_loaded, recording = m_recording, instruments = m_instruments,
             name = name.toStdString()](const Progress& progress) {
                return separateOnce(*recording, *loaded->separator, instruments.separation,
                                    instruments.cacheFolder, progress.part(0.0, 1.0, name));
            },
            deliver);
}

void Document::readOwnStems()
{
    task(Stage::OwnStems)
        .start(
            [folder = m_wantedStems, recording = m_recording](const Progress& progress) {
                return readStemSounds(
                    *recording, folder,
                    progress.part(0.0, 1.0, tr("Reading the stems").toStdString()));
            },
            [this](const StemSounds& stems) { takeOwnStems(m_wantedStems, stems); });
}

/// An analysis by sources as far as it is known before it is made.
Analysis Document::askForSources(const Analysis& predicted) const
{
    Analysis asked = predicted;
    asked.window = *m_window;
    asked.options.start = m_wantedStart;
    asked.options.separation = m_instruments.separation;
    asked.options.shifts = kShifts;
    asked.separatorName = m_stems.origin;
    if (!m_stemFolder.empty() || !m_loaded->separator)
        return asked;
    const SeparatorInfo& separator = m_loaded->separator->info();
    asked.separatorName = separator.name;
    asked.separatorId = separator.id;
    asked.separatorNotice = separator.notice;
    return asked;
}

/// First with few shifts of the window, unless all are known from before.
void Document::explainSources()
{
    if (!m_predicted || m_stems.stems.empty() || !m_window)
        return;
    task(Stage::Stability).cancel();
    Analysis asked = askForSources(*m_predicted);
    const CommandParts parts{m_path, m_stemFolder, m_instruments};
    asked.command = commandOf(asked, parts);
    const std::string fewCommand = commandOf(withFewShifts(asked), parts);
    task(Stage::Sources)
        .start(
            [asked = std::move(asked), fewCommand, stems = m_stems, loaded = m_loaded,
             recording = m_recording, memory = m_memory,
             folder = m_stemFolder](const Progress& progress) {
                Analysis wanted = withStems(asked, folder, *recording);
                if (!memory.find(wanted)) {
                    wanted = withFewShifts(std::move(wanted));
                    wanted.command = fewCommand;
                }
                return explainBySound(
                    wanted, *recording, stems, loaded->model, memory,
                    progress.part(0.0, 1.0, tr("Explaining by the sources").toStdString()));
            },
            [this](const Explained& explained) {
                task(Stage::Effects).cancel();
                m_analysis = explained.analysis;
                m_windowStems = explained.stems;
                Q_EMIT analysisChanged();
                explainThoroughly();
            });
}

void Document::explainThoroughly()
{
    if (!hasSources() || !m_windowStems || m_analysis->options.shifts >= kShifts)
        return;
    Analysis asked = askForSources(*m_predicted);
    asked.command = commandOf(asked, {m_path, m_stemFolder, m_instruments});
    task(Stage::Stability)
        .start(
            [asked = std::move(asked), stems = m_stems, loaded = m_loaded, recording = m_recording,
             memory = m_memory, folder = m_stemFolder](const Progress& progress) {
                return explainBySound(
                    withStems(asked, folder, *recording), *recording, stems, loaded->model, memory,
                    progress.part(0.0, 1.0, tr("Moving the window").toStdString()));
            },
            [this](const Explained& explained) {
                m_analysis = explained.analysis;
                Q_EMIT analysisChanged();
            });
}

}  // namespace whence
