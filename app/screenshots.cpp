#include "app/screenshots.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QStackedWidget>
#include <memory>

#include "core/store/folders.h"
#include "ui/appearance.h"
#include "ui/corpus_page.h"
#include "ui/file_dialogs.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/track_page.h"

namespace whence {

namespace {

constexpr QSize kSizes[] = {{1280, 800}, {2560, 1440}};
constexpr int kSettleTicks = 40;  // of the script, for tiles that are drawn in the background
constexpr QSize kThumbnail(480, 300);
constexpr int kColumns = 4;
constexpr int kCaption = 22;  // pixels

/// The pictures so far, by their names.
struct Pictures {
    QDir folder;
    std::vector<std::pair<QString, QImage>> taken;

    void take(const QString& name, QWidget& widget)
    {
        const QImage picture = widget.grab().toImage();
        picture.save(folder.filePath(name + QStringLiteral(".png")));
        taken.emplace_back(
            name, picture.scaled(kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    }

    void writeSheet() const
    {
        const int rows = (int(taken.size()) + kColumns - 1) / kColumns;
        const int height = kThumbnail.height() + kCaption;
        QImage sheet(kColumns * kThumbnail.width(), rows * height, QImage::Format_RGB32);
        sheet.fill(Qt::white);
        QPainter painter(&sheet);
        for (int i = 0; i < int(taken.size()); ++i) {
            const QPoint place(i % kColumns * kThumbnail.width(), i / kColumns * height);
            painter.drawText(QRect(place, QSize(kThumbnail.width(), kCaption)), Qt::AlignCenter,
                             taken[std::size_t(i)].first);
            painter.drawImage(place + QPoint(0, kCaption), taken[std::size_t(i)].second);
        }
        painter.end();
        sheet.save(folder.filePath(QStringLiteral("contact-sheet.png")));
    }
};

/// Holds once it has been asked often enough: pictures are taken of what has come to rest.
std::function<bool()> afterAWhile(std::function<bool()> isReady)
{
    return [isReady = std::move(isReady), ticks = std::make_shared<int>(0)] {
        return isReady() && ++*ticks > kSettleTicks;
    };
}

class Plan {
public:
    Plan(UiScript& script, MainWindow& window, std::shared_ptr<Pictures> pictures, QString suffix)
        : m_script(script),
          m_window(window),
          m_pictures(std::move(pictures)),
          m_suffix(std::move(suffix))
    {
    }

    void act(std::function<void()> run)
    {
        m_script.add(
            QStringLiteral("act"), [] { return true; }, std::move(run));
    }

    void trigger(const QString& action)
    {
        act([window = &m_window, action] { window->findChild<QAction*>(action)->trigger(); });
    }

    /// A picture of the window, or of a dialog of this name, which is then put away.
    void take(const QString& name, std::function<bool()> isReady, const QString& dialog = {})
    {
        m_script.add(name, afterAWhile(std::move(isReady)),
                     [window = &m_window, pictures = m_pictures, dialog,
                      file = name + QLatin1Char('-') + m_suffix] {
                         QWidget* const widget =
                             dialog.isEmpty() ? window : window->findChild<QWidget*>(dialog);
                         pictures->take(file, *widget);
                         if (!dialog.isEmpty())
                             widget->close();
                     });
    }

    void takeDialog(const QString& name, const QString& action)
    {
        trigger(action);
        take(
            name, [window = &m_window, name] { return window->findChild<QWidget*>(name); }, name);
    }

private:
    UiScript& m_script;
    MainWindow& m_window;
    std::shared_ptr<Pictures> m_pictures;
    QString m_suffix;
};

void addTrackPictures(Plan& plan, MainWindow& window)
{
    const auto always = [] { return true; };
    plan.take(QStringLiteral("welcome"), always);
    plan.act([&window] { window.open("/nowhere/lost.wav"); });
    plan.take(QStringLiteral("error"), [&window] { return window.messages().isVisible(); });
    plan.act([&window] { window.openExample(); });
    plan.take(QStringLiteral("opening"), [&window] { return window.document().isOpen(); });
    plan.take(QStringLiteral("explained"), [&window] { return window.document().hasSources(); });
    plan.act([&window] { window.trackPage().playStem(0); });
    plan.take(QStringLiteral("solo"), always);
    plan.act([&window] { window.trackPage().returnToMix(); });
}

void addCorpusPictures(Plan& plan, MainWindow& window)
{
    auto* const page = window.findChild<CorpusPage*>(QStringLiteral("corpusPage"));
    plan.trigger(QStringLiteral("corpusPageAction"));
    plan.take(QStringLiteral("corpus"), [page] { return !page->work().isRunning(); });
    plan.act([page, &window] {
        if (page->work().rows().empty())
            page->analyzeFolder(resourceFolder() / "example",
                                {window.document().model(), window.document().separator(),
                                 window.document().instruments()});
    });
    plan.take(QStringLiteral("corpus-full"),
              [page] { return !page->work().rows().empty() && !page->work().isRunning(); });
    plan.trigger(QStringLiteral("trackPageAction"));
}

void addDialogPictures(Plan& plan)
{
    plan.takeDialog(QStringLiteral("modelsDialog"), QStringLiteral("modelsAction"));
    plan.takeDialog(QStringLiteral("preferences"), QStringLiteral("preferencesAction"));
    plan.takeDialog(QStringLiteral("manual"), QStringLiteral("manualAction"));
    plan.takeDialog(QStringLiteral("keyList"), QStringLiteral("keysAction"));
    plan.takeDialog(QStringLiteral("about"), QStringLiteral("aboutAction"));
}

}  // namespace

void addScreenshots(UiScript& script, MainWindow& window, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    const auto pictures = std::make_shared<Pictures>(Pictures{QDir(toFile(folder)), {}});
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
        for (const QSize size : kSizes) {
            const QString suffix = QStringLiteral("%1-%2")
                                       .arg(appearance == Appearance::Dark ? "dark" : "light")
                                       .arg(size.width());
            Plan plan(script, window, pictures, suffix);
            plan.act([&window, appearance, size] {
                setAppearance(appearance);
                window.resize(size);
                window.document().close();
                window.pages().setCurrentIndex(0);
                window.messages().hide();
            });
            addTrackPictures(plan, window);
            addCorpusPictures(plan, window);
            addDialogPictures(plan);
        }
    script.add(
        QStringLiteral("contact sheet"), [] { return true; },
        [pictures] { pictures->writeSheet(); });
}

}  // namespace whence
