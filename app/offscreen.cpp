#include "app/offscreen.h"

#include <QGuiApplication>
#include <clocale>

namespace whence {

Offscreen::Offscreen()
{
    static char name[] = "whence-cli";
    static char* arguments[] = {name, nullptr};
    static int count = 1;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QGuiApplication>(count, arguments);
    std::setlocale(LC_NUMERIC, "C");  // Qt has taken the user's; our files have decimal points
}

Offscreen::~Offscreen() = default;

}  // namespace whence
