#pragma once

#include <QMainWindow>
#include <filesystem>
#include <memory>

#include "ui/commands.h"
#include "ui/document.h"
#include "ui/exports.h"
#include "ui/listening.h"

class QLabel;
class QMenu;
class QStackedWidget;

namespace whence {

class JobsBar;
class MessageBar;
class SessionKeeper;
class TrackPage;
class TransportBar;
class WelcomePage;

/// The window: pages, menus, messages and the line of transport and jobs at its foot. What is open
/// is in the Document, what is heard in Listening; the pages show them.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `example` is what "Open the example" opens.
    explicit MainWindow(const std::filesystem::path& example, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Loads the models in the background.
    void setInstruments(const Instruments& instruments);
    /// Opens an audio file, a folder of stems or a session.
    void open(const std::filesystem::path& path);
    void openExample();
    void chooseFile();
    void chooseFolder();

    Document& document() { return m_document; }
    Listening& listening() { return m_listening; }
    Exports& exports() { return m_exports; }
    TrackPage& trackPage() { return *m_trackPage; }
    MessageBar& messages() { return *m_messages; }
    SessionKeeper& sessions() { return *m_sessions; }
    JobsBar& jobs() { return *m_jobs; }
    QStackedWidget& pages() { return *m_pages; }

    /// The files that were opened last, in a menu.
    void fillRecentMenu(QMenu* menu);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makePages();
    void makeFoot();
    void connectDocument();
    void connectListening();
    void connectExports();
    void showFailure(Document::Stage stage, const QString& message);
    void cancelJob(const QString& id);
    bool has(Needs needs) const;
    void updateActions();

    std::filesystem::path m_example;
    Document m_document;
    Listening m_listening;
    Exports m_exports{m_document};
    std::unique_ptr<SessionKeeper> m_sessions;
    bool m_mayClose = false;  // the user was asked
    QStackedWidget* m_pages = nullptr;
    WelcomePage* m_welcome = nullptr;
    TrackPage* m_trackPage = nullptr;
    MessageBar* m_messages = nullptr;
    TransportBar* m_transport = nullptr;
    JobsBar* m_jobs = nullptr;
    QLabel* m_notice = nullptr;
};

}  // namespace whence
