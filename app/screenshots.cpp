#include "app/screenshots.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTabWidget>
#include <memory>

#include "core/audio/audio_folder.h"
#include "core/data/annotations.h"
#include "core/error.h"
#include "ui/annotation_editor.h"
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
constexpr QSize kThumbnail(320, 200);
constexpr int kColumns = 5;
constexpr int kCaption = 22;  // pixels
constexpr int kSheetQuality = 75;
constexpr int kPageQuality = 82;  // of the pictures that a text shows
constexpr double kFaderDecibels = -12.0;

/// The pictures so far, by their names.
struct Pictures {
    QDir folder;
    std::vector<std::pair<QString, QImage>> taken;

    void take(const QString& name, QWidget& widget, bool isForText)
    {
        const QImage picture = widget.grab().toImage();
        picture.save(folder.filePath(name + QStringLiteral(".png")));
        if (isForText)
            picture.save(folder.filePath(name + QStringLiteral(".jpg")), nullptr, kPageQuality);
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
            const auto& [name, picture] = taken[std::size_t(i)];
            const QPoint place(i % kColumns * kThumbnail.width(), i / kColumns * height);
            painter.drawText(QRect(place, QSize(kThumbnail.width(), kCaption)), Qt::AlignCenter,
                             name);
            painter.drawImage(place + QPoint((kThumbnail.width() - picture.width()) / 2, kCaption),
                              picture);
        }
        painter.end();
        sheet.save(folder.filePath(QStringLiteral("contact-sheet.jpg")), nullptr, kSheetQuality);
    }
};

