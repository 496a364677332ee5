#include "core/report/report_text.h"
#include "ui/report/figure.h"

namespace whence {

std::vector<Figure> makeFigures(const Analysis& analysis, const LogSpectrogram& spectrogram)
{
    constexpr double full = 493.0;  // pt, of a page of A4 with margins of 18 mm
    std::vector<Figure> figures = {planeFigure(analysis, 306.0),
                                   predictionsFigure(analysis, 170.0),
                                   effectsFigure(analysis, full),
                                   sourcesFigure(analysis, featuresToExplain(analysis, 4), full),
                                   matrixFigure(analysis, full),
                                   spectrogramFigure(analysis, spectrogram, full),
                                   levelsFigure(analysis, 236.0),
                                   qualityFigure(analysis, 236.0)};
    std::erase_if(figures, [](const Figure& figure) { return figure.size.isEmpty(); });
    return figures;
}

}  // namespace whence
