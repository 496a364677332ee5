#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QTimer>
#include <cstdio>

#include "core/analysis.h"
#include "core/error.h"
#include "core/store/folders.h"
#include "core/store/model_files.h"
#include "ui/appearance.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"

namespace {

// The models are loaded when the window is on the screen: LibTorch alone takes a third of a second.
constexpr int kFirstFrameMilliseconds = 60;

struct Arguments {
    QString recording;
    QString model;
    QString separator;
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
    parser.addOptions({model, separator});
    parser.addPositionalArgument(
        QStringLiteral("RECORDING"),
        QCoreApplication::translate("main", "An audio file, or a folder of stems."),
        QStringLiteral("[RECORDING]"));
    parser.process(application);
    return {parser.positionalArguments().value(0), parser.value(model), parser.value(separator)};
}

void start(whence::MainWindow& window, const Arguments& arguments)
{
    try {
        whence::Instruments instruments;
        instruments.model =
            whence::modelFile(arguments.model.toStdString(), whence::ModelKind::Emotion);
        instruments.separator =
            whence::modelFile(arguments.separator.toStdString(), whence::ModelKind::Separator);
        instruments.cacheFolder = whence::cacheFolder();
        window.setInstruments(instruments);
    } catch (const whence::Error& error) {
        window.messages().showError(QString::fromUtf8(error.what()));
    }
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("whence"));
    QApplication::setOrganizationName(QStringLiteral("whence"));
    QApplication::setApplicationDisplayName(QStringLiteral("Whence"));
    QApplication::setApplicationVersion(QString::fromStdString(whence::programVersion()));
    const Arguments arguments = parseArguments(application);
    whence::applyAppearance();
    try {
        whence::MainWindow window(whence::resourceFolder() / "example");
        window.show();
        if (!arguments.recording.isEmpty())
            window.open(QFile::encodeName(arguments.recording).toStdString());
        QTimer::singleShot(kFirstFrameMilliseconds, &window,
                           [&window, &arguments] { start(window, arguments); });
        return QApplication::exec();
    } catch (const whence::Error& error) {
        std::fprintf(stderr, "whence: %s\n", error.what());
        return 1;
    }
}