/// The dialog that is open; null: none.
QDialog* openDialog()
{
    for (QWidget* const widget : QApplication::topLevelWidgets())
        if (auto* const dialog = qobject_cast<QDialog*>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

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

    void wait(std::function<bool()> isReady)
    {
        m_script.add(QStringLiteral("wait"), std::move(isReady), [] {});
    }

    void trigger(const QString& action)
    {
        act([window = &m_window, action] { window->findChild<QAction*>(action)->trigger(); });
    }

    /// A picture of the window as soon as it `isReady`.
    void take(const QString& name, std::function<bool()> isReady, bool isForText = false)
    {
        m_script.add(name, afterAWhile(std::move(isReady)),
                     [window = &m_window, pictures = m_pictures, isForText,
                      file = name + QLatin1Char('-') + m_suffix] {
                         pictures->take(file, *window, isForText);
                     });
    }

    /// A picture of the dialog that an action opens, which is then put away.
    void takeDialog(const QString& name, const QString& action)
    {
        trigger(action);
        m_script.add(name, afterAWhile([] { return openDialog() != nullptr; }),
                     [pictures = m_pictures, file = name + QLatin1Char('-') + m_suffix] {
                         pictures->take(file, *openDialog(), false);
                         openDialog()->close();
                     });
    }

    /// Shows the n-th tab of the explanation.
    void showTab(int tab)
    {
        act([window = &m_window, tab] {
            window->findChild<QTabWidget*>(QStringLiteral("explanationTabs"))->setCurrentIndex(tab);
        });
    }

private:
    UiScript& m_script;
    MainWindow& m_window;
    std::shared_ptr<Pictures> m_pictures;
    QString m_suffix;
};

void addStartPictures(Plan& plan, MainWindow& window)
{
    // What is open stays if another file can't be read.
    plan.act([&window] {
        window.document().close();
        window.document().open("/nowhere/lost.wav");
    });
    plan.take(QStringLiteral("error"),
              [&window] { return window.messages().isVisible() && !window.document().isOpen(); });
    plan.act([&window] { window.messages().hide(); });
    plan.take(QStringLiteral("welcome"), [] { return true; });
}

void addTrackPictures(Plan& plan, MainWindow& window)
{
    const auto always = [] { return true; };
    plan.act([&window] { window.openExample(); });
    plan.take(QStringLiteral("opening"), [&window] { return window.document().isOpen(); });
    plan.take(
        QStringLiteral("explained"),
        [&window] { return window.document().windowStems() != nullptr; }, true);
    plan.act([&window] { window.trackPage().playStem(0); });
    plan.take(QStringLiteral("no-sound-output"), [&window] {
        return window.messages().isVisible() || window.listening().isPlaying();
    });
    plan.act([&window] { window.messages().hide(); });
    plan.take(QStringLiteral("solo"), always);
    plan.act([&window] {
        window.trackPage().returnToMix();
        std::vector<StemControl> controls = window.listening().controls();
        controls.front().gain = kFaderDecibels;
        window.listening().setControls(controls);
        window.trackPage().selectNextEmotion();
    });
    plan.showTab(1);
    plan.take(
        QStringLiteral("what-if"),
        [&window] {
            const WhatIf& whatIf = window.trackPage().whatIf();
            return whatIf.prediction() && !whatIf.isEstimate();
        },
        true);
    plan.showTab(0);
    const std::vector<Annotation> labels = {{1.0, 4.0, "verse"}, {4.0, 7.0, "chorus"}};
    plan.act([&window, labels] { window.trackPage().annotations().setAnnotations(labels); });
    plan.take(QStringLiteral("labels"), always);
    plan.trigger(QStringLiteral("showLabelsAction"));
    plan.act([&window] { window.trackPage().annotations().setAnnotations({}); });
    plan.takeDialog(QStringLiteral("what-if-dialog"), QStringLiteral("whatIfAction"));
    plan.takeDialog(QStringLiteral("report-dialog"), QStringLiteral("reportAction"));
    plan.act([&window] {
        window.trackPage().resetControls();
        window.trackPage().selectNextEmotion();
    });
}

/// Another recording, whose separation is cancelled.
void addCancelledPicture(Plan& plan, MainWindow& window, const std::filesystem::path& recording)
{
    plan.act([&window, recording] { window.open(recording); });
    const auto cancelButton = [&window] {
        return window.findChild<QAbstractButton*>(
            QStringLiteral("cancel-stage%1").arg(int(Document::Stage::Stems)));
    };
    plan.wait([&window, cancelButton, recording] {
        return window.document().path() == recording &&
               (cancelButton() || window.document().hasSources());
    });
    plan.act([cancelButton] {
        if (auto* const cancel = cancelButton())
            cancel->click();
    });
    plan.take(QStringLiteral("cancelled"), [] { return true; });
}

void addCorpusPictures(Plan& plan, MainWindow& window, const std::filesystem::path& music,
                       bool isFirst)
{
    auto* const page = window.findChild<CorpusPage*>(QStringLiteral("corpusPage"));
    plan.act([&window] { window.messages().hide(); });
    plan.trigger(QStringLiteral("corpusPageAction"));
    if (isFirst)
        plan.take(QStringLiteral("corpus-empty"), [] { return true; });
    plan.act([page, &window, music] {
        page->analyzeFolder(music, {window.document().model(), window.document().separator(),
                                    window.document().instruments()});
    });
    plan.take(QStringLiteral("corpus"),
              [page] { return !page->work().rows().empty() && !page->work().isRunning(); });
    plan.trigger(QStringLiteral("trackPageAction"));
}

void addDialogPictures(Plan& plan)
{
    plan.takeDialog(QStringLiteral("compare"), QStringLiteral("compareAction"));
    plan.takeDialog(QStringLiteral("models"), QStringLiteral("modelsAction"));
    plan.takeDialog(QStringLiteral("preferences"), QStringLiteral("preferencesAction"));
    plan.takeDialog(QStringLiteral("manual"), QStringLiteral("manualAction"));
    plan.takeDialog(QStringLiteral("keys"), QStringLiteral("keysAction"));
    plan.takeDialog(QStringLiteral("about"), QStringLiteral("aboutAction"));
}

}  // namespace

void addScreenshots(UiScript& script, MainWindow& window, const std::filesystem::path& folder,
                    const std::filesystem::path& music)
{
    const std::vector<std::filesystem::path> recordings = audioFilesBelow(music);
    if (recordings.empty())
        throw Error("There are no audio files in " + music.string() + ".");
    std::filesystem::create_directories(folder);
    const auto pictures = std::make_shared<Pictures>(Pictures{QDir(toFile(folder)), {}});
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
        for (const QSize size : kSizes) {
            const bool isFirst = appearance == Appearance::Light && size == kSizes[0];
            const QString suffix = QStringLiteral("%1-%2")
                                       .arg(appearance == Appearance::Dark ? "dark" : "light")
                                       .arg(size.width());
            Plan plan(script, window, pictures, suffix);
            plan.act([&window, appearance, size] {
                setAppearance(appearance);
                window.resize(size);
            });
            addStartPictures(plan, window);
            addTrackPictures(plan, window);
            addCorpusPictures(plan, window, music, isFirst);
            addCancelledPicture(plan, window, recordings.front());
            // Dialogs have a size of their own.
            if (size == kSizes[0])
                addDialogPictures(plan);
        }
    script.add(
        QStringLiteral("contact sheet"), [] { return true; },
        [pictures] { pictures->writeSheet(); });
}

}  // namespace whence
