#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/evaluation/explanation_agreement.h"
#include "core/explain/checks.h"
#include "core/model/model_info.h"
#include "core/report/analysis_csv.h"

namespace whence {

/// What is compared with the truth: stems × method × output.
struct Comparison {
    std::string stems;   // "true" or "separated"
    std::string method;  // "LIME" or "Shapley"
    std::string output;

    auto operator<=>(const Comparison&) const = default;
};

/// What a check said of explanations by LIME.
struct CheckResult {
    std::string stems;  // "true" or "separated"
    std::string check;  // Check::name
    CheckStatus status = CheckStatus::Unknown;

    auto operator<=>(const CheckResult&) const = default;
};

/// The clips of a study, as attributed cases.
struct AgreementCases {
    std::string soundFont;  // file name of the held-out one; empty: the training's own
    std::map<Comparison, std::vector<AttributedCase>> compared;
    std::map<CheckResult, std::vector<AttributedCase>> checked;  // features only
};

/// The study as text for a terminal: outputs first, then what checks say beside what is true.
std::string agreementText(const AgreementCases& cases, const ModelInfo& model);

/// All its measures, one row per comparison.
TidyTable agreementTable(const AgreementCases& cases);

/// What goes into the model's card: LIME's share of true causes for each output.
std::map<std::string, CauseAgreement> causeAgreement(const AgreementCases& cases,
                                                     const ModelInfo& model);

}  // namespace whence
