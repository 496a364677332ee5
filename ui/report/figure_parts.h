#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/analysis.h"
#include "ui/report/axis.h"
#include "ui/report/canvas.h"

namespace whence {

/// Type of figures: labels, numbers, axes, panel titles.
struct FigureType {
    TextStyle label{7.5};
    TextStyle number{7.0};
    TextStyle axis{6.5};
    TextStyle title{8.0, TextStyle::Face::Semibold};
};

/// A name of the code for people: "rhythm stability".
QString nameForPeople(const std::string& name);

/// The same of a feature, marked with † if it was found invalid (isInvalid()), and the sentence for
/// the caption of a figure with such marks; empty if no feature has one.
QString featureForPeople(const Analysis& analysis, const std::string& feature);
QString noteOnMarks(const Analysis& analysis);

/// Color of an emotion's curve or title.
QColor emotionColor(const Theme& theme, const std::string& emotion);

/// Vertical grid lines with their values below: `top` and `bottom` of the plot.
void drawValueAxis(Canvas& canvas, const Axis& axis, double top, double bottom, int ticks,
                   const QString& unit);

/// A bar from zero, no higher than the row, in the color of its sign.
void drawBar(Canvas& canvas, const Axis& axis, double y, double height, double value,
             bool counts = true);

/// A horizontal line with ends, and the sign of a second measure (a diamond).
void drawInterval(Canvas& canvas, const Axis& axis, double y, double low, double high);
void drawDiamond(Canvas& canvas, const QPointF& center, double radius, const QColor& color);

}  // namespace whence
