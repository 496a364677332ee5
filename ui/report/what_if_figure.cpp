#include <algorithm>
#include <cmath>

#include "core/explain/wording.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kNameWidth = 92.0;  // pt
constexpr double kRow = 10.5;        // pt
constexpr double kDelta = 34.0;      // pt, of a change beside its value
constexpr double kGap = 12.0;        // pt, between columns

struct Table {
    std::vector<QString> names;               // of the outputs, emotions first
    std::size_t emotions = 0;                 // how many of them
    std::vector<QStringList> heads;           // of the states
    std::vector<std::vector<double>> before;  // per state, per output
    std::vector<std::vector<double>> after;
    double columnWidth = 0.0;
    double headHeight = 0.0;
};

std::vector<double> outputsOf(const Prediction& prediction)
{
    std::vector<double> outputs = prediction.emotions;
    outputs.insert(outputs.end(), prediction.features.begin(), prediction.features.end());
    return outputs;
}

Table makeTable(const Analysis& analysis, const std::vector<WhatIfState>& states, double width)
{
    const FigureType type;
    Table table;
    for (const std::string& emotion : analysis.model.emotions)
        table.names.push_back(nameForPeople(emotion));
    table.emotions = table.names.size();
    for (const std::string& feature : analysis.model.features)
        table.names.push_back(featureForPeople(analysis, feature));
    // The first column is the mix as it is.
    table.columnWidth = (width - kNameWidth) / double(states.size() + 1);
    int lines = 1;
    for (const WhatIfState& state : states) {
        const QString head = fromUtf8(capitalized(gainsPhrase(state.stems, state.gains)));
        table.heads.push_back(Canvas::wrapped(head, table.columnWidth - kGap, type.label));
        lines = std::max(lines, int(table.heads.back().size()));
        table.before.push_back(outputsOf(state.unchanged));
        table.after.push_back(outputsOf(state.changed));
    }
    table.headHeight = lines * Canvas::lineHeight(type.label) + 4.0;
    return table;
}

void drawTable(Canvas& canvas, const Table& table, double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    const auto columnLeft = [&](std::size_t column) {
        return kNameWidth + double(column) * table.columnWidth;
    };
    canvas.lines({columnLeft(0), 0.0}, {"All stems as they are"}, type.label);
    for (std::size_t state = 0; state < table.heads.size(); ++state)
        canvas.lines({columnLeft(state + 1), 0.0}, table.heads[state], type.label);
    canvas.line({0.0, table.headHeight}, {width, table.headHeight}, theme.faint, 0.5);
    for (std::size_t output = 0; output < table.names.size(); ++output) {
        const double y = table.headHeight + kRow * (double(output) + 0.5) + 1.0;
        const TextStyle name = output < table.emotions ? type.title : type.label;
        canvas.label({0.0, y}, Canvas::elided(table.names[output], kNameWidth - 4.0, name), name);
        canvas.label({columnLeft(0) + kDelta, y},
                     fromUtf8(signedOrDash(table.before.front()[output])), type.number,
                     Qt::AlignRight);
        for (std::size_t state = 0; state < table.heads.size(); ++state) {
            const double left = columnLeft(state + 1);
            const double change = table.after[state][output] - table.before[state][output];
            TextStyle delta = type.number;
            delta.color = signedNumber(change) == signedNumber(0.0) ? theme.faint
                          : change < 0.0                            ? theme.negative
                                                                    : theme.positive;
            canvas.label({left + kDelta, y}, fromUtf8(signedOrDash(table.after[state][output])),
                         type.number, Qt::AlignRight);
            canvas.label({left + 2.0 * kDelta, y}, "(" + fromUtf8(signedOrDash(change)) + ")",
                         delta, Qt::AlignRight);
        }
    }
}

}  // namespace

Figure whatIfFigure(const Analysis& analysis, const std::vector<WhatIfState>& states, double width)
{
    if (states.empty())
        return {};
    const Table table = makeTable(analysis, states, width);
    const double height = table.headHeight + kRow * double(table.names.size()) + 4.0;
    return {"what_if",
            "What the model hears in the explained window with other gains of the stems, and in "
            "brackets what that changes. It is an answer of the model, not of listeners." +
                noteOnMarks(analysis),
            {width, height},
            [table, width](Canvas& canvas) { drawTable(canvas, table, width); }};
}

}  // namespace whence
