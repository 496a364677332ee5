#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/evaluation/separation_quality.h"
#include "core/report/tidy_table.h"
#include "core/separation/separator.h"

namespace whence {

/// Recordings whose stems are known.
struct TrueStems {
    std::vector<std::string> names;     // one of each
    std::function<StemSet(int)> stems;  // of one of them; the mix is their sum
};

/// What a way of separating comes to, recording by recording.
struct SeparationMethod {
    std::string name;
    std::vector<std::vector<StemQuality>> recordings;
};

/// A separator beside what needs no training and what its masks could do at best (methods §17.2).
struct SeparationComparison {
    std::vector<std::string> recordings;
    SeparationMethod separator{"separator", {}};
    SeparationMethod constant{"constant", {}};
    SeparationMethod hpss{"hpss", {}};
    SeparationMethod oracle{"oracle", {}};
};

SeparationComparison compareSeparation(const Separator& separator, const TrueStems& truth,
                                       const SeparationOptions& options, const Progress& progress);

/// The means as a table for people, one row for each of these stems.
std::string separationText(const SeparationComparison& comparison, const std::string& recordings,
                           const std::vector<std::string>& stems);

/// All figures: a row is a stem of a recording by a method.
TidyTable separationTable(const SeparationComparison& comparison);

}  // namespace whence
