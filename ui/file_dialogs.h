#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>
#include <functional>

class QFileDialog;
class QWidget;

namespace whence {

/// What is done with the file or folder that the user has chosen.
using UsePath = std::function<void(const std::filesystem::path&)>;

// Dialogs that are open but do not hold up the window; `use` is called if something is chosen.

QFileDialog* askForFile(QWidget* parent, const QString& title, const UsePath& use);
QFileDialog* askForFolder(QWidget* parent, const QString& title, const UsePath& use);
/// `filters` such as "PNG (*.png)"; the extension of the chosen one is added where it is missing.
QFileDialog* askWhereToSave(QWidget* parent, const QString& title, const QString& suggestion,
                            const QStringList& filters, const UsePath& use);

/// Paths and file names as Qt writes them, and back.
std::filesystem::path toPath(const QString& file);
QString toFile(const std::filesystem::path& path);

}  // namespace whence
