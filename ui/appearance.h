#pragma once

namespace whence {

/// Which colors the window has.
enum class Appearance { System, Light, Dark };

/// What the user has chosen; kept in the settings.
Appearance appearance();
void setAppearance(Appearance appearance);

/// Puts the chosen colors into effect in the whole program. Needs a QApplication.
void applyAppearance();

}  // namespace whence
