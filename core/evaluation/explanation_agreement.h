#pragma once

#include <string>
#include <vector>

namespace whence {

/// What drives one output in one clip: a value per stem, in truth and as an explanation says.
struct AttributedCase {
    std::vector<double> truth;      // Shapley values by the rules the clip was made by
    std::vector<double> explained;  // in the same order; any scale
};

/// How well explanations name the true causes of an output, over many clips. Only those clips
/// count in which the strongest stem truly moves the output: leastTrueCause at least.
struct Agreement {
    int cases = 0;
    double top = 0.0;       // share of them with the strongest stem found
    int clearCases = 0;     // in which it leads the second by as much
    double clearTop = 0.0;  // share of those with the strongest stem found
    double sign = 0.0;      // share of all cases with the right sign for the truly strongest stem
    double rank = 0.0;      // mean rank correlation (Spearman) over the stems
    double mass = 0.0;      // mean share of all |values| that falls on the truly strongest stem
};

/// Of outputs on a scale of −1 to 1: a twentieth of it, our choice.
constexpr double leastTrueCause = 0.1;

/// The strongest stem is that with the largest absolute value. An explanation that gives nothing to
/// any stem names none and counts as wrong. Throws Error if a case has different numbers of stems
/// in truth and explanation.
Agreement measureAgreement(const std::vector<AttributedCase>& cases);

/// Spearman's rank correlation, ties at their mean rank; 0 if either side is constant. Throws Error
/// if the lengths differ or nothing is there.
double rankCorrelation(const std::vector<double>& one, const std::vector<double>& other);

}  // namespace whence
