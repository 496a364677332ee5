#pragma once

#include <QRectF>
#include <QSizeF>
#include <QString>
#include <functional>
#include <vector>

#include "core/analysis.h"
#include "core/explain/what_if.h"
#include "ui/report/canvas.h"

namespace whence {

/// A drawing of a fixed size that can be put on a page, into a file or on a widget.
struct Figure {
    QString name;                       // of its file, "effects"
    QString caption;                    // one or more sentences: what is shown, in which unit
    QSizeF size;                        // pt
    std::function<void(Canvas&)> draw;  // with its upper left corner at (0, 0)
};

// The figures of an analysis, `width` pt wide; those without data have the size 0 × 0.

/// Valence and arousal along the piece: the whole plane, and enlarged where the piece is.
Figure planeFigure(const Analysis& analysis, double width);
/// All predictions in the explained window, against the reference set.
Figure predictionsFigure(const Analysis& analysis, double width);
/// What each feature adds to each emotion: weight, value, effect.
Figure effectsFigure(const Analysis& analysis, double width);
/// Stem weights of these features with their range over shifts, Shapley values beside them.
Figure sourcesFigure(const Analysis& analysis, const std::vector<int>& features, double width);
/// Which stem drives these features when: segments of the window × stems, if they were asked for.
Figure segmentsFigure(const Analysis& analysis, const std::vector<int>& features, double width);
/// Emotion ← feature ← stem: contributions, with their sums.
Figure matrixFigure(const Analysis& analysis, double width);
/// What the model hears with other gains, a column for each state.
Figure whatIfFigure(const Analysis& analysis, const std::vector<WhatIfState>& states, double width);
/// Spectrogram with the window marked, valence and arousal below on the same time axis.
Figure spectrogramFigure(const Analysis& analysis, const LogSpectrogram& spectrogram, double width);
/// How well the model predicts each output on held-out music, and the reference set.
Figure qualityFigure(const Analysis& analysis, double width);
/// Levels of the stems in the window.
Figure levelsFigure(const Analysis& analysis, double width);

/// The figure with a text below it in small type, as wide as the figure, and behind its caption.
Figure withFooter(const Figure& figure, const QString& text);

/// All figures that have something to show, in the order of the report.
std::vector<Figure> makeFigures(const Analysis& analysis, const LogSpectrogram& spectrogram);

}  // namespace whence
