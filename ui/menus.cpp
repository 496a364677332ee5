#include "ui/menus.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <utility>

#include "ui/annotation_menu.h"
#include "ui/appearance.h"
#include "ui/commands.h"
#include "ui/corpus_window.h"
#include "ui/dialogs.h"
#include "ui/export_menu.h"
#include "ui/main_window.h"
#include "ui/preferences.h"
#include "ui/session_keeper.h"
#include "ui/track_page.h"

namespace whence {

namespace {

constexpr double kZoomStep = 1.5;
constexpr double kShortStep = 1.0;  // s
constexpr double kLongStep = 5.0;   // s
constexpr int kFeatureKeys = 7;
constexpr int kStemKeys = 5;

void addFileMenu(MainWindow& window)
{
    QMenu* const menu = window.menuBar()->addMenu(MainWindow::tr("&File"));
    menu->setObjectName(QStringLiteral("fileMenu"));
    addCommand(menu, {QStringLiteral("open"), MainWindow::tr("&Open…"), QKeySequence::Open,
                      [&window] { window.chooseFile(); }});
    addCommand(menu, {QStringLiteral("openFolder"), MainWindow::tr("Open a &folder of stems…"),
                      Qt::CTRL | Qt::SHIFT | Qt::Key_O, [&window] { window.chooseFolder(); }});
    QMenu* const recent = menu->addMenu(MainWindow::tr("Open &recent"));
    QObject::connect(recent, &QMenu::aboutToShow, &window,
                     [&window, recent] { window.fillRecentMenu(recent); });
    addCommand(menu,
               {QStringLiteral("example"), MainWindow::tr("Open the &example"), {}, [&window] {
                    window.openExample();
                }});
    menu->addSeparator();
    addCommand(menu, {QStringLiteral("save"), MainWindow::tr("&Save the session"),
                      QKeySequence::Save, [&window] { window.sessions().save(); }, Needs::Track});
    addCommand(menu, {QStringLiteral("saveAs"), MainWindow::tr("Save the session &as…"),
                      Qt::CTRL | Qt::SHIFT | Qt::Key_S, [&window] { window.sessions().saveAs(); },
                      Needs::Track});
    menu->addSeparator();
    addExportCommands(menu, window);
    menu->addSeparator();
    addCommand(menu, {QStringLiteral("quit"), MainWindow::tr("&Quit"), QKeySequence::Quit,
                      [&window] { window.close(); }});
}

void addEditMenu(MainWindow& window)
{
    TrackPage& page = window.trackPage();
    QMenu* const menu = window.menuBar()->addMenu(MainWindow::tr("&Edit"));
    menu->setObjectName(QStringLiteral("editMenu"));
    QAction* const undo = page.history().createUndoAction(menu, MainWindow::tr("&Undo"));
    undo->setObjectName(QStringLiteral("undoAction"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* const redo = page.history().createRedoAction(menu, MainWindow::tr("&Redo"));
    redo->setObjectName(QStringLiteral("redoAction"));
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    menu->addActions({undo, redo});
}

void addColorsMenu(QMenu* menu)
{
    QMenu* const colors = menu->addMenu(MainWindow::tr("&Colors"));
    auto* const group = new QActionGroup(colors);
    const std::pair<Appearance, QString> choices[] = {
        {Appearance::System, MainWindow::tr("Like the &system")},
        {Appearance::Light, MainWindow::tr("&Light")},
        {Appearance::Dark, MainWindow::tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        QAction* const action = addCommand(
            colors,
            {QStringLiteral("colors"), text, {}, [chosen = choice] { setAppearance(chosen); }});
        action->setCheckable(true);
        action->setChecked(choice == appearance());
        group->addAction(action);
    }
}

void addViewMenu(MainWindow& window)
{
    TrackPage& page = window.trackPage();
    QMenu* const menu = window.menuBar()->addMenu(MainWindow::tr("&View"));
    menu->setObjectName(QStringLiteral("viewMenu"));
    addCommand(menu, {QStringLiteral("zoomIn"), MainWindow::tr("Zoom &in"), Qt::CTRL | Qt::Key_1,
                      [&page] { page.zoom(1.0 / kZoomStep); }, Needs::Track});
    addCommand(menu, {QStringLiteral("zoomOut"), MainWindow::tr("Zoom &out"), Qt::CTRL | Qt::Key_3,
                      [&page] { page.zoom(kZoomStep); }, Needs::Track});
    addCommand(menu, {QStringLiteral("fit"), MainWindow::tr("Show &all"), Qt::Key_F,
                      [&page] { page.showAll(); }, Needs::Track});
    addCommand(menu, {QStringLiteral("showSelection"), MainWindow::tr("Show the &selection"),
                      Qt::CTRL | Qt::Key_E, [&page] { page.showSelection(); }, Needs::Track});
    menu->addSeparator();
    addColorsMenu(menu);
}

/// The devices there are when the menu opens.
void fillDeviceMenu(QMenu* menu, Listening& listening)
{
    menu->clear();
    const QStringList devices = listening.devices();
    if (devices.isEmpty()) {
        menu->addAction(MainWindow::tr("This computer has no sound output"))->setEnabled(false);
        return;
    }
    const auto add = [&](const QString& text, const QString& device) {
        QAction* const action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(device == listening.device());
        QObject::connect(action, &QAction::triggered, menu, [&listening, device] {
            listening.setDevice(device);
            Preferences chosen = preferences();
            chosen.device = device;
            setPreferences(chosen);
        });
    };
    add(MainWindow::tr("The system's &default"), {});
    menu->addSeparator();
    for (const QString& device : devices)
        add(device, device);
}

void addDeviceMenu(QMenu* play, MainWindow& window)
{
    QMenu* const menu = play->addMenu(MainWindow::tr("Sound o&utput"));
    menu->setObjectName(QStringLiteral("deviceMenu"));
    QObject::connect(menu, &QMenu::aboutToShow, &window,
                     [&window, menu] { fillDeviceMenu(menu, window.listening()); });
}

void addPlayMenu(MainWindow& window)
{
    TrackPage& page = window.trackPage();
    QMenu* const menu = window.menuBar()->addMenu(MainWindow::tr("&Play"));
    menu->setObjectName(QStringLiteral("playMenu"));
    addCommand(menu, {QStringLiteral("play"), MainWindow::tr("&Play or pause"), Qt::Key_Space,
                      [&page] { page.togglePlaying(); }, Needs::Track});
    addCommand(menu, {QStringLiteral("loop"), MainWindow::tr("&Loop"), Qt::Key_L,
                      [&page] { page.toggleLooping(); }, Needs::Track})
        ->setCheckable(true);
    addCommand(menu, {QStringLiteral("playSelection"), MainWindow::tr("Play the s&election"),
                      Qt::Key_S, [&page] { page.playSelection(); }, Needs::Track});
    menu->addSeparator();
    addCommand(menu, {QStringLiteral("toBeginning"), MainWindow::tr("To the &beginning"),
                      Qt::Key_Home, [&page] { page.seek(0.0); }, Needs::Track});
    addCommand(
        menu, {QStringLiteral("toEnd"), MainWindow::tr("To the e&nd"), Qt::Key_End,
               [&window] { window.trackPage().seek(window.document().duration()); }, Needs::Track});
    const std::pair<QString, double> steps[] = {{QStringLiteral("back"), -kShortStep},
                                                {QStringLiteral("forward"), kShortStep},
                                                {QStringLiteral("farBack"), -kLongStep},
                                                {QStringLiteral("farForward"), kLongStep}};
    const QString texts[] = {MainWindow::tr("Back 1 s"), MainWindow::tr("Forward 1 s"),
                             MainWindow::tr("Back 5 s"), MainWindow::tr("Forward 5 s")};
    const QKeySequence keys[] = {Qt::Key_Comma, Qt::Key_Period, Qt::SHIFT | Qt::Key_Comma,
                                 Qt::SHIFT | Qt::Key_Period};
    for (std::size_t i = 0; i < std::size(steps); ++i)
        addCommand(menu, {steps[i].first, texts[i], keys[i],
                          [&page, by = steps[i].second] { page.seekBy(by); }, Needs::Track});
    menu->addSeparator();
    addCommand(menu, {QStringLiteral("solo"), MainWindow::tr("Play the selected stem al&one"),
                      Qt::Key_O, [&page] { page.toggleSolo(); }, Needs::Track})
        ->setShortcuts({Qt::Key_O, Qt::SHIFT | Qt::Key_S});
    addCommand(menu, {QStringLiteral("mute"), MainWindow::tr("&Mute the selected stem"),
                      Qt::SHIFT | Qt::Key_U, [&page] { page.toggleMute(); }, Needs::Track});
    addCommand(menu, {QStringLiteral("mix"), MainWindow::tr("Return to the mi&x"), Qt::Key_Escape,
                      [&page] { page.returnToMix(); }, Needs::Track});
    menu->addSeparator();
    addDeviceMenu(menu, window);
}

void addExplainMenu(MainWindow& window)
{
    TrackPage& page = window.trackPage();
    QMenu* const menu = window.menuBar()->addMenu(MainWindow::tr("&Explain"));
    menu->setObjectName(QStringLiteral("explainMenu"));
    addCommand(menu, {QStringLiteral("nextEmotion"), MainWindow::tr("&Next emotion"), Qt::Key_V,
                      [&page] { page.selectNextEmotion(); }, Needs::Track});
    addCommand(menu, {QStringLiteral("whatIf"), MainWindow::tr("&What if…"), Qt::CTRL | Qt::Key_I,
                      [&page] { page.askWhatIf(); }, Needs::Sources});
    addCommand(menu,
               {QStringLiteral("keepWhatIf"), MainWindow::tr("&Keep the what-if for the report"),
                Qt::CTRL | Qt::Key_K, [&page] { page.keepWhatIf(); }, Needs::Sources});
    addCommand(menu, {QStringLiteral("resetControls"), MainWindow::tr("All stems as they &are"),
                      Qt::CTRL | Qt::Key_0, [&page] { page.resetControls(); }, Needs::Track});
    QMenu* const features = menu->addMenu(MainWindow::tr("Sources of a &feature"));
    for (int i = 0; i < kFeatureKeys; ++i)
        addCommand(features,
                   {QStringLiteral("feature"), MainWindow::tr("Feature %1").arg(i + 1),
                    Qt::Key(Qt::Key_1 + i), [&page, i] { page.selectFeature(i); }, Needs::Track});
    QMenu* const stems = menu->addMenu(MainWindow::tr("Listen to a &stem"));
    for (int i = 0; i < kStemKeys; ++i)
        addCommand(stems, {QStringLiteral("stem"), MainWindow::tr("Stem %1").arg(i + 1),
                           Qt::ALT | Qt::Key(Qt::Key_1 + i), [&page, i] { page.playStem(i); },
                           Needs::Track});
}

}  // namespace

void makeMenus(MainWindow& window)
{
    addFileMenu(window);
    addEditMenu(window);
    addViewMenu(window);
    addAnnotationCommands(window.findChild<QMenu*>(QStringLiteral("editMenu")),
                          window.findChild<QMenu*>(QStringLiteral("viewMenu")), window);
    addPlayMenu(window);
    addExplainMenu(window);
    addCorpusPage(window);
    addDialogMenus(window);
}

}  // namespace whence
