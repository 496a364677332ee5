#pragma once

namespace whence {

/// Lets the program speak the preferred language, or the system's; English where there is no
/// translation. To be called once, before there is a window.
void applyLanguage();

}  // namespace whence
