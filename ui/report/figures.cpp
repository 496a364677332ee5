#include "core/report/report_text.h"
#include "ui/report/figure.h"

namespace whence {

Figure withFooter(const Figure& figure, const QString& text)
{
    constexpr double gap = 6.0;  // pt
    TextStyle style{5.6};
    const QStringList lines = Canvas::wrapped(text, figure.size.width(), style);
    const double top = figure.size.height() + gap;
    Figure result = figure;
    result.caption += "\n" + text;
    result.size.setHeight(top + double(lines.size()) * Canvas::lineHeight(style) + 2.0);
    result.draw = [=, draw = figure.draw](Canvas& canvas) mutable {
        draw(canvas);
        style.color = canvas.theme().muted;
        canvas.lines({0, top}, lines, style);
    };
    return result;
}

std::vector<Figure> makeFigures(const Analysis& analysis, const LogSpectrogram& spectrogram)
{
    constexpr double full = 493.0;  // pt, of a page of A4 with margins of 18 mm
    std::vector<Figure> figures = {planeFigure(analysis, 306.0),
                                   predictionsFigure(analysis, 170.0),
                                   effectsFigure(analysis, full),
                                   sourcesFigure(analysis, featuresToExplain(analysis, 4), full),
                                   segmentsFigure(analysis, featuresToExplain(analysis, 4), full),
                                   matrixFigure(analysis, full),
                                   spectrogramFigure(analysis, spectrogram, full),
                                   levelsFigure(analysis, 236.0),
                                   qualityFigure(analysis, 236.0)};
    std::erase_if(figures, [](const Figure& figure) { return figure.size.isEmpty(); });
    return figures;
}

}  // namespace whence
