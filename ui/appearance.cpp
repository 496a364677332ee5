#include "ui/appearance.h"

#include <QApplication>
#include <QPalette>
#include <QSettings>
#include <QString>
#include <QStyle>
#include <algorithm>

namespace whence {

namespace {

const QString kKey = QStringLiteral("appearance");

QPalette darkPalette()
{
    const QColor text(0xe4, 0xe7, 0xea);
    const QColor faint(0x8d, 0x94, 0x9c);
    const QColor window(0x25, 0x28, 0x2d);
    QPalette palette(text, window, QColor(0x4a, 0x50, 0x58), QColor(0x14, 0x16, 0x19),
                     QColor(0x3a, 0x3f, 0x46), text, QColor(0x1a, 0x1c, 0x20));
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, QColor(0x1a, 0x1c, 0x20));
    palette.setColor(QPalette::AlternateBase, QColor(0x2d, 0x31, 0x37));
    palette.setColor(QPalette::Button, QColor(0x33, 0x37, 0x3e));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x33, 0x37, 0x3e));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, QColor(0x3d, 0x8e, 0xd0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x6c, 0xb4, 0xf0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

}  // namespace

Appearance appearance()
{
    return Appearance(std::clamp(QSettings().value(kKey).toInt(), 0, int(Appearance::Dark)));
}

void setAppearance(Appearance appearance)
{
    QSettings().setValue(kKey, int(appearance));
    applyAppearance();
}

void applyAppearance()
{
    switch (appearance()) {
        case Appearance::System:
            return QApplication::setPalette(QPalette());
        case Appearance::Light:
            return QApplication::setPalette(QApplication::style()->standardPalette());
        case Appearance::Dark:
            return QApplication::setPalette(darkPalette());
    }
}

}  // namespace whence
