#pragma once

#include <filesystem>

#include "app/ui_script.h"

namespace whence {

class MainWindow;

/// Adds the steps that take pictures of every page, dialog, empty and failed state, light and dark,
/// 1280 × 800 and 2560 × 1440 pixels large, into a folder, and of all of them "contact-sheet.jpg".
/// `music` is a folder of recordings for the corpus page.
void addScreenshots(UiScript& script, MainWindow& window, const std::filesystem::path& folder,
                    const std::filesystem::path& music);

}  // namespace whence
