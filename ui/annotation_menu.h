#pragma once

class QMenu;

namespace whence {

class MainWindow;

/// Adds what is done to labels to the menu Edit, and their lane to the menu View.
void addAnnotationCommands(QMenu* edit, QMenu* view, MainWindow& window);

}  // namespace whence
