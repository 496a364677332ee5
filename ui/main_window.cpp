#include "ui/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include "core/model/model_info.h"
#include "ui/commands.h"
#include "ui/core_text.h"
#include "ui/file_dialogs.h"
#include "ui/jobs_bar.h"
#include "ui/menus.h"
#include "ui/message_bar.h"
#include "ui/panel_parts.h"
#include "ui/recent_files.h"
#include "ui/session_keeper.h"
#include "ui/session_messages.h"
#include "ui/track_page.h"
#include "ui/transport_bar.h"
#include "ui/welcome_page.h"

namespace whence {

namespace {

constexpr QSize kFirstSize(1280, 800);
constexpr int kNoticeMargin = 8;  // pixels to the right of it

const QString kExportJob = QStringLiteral("export");

QString jobOf(Document::Stage stage)
{
    return QStringLiteral("stage%1").arg(int(stage));
}

QString cancelledText(Document::Stage stage)
{
    switch (stage) {
        case Document::Stage::Sound:
            return MainWindow::tr("Reading the sound was cancelled.");
        case Document::Stage::Models:
            return MainWindow::tr("Loading the models was cancelled, so nothing can be explained.");
        case Document::Stage::Spectrogram:
            return MainWindow::tr("Reading the recording was cancelled.");
        case Document::Stage::Timeline:
        case Document::Stage::Effects:
            return MainWindow::tr("The prediction was cancelled.");
        case Document::Stage::Stems:
            return MainWindow::tr(
                "The separation was cancelled, so there are no stems to listen to "
                "and no sources to name.");
        case Document::Stage::Stability:
            return MainWindow::tr(
                "Moving the window was cancelled: the intervals of the weights are from few "
                "placements "
                "only.");
        case Document::Stage::Opening:
            return MainWindow::tr("Opening the recording was cancelled.");
        case Document::Stage::OwnStems:
            return MainWindow::tr("Reading the stems was cancelled.");
        case Document::Stage::Sources:
            break;
    }
    return MainWindow::tr("The explanation by sources was cancelled.");
}

}  // namespace

MainWindow::MainWindow(const std::filesystem::path& example, QWidget* parent)
    : QMainWindow(parent), m_example(example)
{
    setWindowTitle(tr("Whence"));
    setAcceptDrops(true);
    resize(kFirstSize);
    makePages();
    makeFoot();
    m_sessions = std::make_unique<SessionKeeper>(m_document, m_listening, *m_trackPage, this);
    connectSessions(*this);
    makeMenus(*this);
    connectDocument();
    connectListening();
    connectExports();
    updateActions();
}

MainWindow::~MainWindow()
{
    m_document.disconnect();
    m_listening.disconnect();
}

void MainWindow::makePages()
{
    auto* const center = new QWidget(this);
    m_messages = new MessageBar(center);
    m_pages = new QStackedWidget(center);
    m_welcome = new WelcomePage(m_pages);
    m_trackPage = new TrackPage(m_document, m_listening, m_pages);
    m_trackPage->setObjectName(QStringLiteral("trackPage"));
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_trackPage);
    m_welcome->setRecentFiles(recentFiles());
    auto* const box = new QVBoxLayout(center);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    box->addWidget(m_messages);
    box->addWidget(m_pages, 1);
    setCentralWidget(center);
    connect(m_welcome, &WelcomePage::openClicked, this, &MainWindow::chooseFile);
    connect(m_welcome, &WelcomePage::exampleClicked, this, &MainWindow::openExample);
    connect(m_welcome, &WelcomePage::fileClicked, this,
            [this](const QString& file) { open(toPath(file)); });
}

void MainWindow::makeFoot()
{
    m_transport = new TransportBar(this);
    m_jobs = new JobsBar(this);
    m_notice = new QLabel(this);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setContentsMargins(0, 0, kNoticeMargin, 0);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_transport);
    statusBar()->addPermanentWidget(m_jobs);
    statusBar()->addPermanentWidget(m_notice);
    connect(m_jobs, &JobsBar::cancelRequested, this, &MainWindow::cancelJob);
}

void MainWindow::connectDocument()
{
    connect(&m_document, &Document::opened, this, [this] {
        m_messages->hide();
        m_pages->setCurrentWidget(m_trackPage);
        updateActions();
    });
    connect(&m_document, &Document::soundGrew, this,
            [this] { m_transport->setTime(m_listening.position(), m_document.duration()); });
    connect(&m_document, &Document::spectrogramChanged, this, [this] {
        if (m_document.path() == m_example)
            return;
        rememberFile(toFile(m_document.path()));
        m_welcome->setRecentFiles(recentFiles());
    });
    connect(&m_document, &Document::modelsLoaded, this, [this] {
        const ModelInfo& model = m_document.model()->info();
        m_notice->setText(localized(model.name));
        m_notice->setToolTip(localized(model.notice.empty() ? model.description : model.notice));
    });
    connect(&m_document, &Document::progressed, this,
            [this](Document::Stage stage, double done, const QString& what) {
                if (m_document.isRunning(stage))
                    m_jobs->setJob(jobOf(stage), what, done);
            });
    connect(&m_document, &Document::ended, this, [this](Document::Stage stage) {
        if (!m_document.isRunning(stage))
            m_jobs->endJob(jobOf(stage));
    });
    connect(&m_document, &Document::analysisChanged, this, [this] {
        updateActions();
        const std::vector<std::string>& warnings = m_document.analysis()->track.warnings;
        if (!warnings.empty() && !m_document.hasSources())
            m_messages->showNotice(toText(warnings.front()));
    });
    connect(&m_document, &Document::stemsChanged, this, [this] {
        updateActions();
        if (!m_document.stems().warning.empty())
            m_messages->showNotice(toText(m_document.stems().warning));
    });
    connect(&m_document, &Document::failed, this, &MainWindow::showFailure);
}

