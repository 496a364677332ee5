#include "ui/annotation_menu.h"

#include <QAction>
#include <QMenu>

#include "ui/annotation_editor.h"
#include "ui/commands.h"
#include "ui/file_dialogs.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"

namespace whence {

void addAnnotationCommands(QMenu* edit, QMenu* view, MainWindow& window)
{
    TrackPage& page = window.trackPage();
    AnnotationEditor& editor = page.annotations();
    edit->addSeparator();
    QMenu* const labels = edit->addMenu(MainWindow::tr("&Labels"));
    labels->setObjectName(QStringLiteral("labelsMenu"));
    addCommand(labels, {QStringLiteral("addLabel"), MainWindow::tr("&Add a label"),
                        Qt::CTRL | Qt::Key_B, [&page] { page.addLabel(); }, Needs::Track});
    addCommand(labels, {QStringLiteral("renameLabel"),
                        MainWindow::tr("Re&name the selected label"),
                        {},
                        [&editor] { editor.renameSelected(); },
                        Needs::Track});
    addCommand(labels, {QStringLiteral("removeLabel"),
                        MainWindow::tr("&Delete the selected label"),
                        {},
                        [&editor] { editor.removeSelected(); },
                        Needs::Track});
    labels->addSeparator();
    addCommand(labels, {QStringLiteral("readLabels"),
                        MainWindow::tr("&Open labels…"),
                        {},
                        [&window, &editor] {
                            askForFile(&window,
                                       MainWindow::tr("Open labels of Audacity or a table"),
                                       [&editor](const auto& file) { editor.read(file); });
                        },
                        Needs::Track});
    addCommand(labels, {QStringLiteral("writeLabels"),
                        MainWindow::tr("&Save the labels…"),
                        {},
                        [&window, &editor] {
                            askWhereToSave(&window, MainWindow::tr("Save the labels"),
                                           QStringLiteral("labels"),
                                           {MainWindow::tr("Labels of Audacity (*.txt)"),
                                            MainWindow::tr("Table (*.csv)")},
                                           [&editor](const auto& file) { editor.write(file); });
                        },
                        Needs::Track});

    QAction* const show =
        addCommand(view, {QStringLiteral("showLabels"), MainWindow::tr("&Labels"), {}, [&editor] {
                              editor.setShown(!editor.isShown());
                          }});
    show->setCheckable(true);
    QObject::connect(&editor, &AnnotationEditor::shownChanged, show, &QAction::setChecked);
    QObject::connect(&editor, &AnnotationEditor::written, &window.messages(),
                     &MessageBar::showNotice);
    QObject::connect(&editor, &AnnotationEditor::failed, &window.messages(),
                     qOverload<const QString&>(&MessageBar::showError));
}

}  // namespace whence
