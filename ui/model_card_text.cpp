#include "ui/model_card_text.h"

#include "ui/core_text.h"

namespace whence {

namespace {

QString escaped(const std::string& text)
{
    return localized(text).toHtmlEscaped();
}

/// Names to the left, each in one line, figures to the right.
QString rowHtml(const char* tag, const std::vector<std::string>& cells)
{
    QString row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        QString text = escaped(cells[i]);
        if (i == 0)
            text.replace(QLatin1Char(' '), QChar::Nbsp);
        row += QStringLiteral("<%1 align='%2' style='padding-right:16px'>%3</%1>")
                   .arg(QLatin1String(tag),
                        i == 0 ? QStringLiteral("left") : QStringLiteral("right"), text);
    }
    return QStringLiteral("<tr>%1</tr>").arg(row);
}

QString tableHtml(const CardTable& table)
{
    QString rows = rowHtml("th", table.header);
    for (const std::vector<std::string>& row : table.rows)
        rows += rowHtml("td", row);
    const QString title =
        table.title.empty() ? QString() : QStringLiteral("<p>%1</p>").arg(escaped(table.title));
    return title + QStringLiteral("<table cellspacing='2'>%1</table>").arg(rows);
}

QString pointsHtml(const std::vector<std::string>& points)
{
    if (points.size() == 1)
        return QStringLiteral("<p>%1</p>").arg(escaped(points.front()));
    QString items;
    for (const std::string& point : points)
        items += QStringLiteral("<li>%1</li>").arg(escaped(point));
    return items.isEmpty() ? QString() : QStringLiteral("<ul>%1</ul>").arg(items);
}

}  // namespace

QString factsHtml(const std::vector<std::pair<std::string, std::string>>& facts)
{
    QString rows;
    for (const auto& [name, value] : facts)
        rows += QStringLiteral("<tr><td style='padding-right:12px'><b>%1</b></td><td>%2</td></tr>")
                    .arg(escaped(name), escaped(value));
    return rows.isEmpty() ? QString()
                          : QStringLiteral("<table cellspacing='4'>%1</table>").arg(rows);
}

QString cardHtml(const ModelCard& card)
{
    QString text;
    for (const CardSection& section : card.sections) {
        text += QStringLiteral("<h3>%1</h3>").arg(escaped(section.heading)) +
                factsHtml(section.facts) + pointsHtml(section.points);
        for (const CardTable& table : section.tables)
            text += tableHtml(table);
    }
    return text;
}

}  // namespace whence
