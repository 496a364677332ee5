#include "app/agreement_table.h"

#include <algorithm>
#include <cstdio>

namespace whence {

namespace {

constexpr const char* kAllFeatures = "all features";

/// "  67 %" in a column of 9.
std::string percentCell(double share, int cases)
{
    char text[16];
    std::snprintf(text, sizeof text, "%7.0f %%", 100.0 * share);
    return cases > 0 ? text : "        –";
}

/// Of these cases; without any, if there are none.
template <typename Key>
Agreement agreementOf(const std::map<Key, std::vector<AttributedCase>>& cases, const Key& key)
{
    const auto found = cases.find(key);
    return found == cases.end() ? Agreement() : measureAgreement(found->second);
}

/// The cases of all features together.
std::vector<AttributedCase> ofAllFeatures(const AgreementCases& cases, const Comparison& kind,
                                          const ModelInfo& model)
{
    std::vector<AttributedCase> all;
    for (const std::string& feature : model.features)
        if (const auto found = cases.compared.find({kind.stems, kind.method, feature});
            found != cases.compared.end())
            all.insert(all.end(), found->second.begin(), found->second.end());
    return all;
}

std::string rowText(const AgreementCases& cases, const ModelInfo& model, const std::string& output)
{
    std::string all;
    std::string clear;
    Agreement last;
    for (const char* const stems : {"true", "separated"})
        for (const char* const method : {"LIME", "Shapley"}) {
            const Comparison kind{stems, method, output};
            last = output == kAllFeatures ? measureAgreement(ofAllFeatures(cases, kind, model))
                                          : agreementOf(cases.compared, kind);
            all += percentCell(last.top, last.cases);
            clear += percentCell(last.clearTop, last.clearCases);
        }
    char text[200];
    std::snprintf(text, sizeof text, "%-18s%6d%s%6d%s\n", displayName(output).c_str(), last.cases,
                  all.c_str(), last.clearCases, clear.c_str());
    return text;
}

std::string outputsText(const AgreementCases& cases, const ModelInfo& model)
{
    std::string text =
        (cases.soundFont.empty()
             ? std::string(
                   "Clips with the training's own sound fonts: no other one is installed.\n")
             : "Clips with " + cases.soundFont +
                   ", a sound font that our trainings do not use.\n") +
        "How often the stem that truly drives an output most is found: in the clips in which it\n"
        "moves the output by 0.1 at least, and in those in which it leads the second by as "
        "much.\n\n"
        "                  all these clips                           those with a clear lead\n"
        "                        true stems        separated         true stems        separated\n"
        "output             cases   LIME  Shapley   LIME  Shapley clear   LIME  Shapley   LIME  "
        "Shapley\n";
    std::vector<std::string> outputs = outputsOf(model);
    outputs.insert(outputs.begin() + std::ptrdiff_t(model.features.size()), kAllFeatures);
    for (const std::string& output : outputs)
        text += rowText(cases, model, output);
    return text;
}

/// How often the strongest stem is true where a check says this.
std::string resultText(const AgreementCases& cases, const std::string& check, CheckStatus status)
{
    std::string cells;
    bool isSeen = false;
    for (const char* const stems : {"true", "separated"}) {
        const Agreement agreement = agreementOf(cases.checked, CheckResult{stems, check, status});
        char count[16];
        std::snprintf(count, sizeof count, "%8d", agreement.cases);
        cells += count + percentCell(agreement.top, agreement.cases);
        isSeen = isSeen || agreement.cases > 0;
    }
    std::string name = displayName(check) + ", " + statusName(status);
    name.resize(std::max<std::size_t>(name.size(), 26), ' ');
    return isSeen ? name + cells + "\n" : std::string();
}

std::string checksText(const AgreementCases& cases)
{
    std::string text =
        "\nThe same for all features together, by LIME, where a check says of the explanation:\n\n"
        "                              true stems        separated\n"
        "check                        cases    found    cases    found\n";
    for (const char* const check : {"fidelity", "shapley_values"})
        for (const CheckStatus status :
             {CheckStatus::Ok, CheckStatus::Warning, CheckStatus::Failed})
            text += resultText(cases, check, status);
    return text;
}

}  // namespace

std::string agreementText(const AgreementCases& cases, const ModelInfo& model)
{
    return outputsText(cases, model) + checksText(cases);
}

TidyTable agreementTable(const AgreementCases& cases)
{
    TidyTable table{
        "agreement",
        {{"stems", "", "true, or separated from the mix"},
         {"method", "", "of the explanation"},
         {"output", "", "feature or emotion"},
         {"cases", "", "clips in which the strongest stem truly moves the output by 0.1 at least"},
         {"top_share", "share", "of the cases with that stem found"},
         {"clear_cases", "", "in which that stem leads the second by 0.1 at least"},
         {"clear_top_share", "share", "of the clear cases with that stem found"},
         {"sign_share", "share", "of the cases with the right sign for that stem"},
         {"rank_correlation", "", "mean of Spearman's over the cases"},
         {"mass_share", "share", "mean share of all absolute values on that stem"}},
        {}};
    for (const auto& [kind, list] : cases.compared) {
        const Agreement agreement = measureAgreement(list);
        table.rows.push_back({kind.stems, kind.method, kind.output, std::to_string(agreement.cases),
                              std::to_string(agreement.top), std::to_string(agreement.clearCases),
                              std::to_string(agreement.clearTop), std::to_string(agreement.sign),
                              std::to_string(agreement.rank), std::to_string(agreement.mass)});
    }
    return table;
}

std::map<std::string, CauseAgreement> causeAgreement(const AgreementCases& cases,
                                                     const ModelInfo& model)
{
    std::map<std::string, CauseAgreement> result;
    for (const std::string& output : outputsOf(model)) {
        const auto measured = [&](const char* stems) {
            return agreementOf(cases.compared, Comparison{stems, "LIME", output});
        };
        const Agreement withTrue = measured("true");
        if (withTrue.cases > 0)  // the truth, so the cases, is the same with separated stems
            result[output] = {withTrue.cases, withTrue.top, measured("separated").top};
    }
    return result;
}

}  // namespace whence
