#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "ui/preferences.h"

namespace whence {

namespace {

void install(const QString& name, const QString& folder)
{
    auto* const translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), name, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

}  // namespace

void applyLanguage()
{
    const QString language = preferences().language;
    if (!language.isEmpty())
        QLocale::setDefault(QLocale(language));
    if (QLocale().language() == QLocale::English)
        return;
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("whence"), QStringLiteral(":/translations"));
}

}  // namespace whence