void MainWindow::connectListening()
{
    connect(m_transport, &TransportBar::playClicked, m_trackPage, &TrackPage::togglePlaying);
    connect(m_transport, &TransportBar::loopClicked, &m_listening, &Listening::setLooping);
    connect(m_transport, &TransportBar::speedChosen, &m_listening, &Listening::setSpeed);
    connect(&m_listening, &Listening::positionChanged, this,
            [this](double seconds) { m_transport->setTime(seconds, m_document.duration()); });
    connect(&m_listening, &Listening::transportChanged, this, [this] {
        m_transport->setPlaying(m_listening.isPlaying());
        m_transport->setLooping(m_listening.isLooping());
        m_transport->setSpeed(m_listening.speed());
        updateActions();
    });
    const auto showError = qOverload<const QString&>(&MessageBar::showError);
    connect(&m_listening, &Listening::failed, this, [this](const QString& message) {
        m_messages->showError(message, tr("Try again"), [this] { m_listening.setPlaying(true); });
    });
    connect(m_trackPage, &TrackPage::failed, m_messages, showError);
    connect(m_trackPage, &TrackPage::noticed, m_messages, &MessageBar::showNotice);
}

void MainWindow::connectExports()
{
    connect(&m_exports, &Exports::progressed, this,
            [this](double done, const QString& what) { m_jobs->setJob(kExportJob, what, done); });
    connect(&m_exports, &Exports::ended, this, [this] { m_jobs->endJob(kExportJob); });
    connect(&m_exports, &Exports::written, m_messages, &MessageBar::showNotice);
    connect(&m_exports, &Exports::failed, m_messages,
            qOverload<const QString&>(&MessageBar::showError));
}

void MainWindow::setInstruments(const Instruments& instruments)
{
    m_document.setInstruments(instruments);
}

void MainWindow::open(const std::filesystem::path& path)
{
    m_sessions->afterSaving([this, path] {
        if (path.extension() == sessionExtension)
            m_sessions->open(path);
        else
            m_document.open(path);
    });
}

void MainWindow::openExample()
{
    open(m_example);
}

void MainWindow::chooseFile()
{
    askForFile(this, tr("Open a recording"), [this](const auto& file) { open(file); });
}

void MainWindow::chooseFolder()
{
    askForFolder(this, tr("Open a folder of stems"), [this](const auto& folder) { open(folder); });
}

void MainWindow::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    for (const QString& file : recentFiles())
        connect(menu->addAction(QFileInfo(file).fileName()), &QAction::triggered, this,
                [this, file] { open(toPath(file)); });
    menu->addSeparator();
    connect(menu->addAction(tr("Forget these")), &QAction::triggered, this, [this] {
        forgetRecentFiles();
        m_welcome->setRecentFiles({});
    });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->setAccepted(m_mayClose || !m_sessions->hasChanges());
    if (!event->isAccepted())
        m_sessions->afterSaving([this] {
            m_mayClose = true;
            close();
        });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    open(toPath(event->mimeData()->urls().front().toLocalFile()));
}

void MainWindow::showFailure(Document::Stage stage, const QString& message)
{
    const bool isLost = stage == Document::Stage::Sound || stage == Document::Stage::Spectrogram;
    if (!isLost && stage != Document::Stage::Opening)
        return m_messages->showError(message, tr("Try again"),
                                     [this, stage] { m_document.resume(stage); });
    if (isLost) {
        m_document.close();
        Q_EMIT m_sessions->changed();
        m_pages->setCurrentWidget(m_welcome);
        updateActions();
    }
    m_messages->showError(message, tr("Open another recording…"), [this] { chooseFile(); });
}

void MainWindow::cancelJob(const QString& id)
{
    if (id == kExportJob)
        m_exports.cancel();
    for (int i = 0; i < Document::kStages; ++i) {
        const auto stage = Document::Stage(i);
        if (id != jobOf(stage))
            continue;
        m_document.cancel(stage);
        m_messages->showError(cancelledText(stage), tr("Do it after all"),
                              [this, stage] { m_document.resume(stage); });
    }
}

bool MainWindow::has(Needs needs) const
{
    switch (needs) {
        case Needs::Track:
            return m_document.isOpen();
        case Needs::Stems:
            return !m_document.stems().stems.empty();
        case Needs::Sources:
            break;
    }
    return m_document.hasSources();
}

void MainWindow::updateActions()
{
    for (QAction* const action : findChildren<QAction*>()) {
        const QVariant needs = action->property(kNeedsProperty);
        if (needs.isValid())
            action->setEnabled(has(Needs(needs.toInt())));
        if (action->objectName() == QStringLiteral("loopAction"))
            action->setChecked(m_listening.isLooping());
    }
}

}  // namespace whence
