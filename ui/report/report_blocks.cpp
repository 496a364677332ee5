#include "ui/report/report_blocks.h"

#include <algorithm>
#include <array>

#include "core/report/wording.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

const TextStyle kBody{7.8};
const TextStyle kTerm{7.8, TextStyle::Face::Semibold};
const TextStyle kSentence{10.5};
const TextStyle kCaption{7.5};

QString joined(const std::vector<std::string>& parts)
{
    QStringList list;
    for (const std::string& part : parts)
        list << fromUtf8(part);
    return list.join("  ·  ");
}

/// At most `count` lines, the last one with an ellipsis if there were more.
QStringList firstLines(const QString& text, double width, const TextStyle& style, int count)
{
    QStringList lines = Canvas::wrapped(text, width, style);
    if (lines.size() > count) {
        const QString rest = lines.mid(count - 1).join(' ');
        lines = lines.mid(0, count - 1) << Canvas::elided(rest, width, style);
    }
    return lines;
}

/// A term in bold and its meaning, wrapped as one paragraph.
struct Definition {
    QString term;
    QStringList lines;    // of the meaning; the first one stands behind the term
    double indent = 0.0;  // pt, width of the term
    double height = 0.0;
};

Definition layOutDefinition(const std::string& term, const std::string& meaning, double width)
{
    Definition result;
    result.term = fromUtf8(term);
    result.indent = Canvas::textWidth(result.term, kTerm) + 5.0;
    QString rest = fromUtf8(meaning);
    const QStringList first = Canvas::wrapped(rest, std::max(40.0, width - result.indent), kBody);
    result.lines << first.value(0);
    rest = rest.mid(first.value(0).size()).trimmed();
    if (!rest.isEmpty())
        result.lines << Canvas::wrapped(rest, width, kBody);
    result.height = double(result.lines.size()) * Canvas::lineHeight(kBody) + 3.0;
    return result;
}

void drawDefinition(Canvas& canvas, const QPointF& place, const Definition& definition)
{
    const double first = Canvas::lineHeight(kBody);
    canvas.lines(place, {definition.term}, kTerm);
    canvas.lines(place + QPointF(definition.indent, 0), {definition.lines.front()}, kBody);
    canvas.lines(place + QPointF(0, first), definition.lines.mid(1), kBody);
}

}  // namespace

Block headingBlock(const QString& text)
{
    return {17.0, 5.0, true, [text](Canvas& canvas) {
                canvas.text({0, 12.0}, text, {11.0, TextStyle::Face::Semibold});
            }};
}

Block titleBlock(const ReportText& text, double width)
{
    const TextStyle title{19.0, TextStyle::Face::Semibold};
    const TextStyle byline{11.0};
    const QStringList titleLines = firstLines(fromUtf8(text.title), width, title, 2);
    const QStringList bylines =
        text.byline.empty() ? QStringList() : firstLines(fromUtf8(text.byline), width, byline, 2);
    const QStringList facts = Canvas::wrapped(joined(text.facts), width, kBody);
    const double height = double(titleLines.size()) * Canvas::lineHeight(title) +
                          double(bylines.size()) * Canvas::lineHeight(byline) + 4.0 +
                          double(facts.size()) * Canvas::lineHeight(kBody);
    return {height, 11.0, false, [=](Canvas& canvas) {
                TextStyle quiet = kBody;
                quiet.color = canvas.theme().muted;
                double top = canvas.lines({0, 0}, titleLines, title);
                top += canvas.lines({0, top}, bylines, byline);
                canvas.lines({0, top + 4.0}, facts, quiet);
            }};
}

Block boxBlock(const QString& text, bool isWarning, double width)
{
    const QStringList lines = Canvas::wrapped(text, width - 20.0, kBody);
    const double height = double(lines.size()) * Canvas::lineHeight(kBody) + 9.0;
    return {height, 5.0, false, [=](Canvas& canvas) {
                const Theme& theme = canvas.theme();
                canvas.fill({0, 0, width, height}, theme.panel);
                canvas.fill({0, 0, 2.5, height}, isWarning ? theme.failed : theme.warning);
                canvas.lines({11.0, 4.0}, lines, kBody);
            }};
}

Block sentenceBlock(const ReportSentence& sentence, double width)
{
    const QStringList lines = Canvas::wrapped(fromUtf8(sentence.text), width - 14.0, kSentence);
    const double height = double(lines.size()) * Canvas::lineHeight(kSentence) + 2.0;
    const std::string emotion = sentence.emotion;
    return {height, 9.0, false, [=](Canvas& canvas) {
                canvas.fill(
                    {0, 1.0, 3.0, height - 2.0},
                    emotion.empty() ? canvas.theme().faint : emotionColor(canvas.theme(), emotion));
                canvas.lines({14.0, 0}, lines, kSentence);
            }};
}

