#include "ui/window_place.h"

#include <QEvent>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <algorithm>

namespace whence {

namespace {

const QString kGeometry = QStringLiteral("window/geometry");

/// Each page has one splitter, which is known by the page's name.
QString keyOf(const QSplitter& splitter)
{
    const QWidget* page = splitter.parentWidget();
    while (page && page->objectName().isEmpty())
        page = page->parentWidget();
    return QStringLiteral("window/splitter/") + (page ? page->objectName() : QString());
}

/// The splitters of the window itself, not those of its dialogs.
QList<QSplitter*> splittersOf(const QMainWindow& window)
{
    QList<QSplitter*> splitters = window.findChildren<QSplitter*>();
    splitters.removeIf([&](const QSplitter* splitter) { return splitter->window() != &window; });
    return splitters;
}

/// Moves a window wholly onto the screen of its middle, or onto the first one.
void bringOntoScreen(QMainWindow& window)
{
    const QScreen* screen = QGuiApplication::screenAt(window.frameGeometry().center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    const QRect room = screen->availableGeometry();
    QRect place = window.geometry();
    place.setSize(place.size().boundedTo(room.size()).expandedTo(window.minimumSizeHint()));
    place.moveLeft(std::clamp(place.left(), room.left(),
                              std::max(room.left(), room.right() + 1 - place.width())));
    place.moveTop(std::clamp(place.top(), room.top(),
                             std::max(room.top(), room.bottom() + 1 - place.height())));
    if (place != window.geometry() && !window.isMaximized() && !window.isFullScreen())
        window.setGeometry(place);
}

void savePlace(const QMainWindow& window)
{
    QSettings settings;
    settings.setValue(kGeometry, window.saveGeometry());
    for (const QSplitter* const splitter : splittersOf(window))
        settings.setValue(keyOf(*splitter), splitter->saveState());
}

class PlaceKeeper : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Close)
            savePlace(static_cast<QMainWindow&>(*watched));
        return false;
    }
};

}  // namespace

void rememberPlace(QMainWindow& window)
{
    const QSettings settings;
    if (window.restoreGeometry(settings.value(kGeometry).toByteArray()))
        bringOntoScreen(window);
    for (QSplitter* const splitter : splittersOf(window))
        splitter->restoreState(settings.value(keyOf(*splitter)).toByteArray());
    window.installEventFilter(new PlaceKeeper(&window));
}

}  // namespace whence
