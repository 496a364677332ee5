#include <algorithm>
#include <cmath>

#include "core/report/report_text.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kTop = 16.0;
constexpr double kBelow = 54.0;  // pt, axis and measures below the rows
constexpr double kGap = 26.0;

struct SourcePanel {
    SourceExplanation source;
    QString title;
    StemStability stability;  // of no replicates if it is not known
    QString emotions;         // "effect on arousal +0.19, valence −0.02"
};

struct SourcesData {
    std::vector<SourcePanel> panels;
    std::vector<StemLevel> levels;
    ComplexityBaseline random;  // complexity of random weights
    std::size_t mixes = 0;
    bool exhaustive = true;
    double range = 1.0;
    double rowHeight = 13.5;  // pt
};

bool isNearSilent(const SourcesData& data, const std::string& stem)
{
    return std::ranges::any_of(data.levels, [&](const StemLevel& level) {
        return level.stem == stem && level.nearSilent;
    });
}

QString effectText(const Analysis& analysis, int feature)
{
    QStringList parts;
    for (std::size_t e = 0; e < analysis.effects.size(); ++e) {
        const Effect& effect = analysis.effects[e].at(feature);
        parts << nameForPeople(analysis.model.emotions.at(e)) + " " +
                     fromUtf8(signedOrDash(effect.centered.value_or(effect.effect)));
    }
    return parts.isEmpty() ? QString() : "effect on " + parts.join(", ");
}

SourcesData sourcesData(const Analysis& analysis, const std::vector<int>& features)
{
    SourcesData data;
    data.levels = analysis.stemLevels;
    data.random = randomComplexity(int(analysis.mixes.components.size()));
    data.mixes = analysis.mixes.coalitions.size();
    data.exhaustive = analysis.mixes.exhaustive;
    std::vector<double> shown;
    for (const int feature : features) {
        SourcePanel panel{analysis.sources.at(feature),
                          featureForPeople(analysis, analysis.sources[feature].feature),
                          {},
                          effectText(analysis, feature)};
        for (const StemStability& stability : analysis.stability)
            if (stability.feature == panel.source.feature)
                panel.stability = stability;
        for (const std::vector<double>& values :
             {panel.source.lime.coefficients, panel.source.shapley, panel.stability.minimum,
              panel.stability.maximum})
            shown.insert(shown.end(), values.begin(), values.end());
        data.panels.push_back(panel);
    }
    data.range = symmetricRange(shown);
    if (analysis.mixes.components.size() > 6)
        data.rowHeight = 11.0;
    return data;
}

double valueAt(const std::vector<double>& values, std::size_t index)
{
    return index < values.size() ? values[index] : std::nan("");
}

void drawRow(Canvas& canvas, const SourcePanel& panel, std::size_t stem, const Axis& axis,
             const QPointF& left, double right, bool nearSilent)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    TextStyle name = type.label;
    if (nearSilent)
        name.color = theme.faint;
    const double weight = valueAt(panel.source.lime.coefficients, stem);
    const double shapley = valueAt(panel.source.shapley, stem);
    canvas.label(
        left,
        Canvas::elided(nameForPeople(panel.source.stems[stem]), axis.begin - left.x() - 2.0, name),
        name);
    drawBar(canvas, axis, left.y(), 7.0, weight, !nearSilent);
    if (panel.stability.replicates > 1)
        drawInterval(canvas, axis, left.y(), valueAt(panel.stability.minimum, stem),
                     valueAt(panel.stability.maximum, stem));
    if (std::isfinite(shapley))
        drawDiamond(canvas, {axis.place(shapley), left.y()}, 2.1, theme.ink);
    TextStyle number = type.number;
    if (nearSilent)
        number.color = theme.faint;
    canvas.label({right - 30.0, left.y()}, fromUtf8(signedOrDash(weight)), number, Qt::AlignRight);
    canvas.label({right, left.y()}, fromUtf8(signedOrDash(shapley)), number, Qt::AlignRight);
}

