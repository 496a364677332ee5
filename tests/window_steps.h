#pragma once

// Steps of a user in the real MainWindow.

#include <QFileDialog>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <memory>

#include "ui/main_window.h"
#include "ui/views/bar_chart_view.h"

namespace whence::test {

inline constexpr int kPatience = 120'000;  // ms, for models on a busy machine

inline Instruments builtIn()
{
    const std::filesystem::path models = std::filesystem::path(RESOURCES) / "models";
    return {models / "whence-demonstration.whence-model",
            models / "whence-5stems.whence-separator",
            {},
            {}};
}

inline std::filesystem::path example()
{
    return std::filesystem::path(RESOURCES) / "example";
}

/// The window as a user finds it, with the models being loaded.
inline std::unique_ptr<MainWindow> makeWindow()
{
    auto window = std::make_unique<MainWindow>(example());
    window->setInstruments(builtIn());
    window->show();
    return window;
}

template <typename Widget>
Widget& find(const QWidget& window, const char* name)
{
    auto* const widget = window.findChild<Widget*>(QLatin1String(name));
    Q_ASSERT(widget);
    return *widget;
}

inline void clickBar(BarChartView& chart, int bar)
{
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, chart.barRect(bar).center().toPoint());
}

/// Answers the file dialog that is open.
inline void chooseFile(MainWindow& window, const QString& path)
{
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY(dialog = window.findChild<QFileDialog*>());
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(!window.findChild<QFileDialog*>());
}

/// A picture of the window for people, if they want one.
inline void keepPicture(MainWindow& window, const QString& name)
{
    const QString folder = qEnvironmentVariable("WHENCE_PICTURES");
    if (folder.isEmpty())
        return;
    QTest::qWait(300);  // for the tiles of the spectrogram
    window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

/// Settings of their own for the tests of one program, in a folder that must outlive them.
inline void useSettingsIn(const QTemporaryDir& folder)
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("whence-test"));
}

}  // namespace whence::test
