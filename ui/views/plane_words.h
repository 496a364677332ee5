#pragma once

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <vector>

namespace whence {

/// What lies in the valence-arousal plane and must not be written over: a disc.
struct PlaneMark {
    QPointF place;
    double radius = 0.0;
};

/// The word of a quadrant and where it stands.
struct PlaneWord {
    QString text;
    QRectF place;
};

struct PlaneWords {
    QFont font;
    std::vector<PlaneWord> words;  // top left, top right, bottom left, bottom right
};

/// What the quadrants of the plane mean, in as large type as fits, in fewer words where there is
/// little room; each at a place in its quadrant where it covers the least of the marks, at best at
/// the outer corner. No word lies on another.
PlaneWords placeWords(const QRectF& plane, const QFont& font, const std::vector<PlaneMark>& marks);

}  // namespace whence