Block figuresBlock(const std::vector<Figure>& figures, double gap, int& number)
{
    struct Part {
        Figure figure;
        QString head;
        QStringList caption;
        double left = 0.0;
    };
    std::vector<Part> parts;
    double left = 0.0, figureHeight = 0.0, captionHeight = 0.0;
    for (const Figure& figure : figures) {
        Part part{figure, QString("Figure %1.").arg(++number), {}, left};
        part.caption =
            Canvas::wrapped(part.head + " " + figure.caption, figure.size.width(), kCaption);
        figureHeight = std::max(figureHeight, figure.size.height());
        captionHeight =
            std::max(captionHeight, double(part.caption.size()) * Canvas::lineHeight(kCaption));
        left += figure.size.width() + gap;
        parts.push_back(part);
    }
    return {figureHeight + 5.0 + captionHeight, 15.0, false, [=](Canvas& canvas) {
                for (const Part& part : parts) {
                    canvas.painter().save();
                    canvas.painter().translate(part.left, 0);
                    part.figure.draw(canvas);
                    canvas.painter().restore();
                    TextStyle style = kCaption;
                    style.color = canvas.theme().muted;
                    canvas.lines({part.left, figureHeight + 5.0}, part.caption, style);
                }
            }};
}

Block definitionsBlock(const std::vector<std::pair<std::string, std::string>>& definitions,
                       double width)
{
    constexpr double gap = 22.0;
    const double columnWidth = (width - gap) / 2.0;
    std::vector<Definition> entries;
    double total = 0.0;
    for (const auto& [term, meaning] : definitions) {
        entries.push_back(layOutDefinition(term, meaning, columnWidth));
        total += entries.back().height;
    }
    std::vector<QPointF> places;
    std::array<double, 2> heights = {0.0, 0.0};
    for (const Definition& entry : entries) {
        const std::size_t column =
            heights[1] == 0.0 && heights[0] + entry.height / 2 <= total / 2 ? 0 : 1;
        places.push_back({double(column) * (columnWidth + gap), heights[column]});
        heights[column] += entry.height;
    }
    return {std::max(heights[0], heights[1]), 12.0, false, [=](Canvas& canvas) {
                for (std::size_t i = 0; i < entries.size(); ++i)
                    drawDefinition(canvas, places[i], entries[i]);
            }};
}

Block listBlock(const std::vector<std::string>& sentences, double width)
{
    constexpr double indent = 10.0;
    std::vector<QStringList> items;
    double height = 0.0;
    for (const std::string& sentence : sentences) {
        items.push_back(Canvas::wrapped(fromUtf8(sentence), width - indent, kBody));
        height += double(items.back().size()) * Canvas::lineHeight(kBody) + 2.5;
    }
    return {height, 12.0, false, [items](Canvas& canvas) {
                double top = 0.0;
                for (const QStringList& item : items) {
                    canvas.text({1.0, top + kBody.size}, "•", kBody);
                    top += canvas.lines({indent, top}, item, kBody) + 2.5;
                }
            }};
}

std::vector<Block> provenanceBlocks(const ReportText& text, double width)
{
    constexpr double keys = 92.0;
    std::vector<Block> blocks;
    for (const auto& [key, value] : text.provenance) {
        const QString name = fromUtf8(key);
        const QStringList lines = firstLines(fromUtf8(value), width - keys, kBody, 2);
        blocks.push_back(
            {double(lines.size()) * Canvas::lineHeight(kBody), 2.0, false, [=](Canvas& canvas) {
                 TextStyle quiet = kBody;
                 quiet.color = canvas.theme().muted;
                 canvas.lines({0, 0}, {name}, quiet);
                 canvas.lines({keys, 0}, lines, kBody);
             }});
    }
    if (!text.command.empty()) {
        const QStringList lines = Canvas::wrapped(fromUtf8(text.command), width - 20.0, kBody);
        const double height = double(lines.size()) * Canvas::lineHeight(kBody) + 9.0;
        blocks.push_back(
            {10.0, 3.0, true, [](Canvas& canvas) {
                 TextStyle quiet = kBody;
                 quiet.color = canvas.theme().muted;
                 canvas.lines({0, 0}, {"The command that repeats this analysis:"}, quiet);
             }});
        blocks.push_back({height, 0.0, false, [=](Canvas& canvas) {
                              canvas.fill({0, 0, width, height}, canvas.theme().panel);
                              canvas.lines({10.0, 4.0}, lines, kBody);
                          }});
    }
    return blocks;
}

}  // namespace whence
