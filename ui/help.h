#pragma once

#include <filesystem>

class QDialog;
class QWidget;

namespace whence {

/// The manual (Markdown with pictures, from this folder), in the language of the program if there
/// is one.
QDialog* makeManual(const std::filesystem::path& folder, QWidget* parent);

/// All keys of the window's actions, by menu, and those of the time axis.
QDialog* makeKeyList(QWidget* window);

/// What the program is, whom it builds on and under which licences.
QDialog* makeAbout(QWidget* parent);

}  // namespace whence
