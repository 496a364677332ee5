#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/report/report_text.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kRowHeight = 15.0;
constexpr double kTop = 26.0;
constexpr double kNames = 78.0;    // pt, width of the names
constexpr double kNumbers = 30.0;  // pt, width of a column of numbers
constexpr double kGap = 14.0;

struct EffectsData {
    QStringList features;  // in the order of the rows
    std::vector<std::string> emotions;
    std::vector<std::vector<Effect>> effects;  // per emotion, in the order of the rows
    std::vector<double> predictions;
    bool isCentered = false;
    double range = 1.0;
};

double shownEffect(const Effect& effect, bool isCentered)
{
    return isCentered ? *effect.centered : effect.effect;
}

EffectsData effectsData(const Analysis& analysis)
{
    EffectsData data;
    data.emotions = analysis.model.emotions;
    data.predictions = analysis.prediction.emotions;
    data.isCentered = std::ranges::all_of(analysis.effects, hasCenteredEffects);
    const auto size = [&](std::size_t feature) {
        double largest = 0.0;
        for (const std::vector<Effect>& effects : analysis.effects)
            largest = std::max(largest, std::abs(shownEffect(effects[feature], data.isCentered)));
        return largest;
    };
    std::vector<std::size_t> order(analysis.effects.front().size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(), size);
    for (const std::size_t feature : order)
        data.features << featureForPeople(analysis, analysis.effects.front()[feature].feature);
    std::vector<double> shown;
    for (const std::vector<Effect>& effects : analysis.effects) {
        std::vector<Effect> sorted;
        for (const std::size_t feature : order) {
            sorted.push_back(effects[feature]);
            shown.push_back(shownEffect(effects[feature], data.isCentered));
            shown.push_back(effects[feature].effect);
        }
        data.effects.push_back(sorted);
    }
    data.range = symmetricRange(shown);
    return data;
}

QString sumText(const EffectsData& data, std::size_t emotion)
{
    double sum = 0.0;
    for (const Effect& effect : data.effects[emotion])
        sum += shownEffect(effect, data.isCentered);
    const double prediction = data.predictions.at(emotion);
    const QString rest = fromUtf8(signedOrDash(prediction - sum));
    return "sum " + fromUtf8(signedOrDash(sum)) + "  +  " +
           (data.isCentered ? "reference " : "bias ") + rest + "  ≈  " +
           fromUtf8(signedOrDash(prediction));
}

void drawHeads(Canvas& canvas, const Axis& axis, double left, const QString& title,
               const QColor& color)
{
    TextStyle name = FigureType{}.title;
    name.color = color;
    TextStyle head = FigureType{}.axis;
    head.color = canvas.theme().muted;
    canvas.text({left, 8.0}, title, name);
    canvas.text({left + kNumbers - 6.0, kTop - 4.0}, "weight", head, Qt::AlignRight);
    canvas.text({(axis.begin + axis.end) / 2, kTop - 4.0}, "effect (score)", head,
                Qt::AlignHCenter);
}

/// One emotion: a column of weights, the bars, a column of effects.
void drawPanel(Canvas& canvas, const EffectsData& data, std::size_t emotion, double left,
               double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    const std::vector<Effect>& effects = data.effects[emotion];
    const Axis axis{-data.range, data.range, left + kNumbers + 2.0, left + width - kNumbers};
    const double bottom = kTop + kRowHeight * double(effects.size());
    const QString name = nameForPeople(data.emotions[emotion]);
    drawHeads(canvas, axis, left, name.left(1).toUpper() + name.mid(1),
              emotionColor(theme, data.emotions[emotion]));
    drawValueAxis(canvas, axis, kTop, bottom, 5, "");
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const double y = kTop + kRowHeight * (double(i) + 0.5);
        const double effect = shownEffect(effects[i], data.isCentered);
        canvas.label({left + kNumbers - 6.0, y}, fromUtf8(signedOrDash(effects[i].weight)),
                     type.number, Qt::AlignRight);
        drawBar(canvas, axis, y, 8.0, effect);
        if (data.isCentered && std::isfinite(effects[i].effect))
            drawDiamond(canvas, {axis.place(effects[i].effect), y}, 2.2, theme.ink);
        canvas.label({left + width, y}, fromUtf8(signedOrDash(effect)), type.number,
                     Qt::AlignRight);
    }
    canvas.line({axis.place(0), kTop}, {axis.place(0), bottom}, theme.ink, 0.6);
    canvas.text({left + width / 2 + 1.0, bottom + 21.0}, sumText(data, emotion), type.number,
                Qt::AlignHCenter);
}

void drawEffects(Canvas& canvas, const EffectsData& data, double width)
{
    const FigureType type;
    const Theme& theme = canvas.theme();
    TextStyle head = type.axis;
    head.color = theme.muted;
    const double left = kNames + kNumbers + kGap;
    const double count = double(data.effects.size());
    const double panel = (width - left - kGap * (count - 1.0)) / count;
    canvas.text({0, kTop - 4.0}, "feature", head);
    canvas.text({kNames + kNumbers, kTop - 4.0}, "value (score)", head, Qt::AlignRight);
    for (std::size_t i = 0; i < data.effects.front().size(); ++i) {
        const double top = kTop + kRowHeight * double(i);
        const Effect& effect = data.effects.front()[i];
        canvas.line({0, top}, {width, top}, theme.hairline, 0.4);
        canvas.label({0, top + kRowHeight / 2},
                     Canvas::elided(data.features[qsizetype(i)], kNames, type.label), type.label);
        canvas.label({kNames + kNumbers, top + kRowHeight / 2},
                     fromUtf8(signedOrDash(effect.value)), type.number, Qt::AlignRight);
    }
    for (std::size_t e = 0; e < data.effects.size(); ++e)
        drawPanel(canvas, data, e, left + double(e) * (panel + kGap), panel);
}

}  // namespace

Figure effectsFigure(const Analysis& analysis, double width)
{
    if (analysis.effects.empty() || analysis.effects.front().empty())
        return {};
    const EffectsData data = effectsData(analysis);
    QString caption = "What each feature adds to each emotion. ";
    if (data.isCentered)
        caption += "Bars: weight times the distance of the value from its mean over " +
                   fromUtf8(analysis.model.referenceSet) +
                   " (centered effect); diamonds: weight times value (raw effect).";
    else
        caption +=
            "Bars: weight times value (raw effect). " + fromUtf8(reasonOfRawEffects(analysis));
    caption += noteOnMarks(analysis);
    const double height = kTop + kRowHeight * double(data.effects.front().size()) + 26.0;
    return {"effects", caption, {width, height}, [data, width](Canvas& canvas) {
                drawEffects(canvas, data, width);
            }};
}

}  // namespace whence
