#include "ui/session_keeper.h"

#include <QFileDialog>
#include <QMessageBox>
#include <algorithm>
#include <utility>

#include "core/content_hash.h"
#include "core/error.h"
#include "core/report/name_index.h"
#include "core/store/model_files.h"
#include "ui/annotation_editor.h"
#include "ui/document.h"
#include "ui/file_dialogs.h"
#include "ui/listening.h"
#include "ui/track_page.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr int kCopyMilliseconds = 2000;  // after a change

std::optional<TimeSpan> toTimeSpan(const std::optional<SessionSpan>& span)
{
    return span ? std::optional(TimeSpan{span->start, span->end}) : std::nullopt;
}

}  // namespace

/// A session that was read, and where its recording is now.
struct SessionKeeper::Found {
    Session session;
    fs::path file;
    std::optional<fs::path> recording;
};

SessionKeeper::SessionKeeper(Document& document, Listening& listening, TrackPage& page,
                             QWidget* window)
    : m_document(document), m_listening(listening), m_page(page), m_window(window)
{
    m_copyTimer.setSingleShot(true);
    m_copyTimer.setInterval(kCopyMilliseconds);
    connect(&m_copyTimer, &QTimer::timeout, this, &SessionKeeper::copy);
    connect(&m_openTask, &Task::failed, this, [this](const QString& message) {
        // Of a recording that was shown instead, the right one is still missing.
        if (m_missing)
            Q_EMIT recordingMissing(message);
        else
            Q_EMIT openFailed(message);
    });
    connect(&m_saveTask, &Task::failed, this, [this](const QString& message) {
        m_afterSave = {};
        Q_EMIT saveFailed(message);
    });
    connect(&m_copyTask, &Task::failed, this, &SessionKeeper::noticed);
    connectDocument();
}

SessionKeeper::~SessionKeeper()
{
    m_copyTask.cancel();
}

void SessionKeeper::connectDocument()
{
    connect(&m_document, &Document::opened, this, &SessionKeeper::begin);
    connect(&m_document, &Document::windowChanged, this, [this] {
        if (!m_firstWindow)
            m_firstWindow = m_document.window()->start;
        noteChange();
    });
    connect(&m_document, &Document::spectrogramChanged, this, &SessionKeeper::restoreTime);
    connect(&m_document, &Document::stemsChanged, this, &SessionKeeper::restoreStems);
    connect(&m_document, &Document::analysisChanged, this, &SessionKeeper::restoreSelection);
    connect(&m_document, &Document::failed, this, &SessionKeeper::noteChange);
    connect(&m_listening, &Listening::controlsChanged, this, &SessionKeeper::noteChange);
    connect(&m_page.annotations(), &AnnotationEditor::changed, this, &SessionKeeper::noteChange);
    connect(&m_page.whatIf(), &WhatIf::keptChanged, this, &SessionKeeper::noteChange);
}

void SessionKeeper::begin()
{
    const bool isSame = m_document.path() == m_saved.recording;  // with other models, for example
    m_firstWindow.reset();
    m_wanted.reset();
    m_missing.reset();
    if (!isSame) {
        m_file.clear();
        m_hash.clear();
        m_isRecovered = false;
        m_restored.clear();
    }
    SessionWork fresh{m_document.path(), m_document.stemFolder(), {}, {}, {}, {}};
    if (isSame) {
        fresh.annotations = std::move(m_saved.annotations);
        fresh.states = std::move(m_saved.states);
    }
    m_saved = std::move(fresh);
    noteChange();
}

SessionWork SessionKeeper::work() const
{
    return workOf(m_document, m_listening, m_page, m_firstWindow);
}

bool SessionKeeper::hasChanges() const
{
    return m_document.isOpen() && (m_isRecovered || work() != m_saved);
}

Session SessionKeeper::session() const
{
    return sessionOf(m_document, m_listening, m_page, m_hash);
}

void SessionKeeper::save()
{
    if (m_file.empty())
        saveAs();
    else
        saveTo(m_file);
}

