#pragma once

namespace whence {

class MainWindow;

/// Fills the menu bar. Every action has an object name ("openAction") and a text; keys are those of
/// DESIGN §7.
void makeMenus(MainWindow& window);

}  // namespace whence
