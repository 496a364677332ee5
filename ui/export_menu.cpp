#include "ui/export_menu.h"

#include <QAction>
#include <QMenu>

#include "ui/commands.h"
#include "ui/exports.h"
#include "ui/figure_choice.h"
#include "ui/file_dialogs.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/report_dialog.h"
#include "ui/track_page.h"

namespace whence {

namespace {

/// The object name of the view that shows a figure.
QString viewOf(FigureKind kind)
{
    switch (kind) {
        case FigureKind::Plane:
            return QStringLiteral("plane");
        case FigureKind::Effects:
            return QStringLiteral("effects");
        case FigureKind::Sources:
            return QStringLiteral("sources");
        case FigureKind::Matrix:
            return QStringLiteral("matrix");
        case FigureKind::Spectrogram:
            break;
    }
    return QStringLiteral("spectrogram");
}

Figure currentFigure(MainWindow& window, FigureKind kind)
{
    return makeFigure(kind, *window.document().analysis(), *window.document().spectrogram(),
                      window.trackPage().feature());
}

void askToSaveFigure(MainWindow& window, FigureKind kind)
{
    const QStringList filters = {MainWindow::tr("Picture (*.png)"),
                                 MainWindow::tr("Drawing (*.svg)"),
                                 MainWindow::tr("Numbers (*.csv)")};
    askWhereToSave(
        &window, MainWindow::tr("Save the figure"), viewOf(kind), filters,
        [&window, kind](const std::filesystem::path& file) {
            window.messages().attempt([&] {
                saveFigure(file, kind, currentFigure(window, kind), *window.document().analysis());
                window.messages().showNotice(MainWindow::tr("Written to %1.").arg(toFile(file)));
            });
        });
}

void addFigureMenu(QMenu* figures, MainWindow& window, FigureKind kind)
{
    QMenu* const menu = figures->addMenu(figureTitle(kind));
    const QString name = viewOf(kind);
    QAction* const copy = addCommand(
        menu, {QStringLiteral("copy-") + name,
               MainWindow::tr("&Copy the figure"),
               {},
               [&window, kind] {
                   copyFigure(currentFigure(window, kind));
                   window.messages().showNotice(MainWindow::tr("The figure has been copied."));
               },
               Needs::Sources});
    QAction* const save = addCommand(menu, {QStringLiteral("save-") + name,
                                            MainWindow::tr("&Save the figure…"),
                                            {},
                                            [&window, kind] { askToSaveFigure(window, kind); },
                                            Needs::Sources});
    if (auto* const view = window.findChild<QWidget*>(name)) {
        view->addActions({copy, save});
        view->setContextMenuPolicy(Qt::ActionsContextMenu);
    }
}

void showReport(MainWindow& window)
{
    auto* const dialog = new ReportDialog(window.document(), window.trackPage().whatIf(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    for (const char* const action : {"undoAction", "redoAction"})
        dialog->addAction(window.findChild<QAction*>(QLatin1String(action)));
    QObject::connect(dialog, &ReportDialog::removeClicked, &window.trackPage(),
                     &TrackPage::forgetWhatIf);
    QObject::connect(dialog, &ReportDialog::saveClicked, &window,
                     [&window, dialog](const ReportContents& contents) {
                         const QString name =
                             toFile(window.document().path().stem()) + QStringLiteral(".pdf");
                         askWhereToSave(dialog, MainWindow::tr("Save the report"), name,
                                        {MainWindow::tr("PDF (*.pdf)")},
                                        [&window, contents](const std::filesystem::path& file) {
                                            window.exports().writeReport(file, contents);
                                        });
                     });
    dialog->show();
}

}  // namespace

void addExportCommands(QMenu* menu, MainWindow& window)
{
    Exports& exports = window.exports();
    addCommand(menu, {QStringLiteral("report"), MainWindow::tr("&Report…"),
                      Qt::CTRL | Qt::SHIFT | Qt::Key_E, [&window] { showReport(window); },
                      Needs::Sources});
    QMenu* const data = menu->addMenu(MainWindow::tr("E&xport"));
    addCommand(data, {QStringLiteral("exportJson"),
                      MainWindow::tr("&Analysis as JSON…"),
                      {},
                      [&window, &exports] {
                          askWhereToSave(&window, MainWindow::tr("Save the analysis"),
                                         QStringLiteral("analysis.json"),
                                         {MainWindow::tr("JSON (*.json)")},
                                         [&exports](const auto& file) { exports.writeJson(file); });
                      },
                      Needs::Sources});
    const auto addFolderExport = [&](const char* name, const QString& text, Needs needs,
                                     void (Exports::*write)(const std::filesystem::path&)) {
        addCommand(data, {QLatin1String(name),
                          text,
                          {},
                          [&window, &exports, write, text] {
                              askForFolder(&window, MainWindow::tr("A folder for the files"),
                                           [&exports, write](const auto& folder) {
                                               (exports.*write)(folder);
                                           });
                          },
                          needs});
    };
    addFolderExport("exportTables", MainWindow::tr("&Tables as CSV…"), Needs::Sources,
                    &Exports::writeTables);
    addFolderExport("exportFigures", MainWindow::tr("All &figures…"), Needs::Sources,
                    &Exports::writeFigures);
    addFolderExport("exportStems", MainWindow::tr("&Stems…"), Needs::Stems, &Exports::writeStems);
    QMenu* const figures = menu->addMenu(MainWindow::tr("&Figure"));
    for (const FigureKind kind : figureKinds())
        addFigureMenu(figures, window, kind);
}

}  // namespace whence
