#pragma once

#include <functional>
#include <vector>

#include "ui/report/canvas.h"

namespace whence {

/// Something that stands on one page, as wide as the text.
struct Block {
    double height = 0.0;      // pt
    double spaceAfter = 0.0;  // pt, unless the page ends
    bool staysWithNext = false;
    std::function<void(Canvas&)> draw;  // with its upper left corner at (0, 0)
};

/// A block where it stands on its page.
struct PlacedBlock {
    Block block;
    double top = 0.0;  // pt, from the upper edge of the text
};

/// Fills pages of this text height with the blocks, in order. A block higher than a page stands
/// alone on one.
std::vector<std::vector<PlacedBlock>> fillPages(const std::vector<Block>& blocks, double height);

}  // namespace whence
