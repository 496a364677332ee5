#pragma once

#include <QPalette>
#include <string>

#include "ui/report/theme.h"

namespace whence {

/// The figures' colors on this palette: lighter ones where it is dark.
Theme themeOf(const QPalette& palette);

}  // namespace whence
