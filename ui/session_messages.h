#pragma once

#include <filesystem>

namespace whence {

class MainWindow;

/// Tells the user what becomes of sessions: in the window's title and in its messages, with what
/// can be done about it.
void connectSessions(MainWindow& window);

/// Offers what a program that did not come to its end left in this folder, and keeps automatic
/// copies there from now on.
void keepSessionsIn(MainWindow& window, const std::filesystem::path& folder);

}  // namespace whence
