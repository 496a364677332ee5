#include "ui/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace whence {

namespace {

constexpr int kMostFiles = 10;
const QString kKey = QStringLiteral("recentFiles");

}  // namespace

QStringList recentFiles()
{
    QStringList files = QSettings().value(kKey).toStringList();
    files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
    return files;
}

void rememberFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    QSettings().setValue(kKey, files.mid(0, kMostFiles));
}

void forgetRecentFiles()
{
    QSettings().remove(kKey);
}

}  // namespace whence
