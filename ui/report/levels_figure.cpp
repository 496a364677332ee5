#include <algorithm>
#include <cmath>

#include "core/explain/wording.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kTop = 14.0;
constexpr double kLowest = -60.0;  // dB, where bars begin

double rowHeight(std::size_t stems)
{
    return stems > 6 ? 9.8 : 13.5;  // pt
}

void drawLevels(Canvas& canvas, const std::vector<StemLevel>& levels, double threshold,
                double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    const Axis axis{kLowest, 0.0, 52.0, width - 78.0};
    const double row = rowHeight(levels.size());
    const double bottom = kTop + row * double(levels.size());
    drawValueAxis(canvas, axis, kTop, bottom, 5, "level relative to the sum of the stems (dB)");
    const double limit = axis.place(std::clamp(threshold, kLowest, 0.0));
    canvas.line({limit, kTop - 3.0}, {limit, bottom}, theme.failed, 0.7, Qt::DashLine);
    canvas.text({limit, kTop - 5.0}, "near silent below",
                {6.5, TextStyle::Face::Regular, theme.failed}, Qt::AlignHCenter);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const StemLevel& level = levels[i];
        const double y = kTop + row * (double(i) + 0.5);
        TextStyle name = type.label;
        if (level.nearSilent)
            name.color = theme.faint;
        canvas.label({0, y}, Canvas::elided(nameForPeople(level.stem), 50.0, name), name);
        const double end = std::isfinite(level.relative)
                               ? axis.place(std::clamp(level.relative, kLowest, 0.0))
                               : axis.begin;
        canvas.fill({axis.begin, y - 3.5, end - axis.begin, 7.0},
                    level.nearSilent ? theme.faint : theme.muted);
        canvas.label({width, y},
                     fromUtf8(numberOrDash(level.relative, 1)) + " dB" +
                         (level.nearSilent ? ", near silent" : ""),
                     name, Qt::AlignRight);
    }
}

}  // namespace

Figure levelsFigure(const Analysis& analysis, double width)
{
    if (analysis.stemLevels.empty())
        return {};
    const std::vector<StemLevel> levels = analysis.stemLevels;
    const double threshold = analysis.options.thresholds.silentDecibels;
    QString caption = "Levels of the stems in the explained window";
    if (!analysis.separatorName.empty())
        caption += " (" + fromUtf8(analysis.separatorName) + ")";
    return {"stem_levels",
            caption + ".",
            {width, kTop + rowHeight(levels.size()) * double(levels.size()) + 20.0},
            [levels, threshold, width](Canvas& canvas) {
                drawLevels(canvas, levels, threshold, width);
            }};
}

}  // namespace whence
