#include "app/offscreen.h"

#include <QGuiApplication>
#include <clocale>

namespace whence {

namespace {

/// Qt's remarks on the desktop it does not find are nothing to the user of a command line.
void dropRemarks(QtMsgType, const QMessageLogContext&, const QString&) {}

}  // namespace

Offscreen::Offscreen()
{
    qInstallMessageHandler(dropRemarks);
    static char name[] = "whence-cli";
    static char* arguments[] = {name, nullptr};
    static int count = 1;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QGuiApplication>(count, arguments);
    std::setlocale(LC_NUMERIC, "C");  // Qt has taken the user's; our files have decimal points
}

Offscreen::~Offscreen() = default;

}  // namespace whence
