#include "ui/report/page_flow.h"

namespace whence {

namespace {

/// Height of a block and all that stays with it.
double heightTogether(const std::vector<Block>& blocks, std::size_t first)
{
    double height = 0.0;
    for (std::size_t i = first; i < blocks.size(); ++i) {
        height += blocks[i].height;
        if (!blocks[i].staysWithNext)
            break;
        height += blocks[i].spaceAfter;
    }
    return height;
}

}  // namespace

std::vector<std::vector<PlacedBlock>> fillPages(const std::vector<Block>& blocks, double height)
{
    std::vector<std::vector<PlacedBlock>> pages(1);
    double top = 0.0;
    bool isGroupStart = true;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double needed = isGroupStart ? heightTogether(blocks, i) : blocks[i].height;
        if (!pages.back().empty() && top + needed > height) {
            pages.emplace_back();
            top = 0.0;
        }
        pages.back().push_back({blocks[i], top});
        top += blocks[i].height + blocks[i].spaceAfter;
        isGroupStart = !blocks[i].staysWithNext;
    }
    return pages;
}

}  // namespace whence
