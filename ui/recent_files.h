#pragma once

#include <QStringList>

namespace whence {

/// The recordings that were opened last, the latest first, as far as they are still there; kept in
/// the user's settings.
QStringList recentFiles();
void rememberFile(const QString& path);
void forgetRecentFiles();

}  // namespace whence
