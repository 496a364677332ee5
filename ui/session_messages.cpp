#include "ui/session_messages.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>

#include "ui/file_dialogs.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/recent_files.h"
#include "ui/session_keeper.h"

namespace whence {

namespace {

void showTitle(MainWindow& window)
{
    const SessionKeeper& sessions = window.sessions();
    const std::filesystem::path file =
        sessions.file().empty() ? window.document().path() : sessions.file();
    window.setWindowTitle(file.empty()
                              ? MainWindow::tr("Whence")
                              : MainWindow::tr("%1[*] – Whence").arg(toFile(file.filename())));
    window.setWindowModified(sessions.hasChanges());
}

void findRecording(MainWindow& window)
{
    auto* const dialog = new QFileDialog(&window, MainWindow::tr("Where is the recording?"));
    dialog->setObjectName(QStringLiteral("findRecording"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString& file) { window.sessions().openWith(toPath(file)); });
    dialog->open();
}

}  // namespace

void connectSessions(MainWindow& window)
{
    SessionKeeper& sessions = window.sessions();
    QObject::connect(&sessions, &SessionKeeper::changed, &window, [&window] { showTitle(window); });
    QObject::connect(&sessions, &SessionKeeper::saved, &window, [&window](const QString& file) {
        rememberFile(file);
        window.messages().showNotice(MainWindow::tr("Saved in %1.").arg(file));
    });
    QObject::connect(&sessions, &SessionKeeper::noticed, &window,
                     [&window](const QString& message) { window.messages().showNotice(message); });
    QObject::connect(&sessions, &SessionKeeper::openFailed, &window,
                     [&window](const QString& message) {
                         window.messages().showError(message, MainWindow::tr("Open another…"),
                                                     [&window] { window.chooseFile(); });
                     });
    QObject::connect(&sessions, &SessionKeeper::saveFailed, &window,
                     [&window](const QString& message) {
                         window.messages().showError(message, MainWindow::tr("Save elsewhere…"),
                                                     [&window] { window.sessions().saveAs(); });
                     });
    QObject::connect(&sessions, &SessionKeeper::recordingMissing, &window,
                     [&window](const QString& message) {
                         window.messages().showError(message, MainWindow::tr("Find it…"),
                                                     [&window] { findRecording(window); });
                     });
}

void keepSessionsIn(MainWindow& window, const std::filesystem::path& folder)
{
    window.sessions().keepCopiesIn(folder);
    const std::vector<std::filesystem::path> left = window.sessions().leftBehind();
    if (left.empty())
        return;
    const QDateTime written = QFileInfo(toFile(left.front())).lastModified();
    window.messages().showError(
        MainWindow::tr("Whence did not come to its end the last time. What you worked on can be "
                       "restored as it was on %1.")
            .arg(QLocale().toString(written, QLocale::ShortFormat)),
        MainWindow::tr("Restore"), [&window, file = left.front()] { window.open(file); });
}

}  // namespace whence
