#include "ui/file_dialogs.h"

#include <QFile>
#include <QFileDialog>
#include <QRegularExpression>

namespace whence {

namespace {

QFileDialog* makeDialog(QWidget* parent, const QString& title, const UsePath& use)
{
    auto* const dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [use](const QString& file) { use(toPath(file)); });
    return dialog;
}

/// "png" of "PNG (*.png)".
QString extensionOf(const QString& filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.(\\w+)"));
    return pattern.match(filter).captured(1);
}

}  // namespace

QFileDialog* askForFile(QWidget* parent, const QString& title, const UsePath& use)
{
    QFileDialog* const dialog = makeDialog(parent, title, use);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->open();
    return dialog;
}

QFileDialog* askForFolder(QWidget* parent, const QString& title, const UsePath& use)
{
    QFileDialog* const dialog = makeDialog(parent, title, use);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->open();
    return dialog;
}

QFileDialog* askWhereToSave(QWidget* parent, const QString& title, const QString& suggestion,
                            const QStringList& filters, const UsePath& use)
{
    QFileDialog* const dialog = makeDialog(parent, title, use);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(extensionOf(filters.front()));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(extensionOf(filter));
    });
    dialog->selectFile(suggestion);
    dialog->open();
    return dialog;
}

std::filesystem::path toPath(const QString& file)
{
    return QFile::encodeName(file).toStdString();
}

QString toFile(const std::filesystem::path& path)
{
    return QFile::decodeName(path.string().c_str());
}

}  // namespace whence
