#pragma once

#include <QKeySequence>
#include <QString>
#include <functional>
#include <optional>

class QAction;
class QMenu;

namespace whence {

/// What has to be there for an action to be enabled; kept in its property kNeedsProperty.
enum class Needs { Track, Stems, Sources };
inline constexpr const char* kNeedsProperty = "needs";

/// An entry of a menu.
struct MenuCommand {
    QString name;  // of the action's object, to which "Action" is added
    QString text;
    QKeySequence keys;
    std::function<void()> run;
    std::optional<Needs> needs = {};
};

QAction* addCommand(QMenu* menu, const MenuCommand& command);

}  // namespace whence
