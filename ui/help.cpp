#include "ui/help.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextImageFormat>
#include <QUrl>
#include <QVBoxLayout>

#include "core/analysis.h"
#include "ui/file_dialogs.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr QSize kPageSize(760, 640);
constexpr int kPageMargins = 60;  // pixels, with the scroll bar
constexpr QSize kListSize(520, 640);

/// The texts of this file in the language of the program.
struct Help {
    Q_DECLARE_TR_FUNCTIONS(whence::Help)
};

/// A window of its own that shows a text and lets the main window be used meanwhile.
QDialog* makeTextWindow(const char* name, const QString& title, QSize size, QWidget* parent)
{
    auto* const dialog = new QDialog(parent);
    dialog->setObjectName(QLatin1String(name));
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(size);
    auto* const text = new QTextBrowser(dialog);
    text->setObjectName(QStringLiteral("text"));
    text->setAccessibleName(title);
    text->setOpenExternalLinks(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* const box = new QVBoxLayout(dialog);
    box->addWidget(text, 1);
    box->addWidget(buttons);
    return dialog;
}

QTextBrowser& textOf(QDialog& dialog)
{
    return *dialog.findChild<QTextBrowser*>(QStringLiteral("text"));
}

/// Makes the pictures of a text as wide as its lines.
void fitPictures(QTextDocument& text, double width)
{
    for (QTextBlock block = text.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (!fragment.charFormat().isImageFormat())
                continue;
            QTextImageFormat picture = fragment.charFormat().toImageFormat();
            picture.setWidth(width);
            QTextCursor cursor(&text);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(picture);
            break;  // the block has changed
        }
}

QString row(const QString& keys, const QString& what)
{
    return QStringLiteral("<tr><td width='190'><b>%1</b></td><td>%2</td></tr>")
        .arg(keys.toHtmlEscaped(), what.toHtmlEscaped());
}

QString keysOf(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys += sequence.toString(QKeySequence::NativeText);
    return keys.join(Help::tr(" or "));
}

QString plainText(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QString rowsOf(const QMenu& menu)
{
    QString rows;
    for (const QAction* const action : menu.actions())
        if (action->menu())
            rows += rowsOf(*action->menu());
        else if (!action->shortcut().isEmpty())
            rows += row(keysOf(*action), plainText(action->text()));
    return rows;
}

QString section(const QString& title, const QString& rows)
{
    return rows.isEmpty() ? QString()
                          : QStringLiteral("<h3>%1</h3><table cellspacing='3'>%2</table>")
                                .arg(title.toHtmlEscaped(), rows);
}

QString axisRows()
{
    return row(Help::tr("Left, Right"), Help::tr("Scroll")) +
           row(Help::tr("Up, Down"), Help::tr("Zoom in and out")) +
           row(Help::tr("Wheel"), Help::tr("Scroll; with Ctrl: zoom around the pointer")) +
           row(Help::tr("Click"), Help::tr("Play from there")) +
           row(Help::tr("Drag"), Help::tr("Select a stretch")) +
           row(Help::tr("Drag in the ruler"), Help::tr("Move the explained window"));
}

QString labelRows()
{
    return row(Help::tr("Page up, Page down"), Help::tr("Select a label and its time")) +
           row(Help::tr("Return"), Help::tr("Rename it")) +
           row(Help::tr("Delete"), Help::tr("Take it away")) +
           row(Help::tr("Ctrl+Left, Ctrl+Right"), Help::tr("Move it; with Shift only its end")) +
           row(Help::tr("Double click"), Help::tr("Rename it, or add one"));
}

}  // namespace

QDialog* makeManual(const std::filesystem::path& folder, QWidget* parent)
{
    QDialog* const dialog =
        makeTextWindow("manual", Help::tr("Manual of Whence"), kPageSize, parent);
    const QString language = QLocale().name().section(QLatin1Char('_'), 0, 0).toLower();
    std::filesystem::path page = folder / ("manual." + language.toStdString() + ".md");
    if (!std::filesystem::exists(page))
        page = folder / "manual.md";
    QTextBrowser& text = textOf(*dialog);
    text.setSource(QUrl::fromLocalFile(toFile(page)), QTextDocument::MarkdownResource);
    fitPictures(*text.document(), kPageSize.width() - kPageMargins);
    if (text.toPlainText().isEmpty())
        text.setPlainText(Help::tr("The manual is missing: %1 can't be read.").arg(toFile(page)));
    return dialog;
}

QDialog* makeKeyList(QWidget* window)
{
    QDialog* const dialog = makeTextWindow("keyList", Help::tr("Keys"), kListSize, window);
    QString text;
    if (auto* const main = qobject_cast<QMainWindow*>(window))
        for (const QAction* const action : main->menuBar()->actions())
            if (action->menu())
                text += section(plainText(action->text()), rowsOf(*action->menu()));
    textOf(*dialog).setHtml(text + section(Help::tr("On the time axis"), axisRows()) +
                            section(Help::tr("Among the labels"), labelRows()));
    return dialog;
}

QDialog* makeAbout(QWidget* parent)
{
    QDialog* const dialog = makeTextWindow("about", Help::tr("About Whence"), kListSize, parent);
    textOf(*dialog).setHtml(
        Help::tr(
            "<h2>Whence %1</h2>"
            "<p>Tells where a predicted emotion comes from: emotion ← perceptual features ← sound "
            "sources. Built from commit %2.</p>"
            "<p>It implements S. Chowdhury, V. Praher, G. Widmer, <i>Tracing Back Music Emotion "
            "Predictions to Sound Sources and Intuitive Perceptual Qualities</i>, SMC 2021 "
            "(<a href='https://arxiv.org/abs/2106.07787'>arXiv 2106.07787</a>).</p>"
            "<h3>Licence</h3>"
            "<p>Whence is free software: you may redistribute and modify it under the GNU General "
            "Public License, version 3 or later. It comes without any warranty.</p>")
            .arg(toText(programVersion()), toText(programCommit())) +
        Help::tr(
            "<h3>What comes with it</h3><ul>"
            "<li>Demonstration models, trained on synthesized music: licence on their cards "
            "(menu Models)</li>"
            "<li>Example piece: CC0 1.0</li>"
            "<li>Open Sans, the type of the report: Apache License 2.0</li>"
            "<li>Color maps Magma, Viridis and Cividis: CC0; stem colors after Okabe and Ito</li>"
            "</ul><h3>What it builds on</h3><ul>"
            "<li>Qt and Qt Charts: GPL 3</li><li>LibTorch: BSD</li><li>oneDNN: Apache 2.0</li>"
            "<li>FFTW: GPL 2 or later</li><li>FFmpeg (libavformat, libavcodec): LGPL or GPL</li>"
            "<li>libsndfile, soxr, TagLib, FluidSynth: LGPL</li>"
            "<li>PortAudio, libebur128, nlohmann/json, libcurl: MIT</li>"
            "<li>Rubber Band: GPL 2 or later</li>"
            "<li>libarchive, libsamplerate: BSD</li><li>OpenSSL: Apache 2.0</li><li>Eigen: MPL "
            "2.0</li></ul>"));
    return dialog;
}

}  // namespace whence
