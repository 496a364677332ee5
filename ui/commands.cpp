#include "ui/commands.h"

#include <QAction>
#include <QMenu>

namespace whence {

QAction* addCommand(QMenu* menu, const MenuCommand& command)
{
    QAction* const action = menu->addAction(command.text);
    action->setObjectName(command.name + QStringLiteral("Action"));
    action->setShortcut(command.keys);
    if (command.needs)
        action->setProperty(kNeedsProperty, int(*command.needs));
    QObject::connect(action, &QAction::triggered, menu, command.run);
    return action;
}

}  // namespace whence
