#pragma once

#include <QColor>

namespace whence {

/// Colors of figures. Signs and emotions can be told apart with any color vision and in gray.
struct Theme {
    QColor background{0xff, 0xff, 0xff};
    QColor ink{0x1c, 0x1f, 0x24};       // text and axes
    QColor muted{0x5c, 0x63, 0x6b};     // captions, units
    QColor faint{0xa4, 0xab, 0xb3};     // what is there but does not count
    QColor hairline{0xd5, 0xd9, 0xde};  // grid, table rules
    QColor panel{0xf3, 0xf5, 0xf7};     // boxes
    QColor positive{0x00, 0x72, 0xb2};
    QColor negative{0xd5, 0x5e, 0x00};
    QColor highlight{0xe6, 0x9f, 0x00};  // the explained window
    QColor valence{0x0b, 0x7a, 0x5f};
    QColor arousal{0xa0, 0x3a, 0x7c};
    QColor ok{0x0b, 0x7a, 0x5f};
    QColor warning{0xb5, 0x7a, 0x00};
    QColor failed{0xc2, 0x3b, 0x22};
};

/// From negative over the background to positive, share -1 to 1.
QColor divergingColor(const Theme& theme, double share);

}  // namespace whence
