#include "ui/dialogs.h"

#include <QMenu>
#include <QMenuBar>

#include "core/store/folders.h"
#include "core/tensors/network_library.h"
#include "ui/commands.h"
#include "ui/compare_dialog.h"
#include "ui/file_dialogs.h"
#include "ui/help.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/model_library.h"
#include "ui/models_dialog.h"
#include "ui/preferences_dialog.h"

namespace whence {

Dialogs::Dialogs(MainWindow& window) : QObject(&window), m_window(window) {}

void Dialogs::makeModels()
{
    m_library = new ModelLibrary(modelFolder(), this);
    m_models = new ModelsDialog(*m_library, publishedModels(), &m_window);
    const auto showStems = [this] {
        m_models->setStemFolder(m_window.document().stemFolder(), m_window.document().isOpen());
    };
    connect(&m_window.document(), &Document::opened, m_models, showStems);
    connect(&m_window.document(), &Document::stemsChanged, m_models, showStems);
    connect(m_models, &ModelsDialog::instrumentsChosen, this, &Dialogs::useInstruments);
    connect(m_models, &ModelsDialog::stemFolderChosen, this,
            [this](const QString& folder) { m_window.document().setStemFolder(toPath(folder)); });
}

void Dialogs::showModels()
{
    m_window.messages().attempt([this] {
        if (!m_models)
            makeModels();
        m_models->setInstruments(m_window.document().instruments());
        m_models->setStemFolder(m_window.document().stemFolder(), m_window.document().isOpen());
        m_library->refresh();
        m_models->show();
        m_models->raise();
    });
}

void Dialogs::showComparison()
{
    auto* const dialog = new CompareDialog(m_window.document(), findModelFiles(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void Dialogs::useInstruments(const Instruments& instruments)
{
    Preferences chosen = preferences();
    chosen.model = toFile(instruments.model);
    chosen.separator = toFile(instruments.separator);
    setPreferences(chosen);
    m_window.setInstruments(instruments);
}

void Dialogs::showPreferences()
{
    m_window.messages().attempt([this] {
        auto* const dialog = new PreferencesDialog(preferences(), cacheFolder(), &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &PreferencesDialog::preferencesChosen, this, &Dialogs::usePreferences);
        dialog->show();
    });
}

void Dialogs::usePreferences(const Preferences& preferences)
{
    setPreferences(preferences);
    applyPreferences(m_window, preferences);
}

void Dialogs::showManual()
{
    m_window.messages().attempt(
        [this] { makeManual(resourceFolder() / "manual", &m_window)->show(); });
}

void Dialogs::showKeys()
{
    makeKeyList(&m_window)->show();
}

void Dialogs::showAbout()
{
    makeAbout(&m_window)->show();
}

void applyPreferences(MainWindow& window, const Preferences& preferences)
{
    setNetworkThreads(preferences.threads);
    window.listening().setDevice(preferences.device);
}

void addDialogMenus(MainWindow& window)
{
    auto* const dialogs = new Dialogs(window);
    auto* const edit = window.findChild<QMenu*>(QStringLiteral("editMenu"));
    edit->addSeparator();
    addCommand(edit, {QStringLiteral("preferences"), MainWindow::tr("&Preferences…"),
                      Qt::CTRL | Qt::Key_Comma, [dialogs] { dialogs->showPreferences(); }});
    QMenu* const models = window.menuBar()->addMenu(MainWindow::tr("&Models"));
    models->setObjectName(QStringLiteral("modelsMenu"));
    addCommand(models, {QStringLiteral("models"), MainWindow::tr("&Models and separators…"),
                        Qt::CTRL | Qt::Key_M, [dialogs] { dialogs->showModels(); }});
    addCommand(models, {QStringLiteral("compare"), MainWindow::tr("&Compare with another model…"),
                        Qt::CTRL | Qt::SHIFT | Qt::Key_M, [dialogs] { dialogs->showComparison(); },
                        Needs::Track});
    QMenu* const help = window.menuBar()->addMenu(MainWindow::tr("&Help"));
    help->setObjectName(QStringLiteral("helpMenu"));
    addCommand(help, {QStringLiteral("manual"), MainWindow::tr("&Manual"), Qt::Key_F1,
                      [dialogs] { dialogs->showManual(); }});
    addCommand(help, {QStringLiteral("keys"), MainWindow::tr("&Keys"), Qt::Key_F2,
                      [dialogs] { dialogs->showKeys(); }});
    addCommand(help, {QStringLiteral("about"), MainWindow::tr("&About Whence"), {}, [dialogs] {
                          dialogs->showAbout();
                      }});
}

}  // namespace whence
