#include "ui/corpus_window.h"

#include <QAction>
#include <QActionGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/commands.h"
#include "ui/corpus_page.h"
#include "ui/file_dialogs.h"
#include "ui/jobs_bar.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"

namespace whence {

namespace {

const QString kJob = QStringLiteral("corpus");

void analyze(MainWindow& window, CorpusPage& page, const std::filesystem::path& folder)
{
    const Document& document = window.document();
    if (!document.model())
        return window.messages().showError(
            MainWindow::tr("The models are still being loaded; choose the folder again in a "
                           "moment."));
    page.analyzeFolder(folder, {document.model(), document.separator(), document.instruments()});
}

void chooseFolder(MainWindow& window, CorpusPage& page)
{
    askForFolder(&window, MainWindow::tr("A folder of recordings"),
                 [&window, &page](const auto& folder) { analyze(window, page, folder); })
        ->setObjectName(QStringLiteral("corpusFolder"));
}

void chooseExport(MainWindow& window, CorpusPage& page)
{
    askWhereToSave(
        &window, MainWindow::tr("Save the table"), QStringLiteral("corpus"),
        {MainWindow::tr("Comma-separated values (*.csv)")},
        [&window, &page](const std::filesystem::path& file) {
            window.messages().attempt([&] {
                page.exportCsv(file);
                window.messages().showNotice(MainWindow::tr("Saved in %1.").arg(toFile(file)));
            });
        })
        ->setObjectName(QStringLiteral("corpusExport"));
}

void connectPage(MainWindow& window, CorpusPage& page)
{
    QObject::connect(&page, &CorpusPage::folderWanted, &window,
                     [&window, &page] { chooseFolder(window, page); });
    QObject::connect(&page, &CorpusPage::exportWanted, &window,
                     [&window, &page] { chooseExport(window, page); });
    QObject::connect(&page, &CorpusPage::recordingOpened, &window,
                     [&window](const QString& file) { window.open(toPath(file)); });
    CorpusWork& work = page.work();
    QObject::connect(
        &work, &CorpusWork::progressed, &window,
        [&window](double done, const QString& stage) { window.jobs().setJob(kJob, stage, done); });
    QObject::connect(&work, &CorpusWork::rested, &window,
                     [&window] { window.jobs().endJob(kJob); });
    QObject::connect(&work, &CorpusWork::failed, &window,
                     [&window](const QString& message) { window.messages().showError(message); });
    QObject::connect(&window.jobs(), &JobsBar::cancelRequested, &work, [&work](const QString& id) {
        if (id == kJob)
            work.cancel();
    });
}

QAction* addPageAction(MainWindow& window, QMenu* menu, const char* name, const QString& text,
                       const QKeySequence& keys, const std::function<void()>& show)
{
    QAction* const action = addCommand(menu, {QLatin1String(name), text, keys, show});
    action->setCheckable(true);
    auto* const button = new QToolButton(window.menuBar()->cornerWidget());
    button->setObjectName(QLatin1String(name) + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    window.menuBar()->cornerWidget()->layout()->addWidget(button);
    return action;
}

}  // namespace

void addCorpusPage(MainWindow& window)
{
    auto* const page = new CorpusPage(&window.pages());
    QWidget* const welcome = window.pages().widget(0);
    window.pages().addWidget(page);
    connectPage(window, *page);
    auto* const corner = new QWidget(&window);
    auto* const box = new QHBoxLayout(corner);
    box->setContentsMargins(0, 0, 4, 0);
    window.menuBar()->setCornerWidget(corner);
    auto* const menu = window.findChild<QMenu*>(QStringLiteral("viewMenu"));
    menu->addSeparator();
    const auto showTrack = [&window, welcome] {
        window.pages().setCurrentWidget(window.document().isOpen() ? &window.trackPage() : welcome);
    };
    QAction* const track = addPageAction(window, menu, "trackPage", MainWindow::tr("&Track"),
                                         Qt::CTRL | Qt::Key_T, showTrack);
    QAction* const corpus = addPageAction(
        window, menu, "corpusPage", MainWindow::tr("&Corpus"), Qt::CTRL | Qt::SHIFT | Qt::Key_T,
        [&window, page] { window.pages().setCurrentWidget(page); });
    auto* const group = new QActionGroup(&window);
    group->addAction(track);
    group->addAction(corpus);
    track->setChecked(true);
    QObject::connect(&window.pages(), &QStackedWidget::currentChanged, &window, [=, &window] {
        (window.pages().currentWidget() == page ? corpus : track)->setChecked(true);
    });
}

}  // namespace whence
