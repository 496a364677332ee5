#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/analysis.h"
#include "core/report/analysis_cache.h"
#include "ui/sound.h"
#include "ui/task.h"

namespace whence {

/// What explanations are made with.
struct Instruments {
    std::filesystem::path model;      // *.whence-model
    std::filesystem::path separator;  // *.whence-separator; empty: none
    SeparationOptions separation;
    std::filesystem::path cacheFolder;  // of what can be made again; empty: nothing is kept
};

/// The open recording: what is known of it so far, and the work that finds out the rest. Each stage
/// appears as it is ready. Another recording takes its place when there is something of it to be
/// heard, and ends all work on this one.
class Document : public QObject {
    Q_OBJECT

public:
    /// Opening reads another recording while this one stays, OwnStems a folder while the stems from
    /// before stay.
    enum class Stage {
        Sound,
        Models,
        Spectrogram,
        Timeline,
        Effects,
        Stems,
        Sources,
        Stability,
        Opening,
        OwnStems
    };
    static constexpr int kStages = 10;
    /// How often the window is moved in the end, to see whether the explanation would hold.
    static constexpr int kShifts = 10;

    explicit Document(QObject* parent = nullptr);

    /// Loads the instruments in the background; what is open is analyzed anew.
    void setInstruments(const Instruments& instruments);

    /// Opens an audio file, or a folder of stems whose sum is the recording; at once if nothing is
    /// open, else as soon as it turns out to be readable: if it can't be read, what is open stays.
    /// `whenOpen` is called when the one has taken the place of the other.
    void open(const std::filesystem::path& path, std::function<void()> whenOpen = {});
    void close();
    /// Takes the stems of the open recording from a folder; an empty path: from the separator. What
    /// the folder holds is read first: if it does not fit, the stems from before stay.
    void setStemFolder(const std::filesystem::path& folder);
    /// Takes what a session says of the open recording for known, as far as it still holds.
    void setKnown(std::shared_ptr<const Analysis> analysis)
    {
        m_memory.session = std::move(analysis);
    }
    /// Explains the window from this second on.
    void moveWindow(double start);
    /// Ends a stage; resume() does it after all.
    void cancel(Stage stage);
    void resume(Stage stage);

    const std::filesystem::path& path() const { return m_path; }
    const std::filesystem::path& stemFolder() const { return m_stemFolder; }  // empty: none
    bool isOpen() const { return !m_path.empty(); }
    const Sound& sound() const { return m_sound; }
    double duration() const;  // s, as far as it is known
    const StemSounds& stems() const { return m_stems; }
    std::shared_ptr<const Recording> recording() const { return m_recording; }
    std::shared_ptr<const LogSpectrogram> spectrogram() const { return m_spectrogram; }
    /// With the timeline at first, then with the effects, then with the sources, at last with their
    /// stability over all shifts; none before.
    std::shared_ptr<const Analysis> analysis() const { return m_analysis; }
    bool hasSources() const { return m_analysis && !m_analysis->sources.empty(); }
    std::optional<Window> window() const { return m_window; }
    /// The stems in the window that analysis()->sources is about: mono, at the model's rate.
    std::shared_ptr<const StemSet> windowStems() const { return m_windowStems; }
    const Instruments& instruments() const { return m_instruments; }
    std::shared_ptr<const EmotionModel> model() const;
    std::optional<Separator> separator() const;  // none: not loaded, or none is wanted
    bool isRunning(Stage stage) const { return m_tasks[std::size_t(stage)]->isRunning(); }

Q_SIGNALS:
    void opened();
    void soundGrew();
    void modelsLoaded();
    void spectrogramChanged();
    void windowChanged();
    void stemsChanged();
    void analysisChanged();
    /// More of the timeline has been predicted: what analysis() will have, as far as it is known.
    void timelineGrew(const std::shared_ptr<const whence::Analysis>& sofar);
    void progressed(whence::Document::Stage stage, double done, const QString& what);
    /// A stage is over: done, failed or cancelled.
    void ended(whence::Document::Stage stage);
    void failed(whence::Document::Stage stage, const QString& message);

private:
    struct Loaded {
        EmotionModel model;
        std::optional<Separator> separator;
    };

    /// The predictions that the thread which makes them has handed over.
    struct IncomingTimeline {
        std::atomic<std::shared_ptr<const std::vector<Prediction>>> predictions;
    };

    struct Predicted {
        std::shared_ptr<const Analysis> timeline;
        std::shared_ptr<const Analysis> sources;  // if they are known from before
    };

    /// Another recording, while this one is still open.
    struct Coming {
        std::filesystem::path path;
        std::function<void()> whenOpen;
        std::shared_ptr<IncomingSound> sound;
    };

    Task& task(Stage stage) { return *m_tasks[std::size_t(stage)]; }
    Stage stageOf(const Task& task) const;
    void connectTask(Task& task);
    void start(const std::filesystem::path& path, const std::function<void()>& whenOpen);
    void readComing();
    void takeComing();
    std::filesystem::path ownFolder() const;
    void takeOwnStems(const std::filesystem::path& folder, const StemSounds& stems);
    void forgetOwnStems();
    void dropSources();
    void takeIncoming();
    void tellTimeline();
    void readSound();
    void readOwnStems();
    void loadModels();
    void readSpectrogram();
    void predictTimeline();
    void computeEffects();
    void separate();
    Analysis askForSources(const Analysis& predicted) const;
    void explainSources();
    void explainThoroughly();

    std::filesystem::path m_path;
    std::filesystem::path m_stemFolder;
    Coming m_coming;
    std::filesystem::path m_wantedStems;  // folder, to be read
    Instruments m_instruments;
    AnalysisMemory m_memory;
    std::shared_ptr<const Loaded> m_loaded;
    std::shared_ptr<IncomingSound> m_incoming;
    std::shared_ptr<IncomingTimeline> m_timeline;
    Sound m_sound;
    std::shared_ptr<const Recording> m_recording;
    std::shared_ptr<const LogSpectrogram> m_spectrogram;
    StemSounds m_stems;
    std::optional<Window> m_window;
    std::optional<double> m_wantedStart;          // s, where the user has put the window
    std::shared_ptr<const Analysis> m_predicted;  // what holds wherever the window is
    std::shared_ptr<const Analysis> m_analysis;
    std::shared_ptr<const StemSet> m_windowStems;
    QTimer m_moved;  // runs until the window rests
    std::vector<std::unique_ptr<Task>> m_tasks;
};

}  // namespace whence