void SessionKeeper::saveAs()
{
    if (!m_document.isOpen())
        return;
    auto* const dialog = new QFileDialog(m_window, tr("Save the session"));
    dialog->setObjectName(QStringLiteral("saveSession"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Sessions of Whence (*%1)").arg(QLatin1String(sessionExtension)));
    dialog->setDefaultSuffix(QLatin1String(sessionExtension + 1));
    const fs::path place =
        m_file.empty() ? fs::path(m_document.path()).replace_extension(sessionExtension) : m_file;
    dialog->setDirectory(toFile(place.parent_path()));
    dialog->selectFile(toFile(place.filename()));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { saveTo(toPath(file)); });
    connect(dialog, &QFileDialog::rejected, this, [this] { m_afterSave = {}; });
    dialog->open();
}

void SessionKeeper::saveTo(const fs::path& file)
{
    if (!m_document.isOpen())
        return;
    m_saveTask.start(
        [session = session(), file](const Progress&) {
            saveSession(file, session);
            return file;
        },
        [this, work = work(), recording = m_document.path()](const fs::path& written) {
            if (m_document.path() != recording)
                return;  // another one has been opened meanwhile
            m_file = written;
            m_saved = work;
            m_isRecovered = false;
            Q_EMIT changed();
            Q_EMIT saved(toFile(written));
            if (const auto next = std::exchange(m_afterSave, {}))
                next();
        });
}

void SessionKeeper::afterSaving(std::function<void()> next)
{
    if (!hasChanges())
        return next();
    auto* const question = new QMessageBox(
        QMessageBox::Question, tr("Unsaved changes"),
        tr("Save what you have changed about “%1”?").arg(toFile(m_document.path().filename())),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    question->setObjectName(QStringLiteral("unsavedChanges"));
    question->setInformativeText(
        tr("The place of the window, the faders, the folder of stems, labels and kept what-ifs are "
           "lost otherwise."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::finished, this, [this, next](int answer) {
        if (answer == QMessageBox::Discard)
            return next();
        if (answer != QMessageBox::Save)
            return;
        m_afterSave = next;
        save();
    });
    question->open();
}

void SessionKeeper::open(const fs::path& file)
{
    m_missing.reset();
    m_openTask.start(
        [file](const Progress& progress) {
            Found found{readSession(file), file, {}};
            found.recording = findRecording(found.session, file, progress);
            return found;
        },
        [this](const Found& found) { adopt(found); });
}

void SessionKeeper::openWith(const fs::path& recording)
{
    if (!m_missing)
        return;
    m_openTask.start(
        [session = *m_missing, file = m_missingFile, recording](const Progress&) {
            if (!session.recordingHash.empty() && contentHash(recording) != session.recordingHash)
                throw Error(recording.string() +
                            " is not the recording of this session: its content differs.");
            return Found{session, file, recording};
        },
        [this](const Found& found) { adopt(found); });
}

void SessionKeeper::adopt(const Found& found)
{
    if (!found.recording) {
        m_missing = found.session;
        m_missingFile = found.file;
        Q_EMIT recordingMissing(
            tr("“%1”, the recording of this session, is neither where it was nor beside the "
               "session.")
                .arg(toFile(found.session.recording.filename())));
        return;
    }
    m_document.open(*found.recording, [this, found] { restore(found); });
}

/// Puts back what a session says of the recording that has just been opened.
void SessionKeeper::restore(const Found& found)
{
    const Session& session = found.session;
    restoreInstruments(session);
    m_document.setKnown(session.analysis);
    m_page.annotations().setAnnotations(session.annotations);
    m_page.whatIf().setKept(session.states);
    std::error_code failure;
    if (!session.stemFolder.empty() && session.stemFolder != session.recording) {
        if (fs::is_directory(session.stemFolder, failure))
            m_document.setStemFolder(session.stemFolder);
        else
            Q_EMIT noticed(tr("The folder of stems %1 is not there any more.")
                               .arg(toFile(session.stemFolder)));
    }
    if (session.window)
        m_document.moveWindow(*session.window);
    const bool isCopy = m_autosave && found.file.parent_path() == m_autosave->folder();
    m_file = isCopy ? session.file : found.file;
    m_isRecovered = isCopy;
    m_hash = session.recordingHash;
    m_wanted = session.view;
    m_saved = work();
    Q_EMIT changed();
    Q_EMIT opened();
    if (!isCopy)
        return;
    m_restored = found.file;
    copy();
}

void SessionKeeper::restoreInstruments(const Session& session)
{
    Instruments instruments = m_document.instruments();
    const auto restore = [&](fs::path& place, const fs::path& wanted, ModelKind kind) {
        std::error_code failure;
        if (wanted.empty() || wanted == place)
            return;
        try {
            place = fs::exists(wanted, failure) ? wanted : modelFile(wanted.stem().string(), kind);
        } catch (const Error&) {
            Q_EMIT noticed(tr("The session was made with “%1”, which is not here; “%2” is used.")
                               .arg(toFile(wanted.stem()), toFile(place.stem())));
        }
    };
    const fs::path model = instruments.model;
    const fs::path separator = instruments.separator;
    restore(instruments.model, session.model, ModelKind::Emotion);
    restore(instruments.separator, session.separator, ModelKind::Separator);
    const bool isSame = instruments.model == model && instruments.separator == separator &&
                        instruments.separation.instrumental == session.instrumental;
    if (isSame)
        return;
    instruments.separation.instrumental = session.instrumental;
    m_document.setInstruments(instruments);
}

void SessionKeeper::restoreTime()
{
    if (!m_wanted)
        return;
    if (const auto visible = toTimeSpan(m_wanted->visible))
        m_page.setVisibleSpan(clampSpan(*visible, m_document.duration()));
    if (const auto selection = toTimeSpan(m_wanted->selection))
        m_page.select(clampSpan(*selection, m_document.duration()));
    m_listening.seek(m_wanted->position);
    m_listening.setSpeed(m_wanted->speed);
    m_listening.setLooping(m_wanted->isLooping);
}

void SessionKeeper::restoreStems()
{
    if (!m_wanted || m_document.stems().stems.empty())
        return;
    const std::vector<StemSound>& stems = m_document.stems().stems;
    std::vector<StemControl> controls(stems.size());
    for (std::size_t i = 0; i < stems.size(); ++i)
        if (const auto setting = m_wanted->stems.find(stems[i].name.toStdString());
            setting != m_wanted->stems.end())
            controls[i] = {std::clamp(setting->second.gain, kLowestGain, kHighestGain),
                           setting->second.isMuted, setting->second.isSolo};
    m_listening.setControls(controls);
    m_saved.stems = work().stems;
    Q_EMIT changed();
}

void SessionKeeper::restoreSelection()
{
    m_copyTimer.start();
    if (!m_wanted || m_document.analysis()->effects.empty())
        return;
    const ModelInfo& model = m_document.analysis()->model;
    const int emotion = indexOfName(model.emotions, m_wanted->emotion);
    const int feature = indexOfName(model.features, m_wanted->feature);
    if (emotion >= 0)
        m_page.selectEmotion(emotion);
    if (feature >= 0)
        m_page.selectFeature(feature);
    if (m_document.hasSources() && !m_document.stems().stems.empty())
        m_wanted.reset();
}

void SessionKeeper::noteChange()
{
    m_copyTimer.start();
    Q_EMIT changed();
}

void SessionKeeper::keepCopiesIn(const fs::path& folder)
{
    m_autosave = std::make_unique<Autosave>(folder);
    m_copyTimer.start();
}

std::vector<fs::path> SessionKeeper::leftBehind() const
{
    return m_autosave ? m_autosave->abandoned() : std::vector<fs::path>();
}

void SessionKeeper::copy()
{
    if (!m_autosave)
        return;
    if (m_copyTask.isRunning())
        return m_copyTimer.start();
    if (!m_document.isOpen())
        return m_autosave->clear();
    try {
        Session copied = session();
        copied.file = m_file;
        m_copyTask.start(
            [copied = std::move(copied), file = m_autosave->claim()](const Progress& progress) {
                saveSession(file, copied);
                try {
                    progress.report(1.0);
                } catch (const Cancelled&) {  // the window has closed: no copy is wanted any more
                    std::error_code failure;
                    fs::remove(file, failure);
                    throw;
                }
                return file;
            },
            [this, restored = m_restored](const fs::path&) {
                // There is a newer copy now.
                std::error_code failure;
                if (!restored.empty())
                    fs::remove(restored, failure);
                if (m_restored == restored)
                    m_restored.clear();
            });
    } catch (const Error& error) {
        m_autosave.reset();
        Q_EMIT noticed(QString::fromUtf8(error.what()));
    }
}

}  // namespace whence
