#pragma once

class QMenu;

namespace whence {

class MainWindow;

/// Adds what writes and copies results to the file menu, and figures' own menus to their views.
void addExportCommands(QMenu* menu, MainWindow& window);

}  // namespace whence
