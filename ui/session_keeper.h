#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/report/session.h"
#include "ui/autosave.h"
#include "ui/session_work.h"
#include "ui/task.h"

class QWidget;

namespace whence {

class Document;
class Listening;
class TrackPage;

/// Saves what the window works on as a session and opens it again; keeps an automatic copy
/// meanwhile. Changes are what the user made and can't be computed anew: where the window is, the
/// faders, the folder of stems, labels and the what-ifs that are kept.
class SessionKeeper : public QObject {
    Q_OBJECT

public:
    SessionKeeper(Document& document, Listening& listening, TrackPage& page, QWidget* window);
    ~SessionKeeper() override;

    /// Opens a session, in the background.
    void open(const std::filesystem::path& file);
    /// Opens the session whose recording was missing, with this one.
    void openWith(const std::filesystem::path& recording);
    /// Saves the session where it is from; asks for a place if it has none.
    void save();
    void saveAs();
    void saveTo(const std::filesystem::path& file);

    /// Goes on at once if nothing is unsaved; else asks first, and not at all if the user so wants.
    void afterSaving(std::function<void()> next);

    /// Keeps automatic copies there from now on.
    void keepCopiesIn(const std::filesystem::path& folder);
    /// What a program that did not come to its end left there, the latest first.
    std::vector<std::filesystem::path> leftBehind() const;

    /// Of the session; empty: not saved yet.
    const std::filesystem::path& file() const { return m_file; }
    bool hasChanges() const;

Q_SIGNALS:
    /// The file is another one, or changes came or went.
    void changed();
    void opened();
    void saved(const QString& file);
    /// A sentence that the user should know.
    void noticed(const QString& message);
    void openFailed(const QString& message);
    /// It could not be saved; there may be a better place.
    void saveFailed(const QString& message);
    /// The recording of the session is not where it was: openWith() goes on.
    void recordingMissing(const QString& message);

private:
    struct Found;

    void connectDocument();
    void begin();
    void adopt(const Found& found);
    void restore(const Found& found);
    void restoreInstruments(const Session& session);
    void restoreTime();
    void restoreStems();
    void restoreSelection();
    void noteChange();
    void copy();
    SessionWork work() const;
    Session session() const;

    Document& m_document;
    Listening& m_listening;
    TrackPage& m_page;
    QWidget* m_window = nullptr;
    std::filesystem::path m_file;
    SessionWork m_saved;
    std::optional<double> m_firstWindow;  // s
    bool m_isRecovered = false;
    std::filesystem::path m_restored;     // the copy it comes from, until there is another
    std::string m_hash;                   // of the recording of an opened session
    std::optional<SessionView> m_wanted;  // to be shown as it becomes known
    std::optional<Session> m_missing;     // its recording is asked for
    std::filesystem::path m_missingFile;
    std::function<void()> m_afterSave;
    Task m_openTask;
    Task m_saveTask;
    std::unique_ptr<Autosave> m_autosave;  // none: no copies
    QTimer m_copyTimer;
    Task m_copyTask;
};

}  // namespace whence
