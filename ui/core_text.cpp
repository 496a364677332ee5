#include "ui/core_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <optional>
#include <vector>

#include "core/model/model_info.h"
#include "core/report/meaning.h"
#include "ui/core_sentences.h"

namespace whence {

namespace {

constexpr const char* kContext = "whence::CoreText";

/// A sentence with places (%1, %2, …, in this order) for what differs.
struct Pattern {
    const char* source = nullptr;
    QStringList parts;  // between the places
};

std::vector<Pattern> makePatterns()
{
    static const QRegularExpression place(QStringLiteral("%[1-9]"));
    std::vector<Pattern> patterns;
    for (const char* const sentence : coreSentences())
        patterns.push_back({sentence, QString::fromUtf8(sentence).split(place)});
    return patterns;
}

/// What stands at the places; none: it is another sentence. Each place takes as little as it can.
std::optional<QStringList> valuesIn(const QString& text, const QStringList& parts)
{
    if (!text.startsWith(parts.front(), Qt::CaseInsensitive) || !text.endsWith(parts.back()))
        return std::nullopt;
    QStringList values;
    qsizetype start = parts.front().size();
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const qsizetype end =
            isLast ? text.size() - parts[i].size() : text.indexOf(parts[i], start + 1);
        if (end <= start)
            return std::nullopt;
        values += text.mid(start, end - start);
        start = end + parts[i].size();
    }
    return values;
}

/// A word or a sentence as a whole; none: there is no translation.
std::optional<QString> translated(const QString& text)
{
    const QString result = QCoreApplication::translate(kContext, text.toUtf8().constData());
    return result == text ? std::nullopt : std::optional(result);
}

QString capitalizedLike(const QString& model, QString text)
{
    if (!model.isEmpty() && model.front().isUpper() && !text.isEmpty())
        text.front() = text.front().toUpper();
    return text;
}

std::optional<QString> word(const QString& text)
{
    if (const auto result = translated(text))
        return result;
    if (text.isEmpty() || !text.front().isUpper())
        return std::nullopt;
    const auto result = translated(text.front().toLower() + text.mid(1));
    return result ? std::optional(capitalizedLike(text, *result)) : std::nullopt;
}

std::optional<QString> sentence(const QString& text);

/// "the vocals, the drums and the bass muted", if each of them is known.
std::optional<QString> list(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral(", | and "));
    QStringList parts = text.split(separator);
    if (parts.size() < 2)
        return std::nullopt;
    for (QString& part : parts)
        if (const auto known = word(part))
            part = *known;
        else if (const auto phrase = sentence(part))
            part = *phrase;
        else
            return std::nullopt;
    const QString last = parts.takeLast();
    return parts.join(QStringLiteral(", ")) + QCoreApplication::translate(kContext, " and ") + last;
}

/// "Valence +0.31", if the name is known.
std::optional<QString> namedNumber(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(.+) ([+−]?[0-9.]+)$"));
    const QRegularExpressionMatch match = form.match(text);
    const auto name = match.hasMatch() ? word(match.captured(1)) : std::nullopt;
    return name ? std::optional(*name + QLatin1Char(' ') + match.captured(2)) : std::nullopt;
}

QString filled(const QString& text, const QStringList& values)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPlace =
            text[i] == QLatin1Char('%') && i + 1 < text.size() && text[i + 1].isDigit();
        const int place = isPlace ? text[i + 1].digitValue() : 0;
        if (place < 1 || place > values.size()) {
            result += text[i];
            continue;
        }
        result += values[place - 1];
        ++i;
    }
    return result;
}

std::optional<QString> sentence(const QString& text)
{
    static const std::vector<Pattern> patterns = makePatterns();
    for (const Pattern& pattern : patterns) {
        std::optional<QStringList> values = valuesIn(text, pattern.parts);
        if (!values)
            continue;
        for (QString& value : *values)
            value = localized(value);
        const QString target = QCoreApplication::translate(kContext, pattern.source);
        return capitalizedLike(text, filled(target, *values));
    }
    return std::nullopt;
}

}  // namespace

QString localized(const QString& text)
{
    // In English the texts are their own translations.
    if (!translated(QString::fromUtf8(kLanguageMark)))
        return text;
    if (const auto result = word(text))
        return *result;
    if (const auto result = list(text))
        return *result;
    if (const auto result = namedNumber(text))
        return *result;
    return sentence(text).value_or(text);
}

QString localized(const std::string& text)
{
    return localized(QString::fromStdString(text));
}

QString nameText(const std::string& name)
{
    return localized(displayName(name));
}

QString meaningText(const std::string& name)
{
    const QString meaning = localized(meaningOf(name));
    return meaning.isEmpty() ? nameText(name) : nameText(name) + QStringLiteral(": ") + meaning;
}

}  // namespace whence
