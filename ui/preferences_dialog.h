#pragma once

#include <QDialog>
#include <QStringList>
#include <filesystem>

#include "ui/preferences.h"
#include "ui/task.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace whence {

/// Asks for the preferences; what is changed holds at once, but for the language.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    /// `cache` is the folder that can be emptied.
    PreferencesDialog(const Preferences& preferences, std::filesystem::path cache,
                      QWidget* parent = nullptr);

Q_SIGNALS:
    void preferencesChosen(const whence::Preferences& preferences);

private:
    QWidget* makeCache();
    void choose();
    void measureCache();
    void emptyCache();

    Preferences m_preferences;
    std::filesystem::path m_cacheFolder;
    QComboBox* m_language = nullptr;
    QSpinBox* m_threads = nullptr;
    QCheckBox* m_keeps = nullptr;
    QLabel* m_cacheSize = nullptr;
    QPushButton* m_emptyCache = nullptr;
    QLabel* m_note = nullptr;
    Task m_task;
};

}  // namespace whence
