#include "ui/preferences.h"

#include <QCoreApplication>
#include <QSettings>
#include <algorithm>

#include "core/store/folders.h"
#include "core/store/model_files.h"
#include "ui/document.h"
#include "ui/file_dialogs.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr int kMostThreads = 1024;

fs::path preferredFile(const QString& file, ModelKind kind, QString* missing)
{
    std::error_code failure;
    if (file.isEmpty())
        return modelFile({}, kind);
    if (fs::exists(toPath(file), failure))
        return toPath(file);
    if (missing)
        *missing = QCoreApplication::translate("whence::Preferences",
                                               "%1 is not there any more; the built-in model is "
                                               "used in its place.")
                       .arg(file);
    return modelFile({}, kind);
}

}  // namespace

Preferences preferences()
{
    const QSettings settings;
    Preferences result;
    result.model = settings.value(QStringLiteral("model")).toString();
    result.separator = settings.value(QStringLiteral("separator")).toString();
    result.device = settings.value(QStringLiteral("device")).toString();
    result.language = settings.value(QStringLiteral("language")).toString();
    result.threads = std::clamp(settings.value(QStringLiteral("threads")).toInt(), 0, kMostThreads);
    result.keepsResults =
        settings.value(QStringLiteral("keepsResults"), result.keepsResults).toBool();
    return result;
}

void setPreferences(const Preferences& preferences)
{
    QSettings settings;
    settings.setValue(QStringLiteral("model"), preferences.model);
    settings.setValue(QStringLiteral("separator"), preferences.separator);
    settings.setValue(QStringLiteral("device"), preferences.device);
    settings.setValue(QStringLiteral("language"), preferences.language);
    settings.setValue(QStringLiteral("threads"), preferences.threads);
    settings.setValue(QStringLiteral("keepsResults"), preferences.keepsResults);
}

Instruments preferredInstruments(const Preferences& preferences, QString* missing)
{
    Instruments instruments;
    instruments.model = preferredFile(preferences.model, ModelKind::Emotion, missing);
    instruments.separator = preferredFile(preferences.separator, ModelKind::Separator, missing);
    if (preferences.keepsResults)
        instruments.cacheFolder = cacheFolder();
    return instruments;
}

}  // namespace whence
