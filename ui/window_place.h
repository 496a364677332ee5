#pragma once

class QMainWindow;

namespace whence {

/// Puts a window where it was the last time, as large, with its splitters as they were, and keeps
/// that for the next time when it closes. What would lie beyond the screens comes back onto one.
void rememberPlace(QMainWindow& window);

}  // namespace whence