QString measuresText(const SourcesData& data, const SourcePanel& panel)
{
    const LinearFit& fit = panel.source.lime;
    return "fidelity " + fromUtf8(numberOrDash(fit.r2)) + " (without ridge " +
           fromUtf8(numberOrDash(panel.source.fidelityOls)) + ")  ·  complexity " +
           fromUtf8(numberOrDash(fit.complexity)) + " (random weights " +
           fromUtf8(numberOrDash(data.random.mean) + " ± " +
                    numberOrDash(data.random.standardDeviation)) +
           ")";
}

QString mixesText(const SourcesData& data)
{
    return QString::number(data.mixes) +
           (data.exhaustive ? QString(" of %1 mixes").arg(data.mixes) : QString(" sampled mixes"));
}

/// In how many of the shifts which stem was the strongest.
QString stabilityText(const SourcePanel& panel)
{
    const StemStability& stability = panel.stability;
    const auto top = std::ranges::max_element(stability.topShare);
    if (stability.replicates < 2 || top == stability.topShare.end())
        return "stability over shifts: unknown";
    const std::size_t stem = std::size_t(top - stability.topShare.begin());
    return QString("strongest: %1 in %2 of %3 placements")
        .arg(nameForPeople(panel.source.stems.at(stem)))
        .arg(std::lround(*top * stability.replicates))
        .arg(stability.replicates);
}

void drawPanel(Canvas& canvas, const SourcesData& data, const SourcePanel& panel,
               const QRectF& area)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    TextStyle quiet = type.axis;
    quiet.color = theme.muted;
    const QString title = panel.title.left(1).toUpper() + panel.title.mid(1);
    canvas.text({area.left(), area.top() + 8.0}, title, type.title);
    canvas.text({area.left() + Canvas::textWidth(title, type.title) + 8.0, area.top() + 8.0},
                panel.emotions, quiet);
    const double top = area.top() + kTop;
    const std::size_t stems = panel.source.stems.size();
    const double bottom = top + data.rowHeight * double(stems);
    const Axis axis{-data.range, data.range, area.left() + 50.0, area.right() - 58.0};
    drawValueAxis(canvas, axis, top, bottom, 5, "score");
    canvas.text({area.right() - 30.0, bottom + 8.0}, "LIME", quiet, Qt::AlignRight);
    canvas.text({area.right(), bottom + 8.0}, "Shapley", quiet, Qt::AlignRight);
    for (std::size_t stem = 0; stem < stems; ++stem)
        drawRow(canvas, panel, stem, axis,
                {area.left(), top + data.rowHeight * (double(stem) + 0.5)}, area.right(),
                isNearSilent(data, panel.source.stems[stem]));
    canvas.line({axis.place(0), top}, {axis.place(0), bottom}, theme.ink, 0.6);
    canvas.text({area.left(), bottom + 28.0}, measuresText(data, panel), quiet);
    canvas.text({area.left(), bottom + 37.5}, stabilityText(panel) + "  ·  " + mixesText(data),
                quiet);
}

}  // namespace

Figure sourcesFigure(const Analysis& analysis, const std::vector<int>& features, double width)
{
    if (!hasSources(analysis) || features.empty())
        return {};
    const SourcesData data = sourcesData(analysis, features);
    const double panelWidth = (width - kGap) / 2.0;
    const double panelHeight =
        kTop + data.rowHeight * double(analysis.mixes.components.size()) + kBelow;
    const int rows = (int(features.size()) + 1) / 2;
    return {"sources",
            "How much each stem drives a feature, in scores of that feature. Bars: weight in the "
            "linear model of the mixes (LIME), lines: its range over shifts of the window; "
            "diamonds: Shapley value. Gray: too quiet to be named as a cause." +
                noteOnMarks(analysis),
            {width, panelHeight * rows - 10.0},
            [data, panelWidth, panelHeight](Canvas& canvas) {
                for (std::size_t i = 0; i < data.panels.size(); ++i)
                    drawPanel(canvas, data, data.panels[i],
                              {double(i % 2) * (panelWidth + kGap), double(i / 2) * panelHeight,
                               panelWidth, panelHeight});
            }};
}

}  // namespace whence
