#include <QLinearGradient>
#include <algorithm>
#include <cmath>

#include "core/report/wording.h"
#include "ui/color_map.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"
#include "ui/report/spectrogram_image.h"

namespace whence {

namespace {

constexpr double kLeft = 34.0;    // pt, for the names of the axes
constexpr double kRight = 34.0;   // pt, for the color scale and the names of the curves
constexpr double kTop = 14.0;     // pt, for the mark of the window
constexpr double kImage = 120.0;  // pt, height of the spectrogram
constexpr double kCurves = 58.0;  // pt, height of the curves
constexpr double kBetween = 8.0;

struct Curve {
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    std::vector<QPointF> points;  // seconds, score
};

struct TimeFigure {
    QImage image;  // null if there is no spectrogram
    SpectrogramScale scale;
    Window window;
    double duration = 0.0;  // s
    std::vector<Curve> curves;
    double range = 1.0;  // of the curves
};

TimeFigure timeFigure(const Analysis& analysis, const LogSpectrogram& spectrogram)
{
    TimeFigure figure;
    figure.window = analysis.window;
    figure.duration = std::max(analysis.track.duration, 1e-3);
    if (spectrogram.frames > 0) {
        figure.scale = spectrogramScale(spectrogram);
        figure.image = spectrogramImage(spectrogram, figure.scale, {1500, 400});
    }
    std::vector<double> values;
    for (std::size_t e = 0; e < analysis.model.emotions.size(); ++e) {
        const std::string& emotion = analysis.model.emotions[e];
        Curve curve{nameForPeople(emotion),
                    emotionColor({}, emotion),
                    emotion == "arousal" ? Qt::DashLine : Qt::SolidLine,
                    {}};
        for (const TimelinePoint& point : analysis.timeline) {
            const double value = point.prediction.emotions.at(e);
            if (!std::isfinite(value))
                continue;
            curve.points.push_back({(point.start + point.end) / 2, value});
            values.push_back(value);
        }
        figure.curves.push_back(curve);
    }
    figure.range = symmetricRange(values, 0.1);
    return figure;
}

void drawTimeAxis(Canvas& canvas, const Axis& time, double bottom)
{
    TextStyle style = FigureType{}.axis;
    style.color = canvas.theme().muted;
    const std::vector<double> ticks = timeTicks(time.minimum, time.maximum, 11);
    const bool tenths = ticks.size() > 1 && ticks[1] - ticks[0] < 1.0;
    for (const double tick : ticks) {
        canvas.line({time.place(tick), bottom}, {time.place(tick), bottom + 2.5},
                    canvas.theme().faint, 0.5);
        canvas.text({time.place(tick), bottom + 10.0}, fromUtf8(timeText(tick, tenths)), style,
                    Qt::AlignHCenter);
    }
    canvas.text({(time.begin + time.end) / 2, bottom + 19.0}, "time (min:s)", style,
                Qt::AlignHCenter);
}

void drawFrequencyAxis(Canvas& canvas, const Axis& logFrequency)
{
    TextStyle style = FigureType{}.axis;
    style.color = canvas.theme().muted;
    for (const double frequency :
         {20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0}) {
        const double value = std::log(frequency);
        if (value < logFrequency.minimum || value > logFrequency.maximum)
            continue;
        const double y = logFrequency.place(value);
        canvas.line({kLeft - 2.5, y}, {kLeft, y}, canvas.theme().faint, 0.5);
        canvas.label({kLeft - 4.5, y},
                     frequency < 1000.0 ? QString::number(frequency)
                                        : QString::number(frequency / 1000.0) + " k",
                     style, Qt::AlignRight);
    }
    canvas.verticalText({8.0, (logFrequency.begin + logFrequency.end) / 2}, "frequency (Hz)",
                        style);
}

void drawColorScale(Canvas& canvas, const QRectF& area, double brightest)
{
    QLinearGradient gradient(area.bottomLeft(), area.topLeft());
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, mapColor(ColorMap::Viridis, i / 16.0));
    canvas.painter().fillRect(area, gradient);
    TextStyle style{6.0, TextStyle::Face::Regular, canvas.theme().muted};
    canvas.label({area.right() + 2.5, area.bottom() - 2.0}, "0", style);
    canvas.label({area.right() + 2.5, area.top() + 2.0}, QString::number(brightest, 'f', 1), style);
    canvas.verticalText({area.right() + 9.0, area.center().y()}, "log10(1 + magnitude)", style);
}

void drawSpectrogram(Canvas& canvas, const TimeFigure& figure, const Axis& time)
{
    const QRectF area(kLeft, kTop, time.end - time.begin, kImage);
    canvas.painter().drawImage(area, figure.image);
    drawFrequencyAxis(canvas, {std::log(figure.scale.lowest), std::log(figure.scale.highest),
                               area.bottom(), area.top()});
    drawColorScale(canvas, {area.right() + 6.0, area.top(), 6.0, area.height()},
                   figure.scale.brightest);
}

/// A bracket above the plots and lines through them.
void drawWindow(Canvas& canvas, const TimeFigure& figure, const Axis& time, double bottom)
{
    const Theme& theme = canvas.theme();
    const double left = std::max(time.begin, time.place(figure.window.start));
    const double right = std::min(time.end, time.place(figure.window.start + figure.window.length));
    canvas.fill(QRectF(QPointF(left, kTop - 4.0), QPointF(right, kTop - 1.0)), theme.highlight);
    for (const double x : {left, right})
        canvas.line({x, kTop - 4.0}, {x, bottom}, theme.highlight, 1.0);
    const QString text = "explained window " + fromUtf8(timeText(figure.window.start)) + "–" +
                         fromUtf8(timeText(figure.window.start + figure.window.length));
    const double half = Canvas::textWidth(text, FigureType{}.axis) / 2;
    const double center = std::clamp((left + right) / 2, time.begin + half, time.end - half);
    canvas.text({center, kTop - 6.0}, text, FigureType{}.axis, Qt::AlignHCenter);
}

/// Places of the curves' names at the right end, moved apart if they would overlap.
std::vector<double> namePlaces(const std::vector<Curve>& curves, const Axis& score)
{
    std::vector<double> places;
    for (const Curve& curve : curves)
        places.push_back(curve.points.empty() ? 0.0 : score.place(curve.points.back().y()));
    if (places.size() == 2 && std::abs(places[0] - places[1]) < 9.0) {
        const double middle = (places[0] + places[1]) / 2;
        const double sign = places[0] <= places[1] ? -1.0 : 1.0;
        places = {middle + sign * 4.5, middle - sign * 4.5};
    }
    return places;
}

void drawCurves(Canvas& canvas, const TimeFigure& figure, const Axis& time, const QRectF& area)
{
    const Theme& theme = canvas.theme();
    TextStyle style = FigureType{}.axis;
    style.color = theme.muted;
    const Axis score{-figure.range, figure.range, area.bottom(), area.top()};
    const std::vector<double> ticks = roundTicks(score.minimum, score.maximum, 5);
    for (const double tick : ticks) {
        canvas.line({area.left(), score.place(tick)}, {area.right(), score.place(tick)},
                    std::abs(tick) < 1e-9 ? theme.faint : theme.hairline, 0.4);
        canvas.label({area.left() - 4.5, score.place(tick)}, tickText(tick, ticks[1] - ticks[0]),
                     style, Qt::AlignRight);
    }
    canvas.verticalText({8.0, area.center().y()}, "score", style);
    const std::vector<double> places = namePlaces(figure.curves, score);
    for (std::size_t i = 0; i < figure.curves.size(); ++i) {
        const Curve& curve = figure.curves[i];
        if (curve.points.empty())
            continue;
        QPolygonF line;
        for (const QPointF& point : curve.points)
            line << QPointF(time.place(point.x()), score.place(point.y()));
        canvas.painter().setPen(QPen(curve.color, line.size() > 400 ? 0.5 : 1.2, curve.style,
                                     Qt::FlatCap, Qt::RoundJoin));
        canvas.painter().setBrush(Qt::NoBrush);
        canvas.painter().drawPolyline(line);
        if (line.size() <= 60)
            for (const QPointF& point : line)
                canvas.dot(point, 1.3, curve.color);
        canvas.label({area.right() + 4.0, places[i]}, curve.name,
                     {6.5, TextStyle::Face::Semibold, curve.color});
    }
}

void drawAll(Canvas& canvas, const TimeFigure& figure, double width)
{
    const Axis time{0.0, figure.duration, kLeft, width - kRight};
    double bottom = kTop;
    if (!figure.image.isNull()) {
        drawSpectrogram(canvas, figure, time);
        bottom += kImage;
    }
    if (!figure.curves.empty()) {
        const QRectF area(kLeft, bottom + (figure.image.isNull() ? 0.0 : kBetween),
                          time.end - time.begin, kCurves);
        drawCurves(canvas, figure, time, area);
        bottom = area.bottom();
    }
    drawWindow(canvas, figure, time, bottom);
    drawTimeAxis(canvas, time, bottom);
}

}  // namespace

Figure spectrogramFigure(const Analysis& analysis, const LogSpectrogram& spectrogram, double width)
{
    const TimeFigure figure = timeFigure(analysis, spectrogram);
    if (figure.image.isNull() && figure.curves.empty())
        return {};
    double height = kTop + 24.0;
    if (!figure.image.isNull())
        height += kImage + (figure.curves.empty() ? 0.0 : kBetween);
    if (!figure.curves.empty())
        height += kCurves;
    QString caption = figure.image.isNull()
                          ? QString("Along the piece: ")
                          : QString(
                                "The recording as the model sees it (logarithmic frequency "
                                "bands)");
    if (!figure.curves.empty())
        caption += (figure.image.isNull() ? QString() : QString(", and below it ")) +
                   "the predictions, each at the middle of its " +
                   QString::number(analysis.model.windowSeconds, 'g', 4) + " s window";
    return {"spectrogram", caption + ".", {width, height}, [figure, width](Canvas& canvas) {
                drawAll(canvas, figure, width);
            }};
}

}  // namespace whence
