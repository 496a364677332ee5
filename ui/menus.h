#pragma once

namespace whence {

class MainWindow;

/// What has to be there for an action to be enabled; kept in its property kNeedsProperty.
enum class Needs { Track, Sources };
inline constexpr const char* kNeedsProperty = "needs";

/// Fills the menu bar. Every action has an object name ("openAction") and a text; keys are those of
/// DESIGN §7.
void makeMenus(MainWindow& window);

}  // namespace whence
