#pragma once

namespace whence {

class MainWindow;

/// Fills the menu bar. Every action has an object name ("openAction") and a text; keys follow
/// Sonic Visualiser and Audacity where these have one.
void makeMenus(MainWindow& window);

}  // namespace whence
