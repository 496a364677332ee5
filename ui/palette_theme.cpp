#include "ui/palette_theme.h"

namespace whence {

Theme themeOf(const QPalette& palette)
{
    Theme theme;
    theme.background = palette.color(QPalette::Base);
    theme.ink = palette.color(QPalette::Text);
    if (theme.background.lightness() >= 128)
        return theme;
    theme.muted = QColor(0xa9, 0xb0, 0xb8);
    theme.faint = QColor(0x6c, 0x74, 0x7d);
    theme.hairline = QColor(0x44, 0x4a, 0x52);
    theme.panel = QColor(0x2b, 0x2f, 0x35);
    theme.positive = QColor(0x56, 0xb4, 0xe9);
    theme.negative = QColor(0xf0, 0x8a, 0x4b);
    theme.valence = QColor(0x3f, 0xc2, 0x9c);
    theme.arousal = QColor(0xd9, 0x7a, 0xb5);
    theme.ok = QColor(0x3f, 0xc2, 0x9c);
    theme.warning = QColor(0xe6, 0xb4, 0x4a);
    theme.failed = QColor(0xf0, 0x7a, 0x63);
    return theme;
}

}  // namespace whence
