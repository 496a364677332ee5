#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>
#include <algorithm>
#include <clocale>
#include <cstdio>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "app/screenshots.h"
#include "app/sleeping_threads.h"
#include "app/ui_benchmark.h"
#include "app/ui_script.h"
#include "core/analysis.h"
#include "core/error.h"
#include "core/report/session.h"
#include "core/store/folders.h"
#include "core/store/model_files.h"
#include "ui/appearance.h"
#include "ui/autosave.h"
#include "ui/dialogs.h"
#include "ui/file_dialogs.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/preferences.h"
#include "ui/session_messages.h"
#include "ui/window_place.h"

namespace {

// The models are loaded when the window is on the screen: LibTorch alone takes a third of a second.
constexpr int kFirstFrameMilliseconds = 60;

struct Arguments {
    QString recording;
    QString model;
    QString separator;
    QString screenshots;  // folder
    bool isBenchmark = false;
};

Arguments parseArguments(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "Traces the emotion of music back to perceptual features and sound sources."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model(
        QStringLiteral("model"),
        QCoreApplication::translate("main", "Explain this model: a file or the name of one."),
        QStringLiteral("FILE"));
    const QCommandLineOption separator(
        QStringLiteral("separator"),
        QCoreApplication::translate("main", "Separate with this: a file or the name of one."),
        QStringLiteral("FILE"));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"),
        QCoreApplication::translate(
            "main",
            "Take pictures of every page into a folder, with a folder of recordings for the "
            "corpus page (or the example's stems), and end."),
        QStringLiteral("FOLDER"));
    const QCommandLineOption benchmark(
        QStringLiteral("benchmark-ui"),
        QCoreApplication::translate(
            "main", "Measure a scripted run with the recording (or the example), and end."));
    parser.addOptions({model, separator, screenshots, benchmark});
    parser.addPositionalArgument(
        QStringLiteral("RECORDING"),
        QCoreApplication::translate("main", "An audio file, a folder of stems, or a session."),
        QStringLiteral("[RECORDING]"));
    parser.process(application);
    return {parser.positionalArguments().value(0), parser.value(model), parser.value(separator),
            parser.value(screenshots), parser.isSet(benchmark)};
}

bool isSession(const QString& file)
{
    return file.endsWith(QLatin1String(whence::sessionExtension));
}

void start(whence::MainWindow& window, const Arguments& arguments)
{
    try {
        const whence::Preferences preferences = whence::preferences();
        QString missing;
        whence::Instruments instruments = whence::preferredInstruments(preferences, &missing);
        if (!arguments.model.isEmpty())
            instruments.model =
                whence::modelFile(arguments.model.toStdString(), whence::ModelKind::Emotion);
        if (!arguments.separator.isEmpty())
            instruments.separator =
                whence::modelFile(arguments.separator.toStdString(), whence::ModelKind::Separator);
        whence::applyPreferences(window, preferences);
        window.setInstruments(instruments);
        if (!missing.isEmpty())
            window.messages().showNotice(missing);
        whence::keepSessionsIn(window, whence::sessionFolder());
        // A session may want other models than these.
        if (isSession(arguments.recording))
            window.open(whence::toPath(arguments.recording));
    } catch (const whence::Error& error) {
        window.messages().showError(QString::fromUtf8(error.what()));
    }
}

/// Pictures or measurements, if they are asked for: the program ends after them.
void startScript(whence::UiScript& script, const whence::UiBenchmark* benchmark)
{
    script.start([benchmark](const QString& stuck) {
        if (!stuck.isEmpty())
            std::fprintf(stderr, "whence: the step \"%s\" did not come to pass.\n",
                         qPrintable(stuck));
        else if (benchmark)
            std::fputs(qPrintable(benchmark->report()), stdout);
        QApplication::exit(stuck.isEmpty() ? 0 : 1);
    });
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Help, version, pictures and measurements need no display: true if one of them is asked for.
bool chooseOffscreen(const std::vector<std::string_view>& words)
{
    constexpr std::string_view withoutDisplay[] = {
        "-h", "--help", "--help-all", "-v", "--version", "--screenshots", "--benchmark-ui"};
    const bool isWithout = std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::find(withoutDisplay, word.substr(0, word.find('='))) !=
               std::end(withoutDisplay);
    });
    return isWithout && qputenv("QT_QPA_PLATFORM", "offscreen");
}

}  // namespace

int main(int argc, char** argv)
{
    whence::letWaitingThreadsSleep(argv);
    if (!hasDisplay() && !chooseOffscreen({argv, argv + argc})) {
        std::fputs("whence: There is no display to open a window on; whence-cli needs none.\n",
                   stderr);
        return 1;
    }
    // The GLib event loop does not tell when it waits, which a measurement must know.
    if (std::find(argv, argv + argc, std::string_view("--benchmark-ui")) != argv + argc)
        qputenv("QT_NO_GLIB", "1");
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");  // Qt has taken the user's; our files have decimal points
    QApplication::setApplicationName(QStringLiteral("whence"));
    QApplication::setOrganizationName(QStringLiteral("whence"));
    QApplication::setApplicationDisplayName(QStringLiteral("Whence"));
    QApplication::setApplicationVersion(QString::fromStdString(whence::programVersion()));
    whence::applyLanguage();
    const Arguments arguments = parseArguments(application);
    whence::applyAppearance();
    try {
        whence::MainWindow window(whence::resourceFolder() / "example");
        const bool isScript = arguments.isBenchmark || !arguments.screenshots.isEmpty();
        if (!isScript)
            whence::rememberPlace(window);
        window.show();
        whence::UiScript script;
        std::unique_ptr<whence::UiBenchmark> benchmark;
        const std::filesystem::path recording = whence::toPath(arguments.recording);
        if (arguments.isBenchmark) {
            benchmark = std::make_unique<whence::UiBenchmark>(window);
            benchmark->addSteps(
                script, recording.empty() ? whence::resourceFolder() / "example" : recording);
        } else if (!arguments.screenshots.isEmpty()) {
            whence::addScreenshots(
                script, window, whence::toPath(arguments.screenshots),
                recording.empty() ? whence::resourceFolder() / "example" : recording);
        } else if (!recording.empty() && !isSession(arguments.recording)) {
            window.open(recording);
        }
        if (isScript)
            startScript(script, benchmark.get());
        QTimer::singleShot(kFirstFrameMilliseconds, &window,
                           [&window, &arguments] { start(window, arguments); });
        return QApplication::exec();
    } catch (const whence::Error& error) {
        std::fprintf(stderr, "whence: %s\n", error.what());
        return 1;
    }
}
