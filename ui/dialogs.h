#pragma once

#include <QObject>

namespace whence {

class MainWindow;
class ModelLibrary;
class ModelsDialog;
struct Instruments;
struct Preferences;

/// The windows beside the main one: models, preferences, manual, keys, about.
class Dialogs : public QObject {
    Q_OBJECT

public:
    explicit Dialogs(MainWindow& window);

    void showModels();
    void showComparison();
    void showPreferences();
    void showManual();
    void showKeys();
    void showAbout();

private:
    void makeModels();
    void useInstruments(const Instruments& instruments);
    void usePreferences(const Preferences& preferences);

    MainWindow& m_window;
    ModelLibrary* m_library = nullptr;
    ModelsDialog* m_models = nullptr;  // made when it is first asked for
};

/// Adds the menus Models and Help, and the preferences to the menu Edit.
void addDialogMenus(MainWindow& window);

/// Puts those preferences into effect that hold for the whole program.
void applyPreferences(MainWindow& window, const Preferences& preferences);

}  // namespace whence
