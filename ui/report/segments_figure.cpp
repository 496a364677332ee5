#include <algorithm>
#include <cmath>

#include "core/explain/stem_stability.h"
#include "core/explain/wording.h"
#include "core/report/report_text.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kTop = 16.0;
constexpr double kBelow = 42.0;  // pt, time axis and measures below the rows
constexpr double kRowHeight = 15.0;
constexpr double kNames = 60.0;
constexpr double kGap = 22.0;

struct SegmentsPanel {
    QString title;
    QString measures;                        // "fidelity 0.81 · largest weight the same in …"
    std::vector<std::vector<double>> cells;  // stem × segment
    int top = -1;                            // component with the largest weight; none if all are 0
};

struct SegmentsData {
    std::vector<SegmentsPanel> panels;
    QStringList stems;
    std::vector<double> edges;  // s
    double range = 1.0;         // of the color scale
};

SegmentsPanel panelOf(const Analysis& analysis, int feature)
{
    const SegmentExplanation& segments = *analysis.segments;
    const LinearFit& fit = segments.sampled.fits.at(std::size_t(feature));
    const int stems = int(analysis.mixes.components.size());
    SegmentsPanel panel;
    panel.title = featureForPeople(analysis, analysis.model.features.at(std::size_t(feature)));
    panel.measures = "fidelity " + fromUtf8(numberOrDash(fit.r2));
    if (!segments.sampled.exhaustive)
        panel.measures +=
            " · same largest weight in " +
            fromUtf8(percent(segments.sampled.topAgreement.at(std::size_t(feature)))) +
            " of half samples";
    panel.top = strongestStem(fit.coefficients);
    for (int stem = 0; stem < stems; ++stem) {
        std::vector<double>& row = panel.cells.emplace_back();
        for (int segment = 0; segment < segments.count(); ++segment)
            row.push_back(fit.coefficients.at(SegmentExplanation::component(segment, stem, stems)));
    }
    return panel;
}

SegmentsData segmentsData(const Analysis& analysis, const std::vector<int>& features)
{
    SegmentsData data;
    data.edges = analysis.segments->edges;
    for (const std::string& stem : analysis.mixes.components)
        data.stems << Canvas::elided(nameForPeople(stem), kNames - 4.0, FigureType{}.label);
    std::vector<double> all;
    for (const int feature : features) {
        data.panels.push_back(panelOf(analysis, feature));
        for (const std::vector<double>& row : data.panels.back().cells)
            all.insert(all.end(), row.begin(), row.end());
    }
    data.range = symmetricRange(all, 0.01);
    return data;
}

void drawCells(Canvas& canvas, const SegmentsData& data, const SegmentsPanel& panel,
               const Axis& time)
{
    const Theme& theme = canvas.theme();
    for (std::size_t stem = 0; stem < panel.cells.size(); ++stem)
        for (std::size_t segment = 0; segment < panel.cells[stem].size(); ++segment) {
            const double left = time.place(data.edges[segment]);
            const double right = time.place(data.edges[segment + 1]);
            const QRectF area(left, kTop + kRowHeight * double(stem), right - left, kRowHeight);
            const double value = panel.cells[stem][segment];
            const double share = std::isfinite(value) ? value / data.range : 0.0;
            const QColor color = divergingColor(theme, 0.85 * share);
            canvas.fill(area.adjusted(0.4, 0.4, -0.4, -0.4), color);
            if (int(SegmentExplanation::component(int(segment), int(stem),
                                                  int(panel.cells.size()))) == panel.top)
                canvas.outline(area.adjusted(0.6, 0.6, -0.6, -0.6), theme.ink, 1.0);
            TextStyle style{6.5};
            style.color = qGray(color.rgb()) < 120 ? theme.background : theme.ink;
            const QString text = fromUtf8(signedOrDash(value));
            if (Canvas::textWidth(text, style) < area.width() - 2.0)
                canvas.label(area.center(), text, style, Qt::AlignHCenter);
        }
}

void drawPanel(Canvas& canvas, const SegmentsData& data, const SegmentsPanel& panel, double left,
               double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    const Axis time{data.edges.front(), data.edges.back(), left + kNames, left + width};
    const double bottom = kTop + kRowHeight * double(data.stems.size());
    canvas.text({left, 8.0}, panel.title, type.title);
    for (qsizetype i = 0; i < data.stems.size(); ++i)
        canvas.label({left, kTop + kRowHeight * (double(i) + 0.5)}, data.stems[i], type.label);
    drawCells(canvas, data, panel, time);
    for (const double tick : timeTicks(time.minimum, time.maximum, 6)) {
        const double x = time.place(tick);
        canvas.line({x, bottom}, {x, bottom + 3.0}, theme.muted, 0.5);
        canvas.text({x, bottom + 10.0}, fromUtf8(timeText(tick, false)), type.axis,
                    Qt::AlignHCenter);
    }
    canvas.text({time.begin, bottom + 20.0}, "time in the recording (min:s)", type.axis);
    TextStyle measures = type.axis;
    measures.color = theme.muted;
    canvas.text({left, bottom + 33.0}, panel.measures, measures);
}

QString captionOf(const Analysis& analysis)
{
    const SampledExplanation& sampled = analysis.segments->sampled;
    QString caption =
        "Which stem counts when: weights of every stem in every segment of the explained window "
        "in one linear surrogate (LIME), in scores of the feature; framed: the largest. ";
    caption += sampled.exhaustive
                   ? QString("All %1 mixes of the %2 parts were predicted.")
                   : QString("%1 of the mixes of the %2 parts were drawn at random (seed %3).");
    caption = caption.arg(sampled.samples).arg(sampled.components.size());
    return (sampled.exhaustive ? caption : caption.arg(sampled.seed)) + noteOnMarks(analysis);
}

}  // namespace

Figure segmentsFigure(const Analysis& analysis, const std::vector<int>& features, double width)
{
    if (!analysis.segments || features.empty() || analysis.segments->sampled.fits.empty())
        return {};
    const SegmentsData data = segmentsData(analysis, features);
    const std::size_t columns = std::min<std::size_t>(2, data.panels.size());
    const std::size_t rows = (data.panels.size() + columns - 1) / columns;
    const double panelWidth = (width - kGap * double(columns - 1)) / double(columns);
    const double panelHeight = kTop + kRowHeight * double(data.stems.size()) + kBelow;
    return {
        "segments", captionOf(analysis), {width, panelHeight * double(rows)}, [=](Canvas& canvas) {
            for (std::size_t i = 0; i < data.panels.size(); ++i) {
                canvas.painter().save();
                canvas.painter().translate(0.0, panelHeight * double(i / columns));
                drawPanel(canvas, data, data.panels[i], double(i % columns) * (panelWidth + kGap),
                          panelWidth);
                canvas.painter().restore();
            }
        }};
}

}  // namespace whence
