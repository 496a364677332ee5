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

/// What the quadrants of the plane mean: in as many words and as large type as fit and cover none
/// of the marks, or else the least of them; each in its quadrant, at best at the outer corner. No
/// word lies on another.
PlaneWords placeWords(const QRectF& plane, const QFont& font, const std::vector<PlaneMark>& marks);

}  // namespace whence
