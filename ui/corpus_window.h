#pragma once

namespace whence {

class MainWindow;

/// Adds the page of a folder of recordings to the window, with the way from page to page in the
/// menu View and at the end of the menu bar.
void addCorpusPage(MainWindow& window);

}  // namespace whence
