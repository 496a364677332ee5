#include "ui/views/plane_words.h"

#include <QFontMetricsF>
#include <QStringList>
#include <algorithm>
#include <iterator>
#include <limits>

#include "ui/views/plane_view.h"

namespace whence {

namespace {

constexpr double kGap = 4.0;                       // pixels, between the words of a row
constexpr double kTypeSizes[] = {1.0, 0.9, 0.82};  // of the font given
constexpr int kRows = 12;  // places of a word from the edge of the plane to its middle

/// Top left, top right, bottom left, bottom right.
QStringList wordsOf(bool isShort)
{
    if (isShort)
        return {PlaneView::tr("angry"), PlaneView::tr("happy"), PlaneView::tr("sad"),
                PlaneView::tr("calm")};
    return {PlaneView::tr("tense, angry"), PlaneView::tr("happy, excited"),
            PlaneView::tr("sad, tired"), PlaneView::tr("calm, content")};
}

bool fits(const QStringList& words, const QFont& font, double width)
{
    const QFontMetricsF metrics(font);
    const auto rowWidth = [&](int row) {
        return metrics.horizontalAdvance(words[2 * row]) +
               metrics.horizontalAdvance(words[2 * row + 1]) + kGap;
    };
    return std::max(rowWidth(0), rowWidth(1)) <= width;
}

/// How deep the marks reach into a word: the squares of pixels, all together.
double coveredBy(const QRectF& word, const std::vector<PlaneMark>& marks)
{
    double covered = 0.0;
    for (const PlaneMark& mark : marks) {
        const QPointF from = mark.place - word.topLeft();
        const QPointF to = word.bottomRight() - mark.place;
        const double depth = mark.radius + std::min({from.x(), from.y(), to.x(), to.y()});
        covered += depth > 0.0 ? depth * depth : 0.0;
    }
    return covered;
}

/// The places of a word of this size in its quadrant (0 to 3), from the outer corner on.
std::vector<QRectF> placesIn(const QRectF& plane, int quadrant, const QSizeF& size)
{
    const bool isRight = quadrant % 2 == 1;
    const bool isBottom = quadrant >= 2;
    const double reach = std::max(0.0, plane.height() / 2.0 - size.height());
    const double inward = std::max(0.0, plane.width() / 2.0 - kGap - size.width());
    std::vector<QRectF> places;
    for (int row = 0; row < kRows; ++row)
        for (const double aside : {0.0, 0.5 * inward, inward}) {
            const double down = reach * row / (kRows - 1);
            places.push_back(
                {QPointF(isRight ? plane.right() - size.width() - aside : plane.left() + aside,
                         isBottom ? plane.bottom() - size.height() - down : plane.top() + down),
                 size});
        }
    return places;
}

QRectF bestPlace(const std::vector<QRectF>& places, const std::vector<PlaneMark>& marks,
                 const std::vector<PlaneWord>& others)
{
    QRectF best = places.front();
    double least = std::numeric_limits<double>::max();
    for (const QRectF& place : places) {
        if (std::ranges::any_of(others, [&](const PlaneWord& other) {
                return other.place.adjusted(-kGap, 0.0, kGap, 0.0).intersects(place);
            }))
            continue;
        const double covered = coveredBy(place, marks);
        if (covered < least) {
            best = place;
            least = covered;
        }
    }
    return best;
}

/// Those that do not fit into half of the plane are cut.
PlaneWords placedIn(const QRectF& plane, const QStringList& words, const QFont& font,
                    bool isFitting, const std::vector<PlaneMark>& marks)
{
    PlaneWords result{font, {}};
    const QFontMetricsF metrics(font);
    for (int quadrant = 0; quadrant < 4; ++quadrant) {
        const QString text = isFitting ? words[quadrant]
                                       : metrics.elidedText(words[quadrant], Qt::ElideRight,
                                                            (plane.width() - kGap) / 2.0);
        const QSizeF size(metrics.horizontalAdvance(text), metrics.capHeight() + metrics.descent());
        result.words.push_back(
            {text, bestPlace(placesIn(plane, quadrant, size), marks, result.words)});
    }
    return result;
}

}  // namespace

PlaneWords placeWords(const QRectF& plane, const QFont& font, const std::vector<PlaneMark>& marks)
{
    PlaneWords best;
    double least = std::numeric_limits<double>::max();
    for (const bool isShort : {false, true})
        for (const double share : kTypeSizes) {
            QFont sized = font;
            sized.setPointSizeF(share * font.pointSizeF());
            const bool isLast = isShort && share == *std::rbegin(kTypeSizes);
            const bool isFitting = fits(wordsOf(isShort), sized, plane.width());
            if (!isFitting && !(isLast && best.words.empty()))
                continue;
            PlaneWords words = placedIn(plane, wordsOf(isShort), sized, isFitting, marks);
            double covered = 0.0;
            for (const PlaneWord& word : words.words)
                covered += coveredBy(word.place, marks);
            if (covered >= least)
                continue;
            best = std::move(words);
            least = covered;
            if (covered == 0.0)
                return best;
        }
    return best;
}

}  // namespace whence
