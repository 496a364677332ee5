#include "core/report/analysis_csv.h"

#include <string_view>

#include "core/report/wording.h"

namespace whence {

namespace {

const TidyColumn kTrack = {"track", "", "file name of the recording"};
const TidyColumn kEmotion = {"emotion", "", "emotion of the model"};
const TidyColumn kFeature = {"feature", "", "perceptual feature of the model"};
const TidyColumn kStem = {"stem", "", "sound source"};
const TidyColumn kKind = {"kind", "", "feature or emotion"};
const TidyColumn kOutput = {"output", "", "name of the feature or emotion"};

std::string yesOrNo(bool value)
{
    return value ? "yes" : "no";
}

/// The value at an index, an empty cell if the list was left out.
std::string cellAt(const std::vector<double>& values, std::size_t index)
{
    return index < values.size() ? cell(values[index]) : "";
}

TidyTable trackTable(const Analysis& analysis)
{
    const TrackInfo& track = analysis.track;
    return {"track",
            {kTrack,
             {"title", "", "from the file's tags"},
             {"artist", "", "from the file's tags"},
             {"duration_s", "s", "of the recording, as far as it could be read"},
             {"sample_rate_hz", "Hz", "of the recording"},
             {"channels", "", "number of channels of the recording"},
             {"loudness_lufs", "LUFS", "integrated loudness, EBU R 128"},
             {"loudness_range_lu", "LU", "loudness range, EBU R 128"},
             {"true_peak_dbtp", "dBTP", "true peak"},
             {"window_start_s", "s", "start of the explained window"},
             {"window_length_s", "s", "length of the explained window"},
             {"looped", "", "yes: the window is shorter than the model's and was repeated"},
             {"model", "", "name of the emotion model"},
             {"model_id", "", "SHA-256 of the emotion model"},
             {"model_notice", "", "that must stand beside what the model says; may be empty"},
             {"separator", "", "name of the separator, or where the stems are from"},
             {"separator_id", "", "SHA-256 of the separator"},
             {"stems_sha256", "", "of the folder of stems given beside the recording, if any"},
             {"separator_notice", "", "likewise of the separator"},
             {"version", "", "of the program"},
             {"commit", "", "the program was built from"},
             {"sha256", "", "of the recording's file"},
             {"warnings", "", "what went wrong in reading the file"}},
            {{track.file,
              track.title,
              track.artist,
              cell(track.duration),
              std::to_string(track.sampleRate),
              std::to_string(track.channels),
              cell(track.loudness.integrated),
              cell(track.loudness.range),
              cell(track.loudness.truePeak),
              cell(analysis.window.start),
              cell(analysis.window.length),
              yesOrNo(analysis.window.looped),
              analysis.model.name,
              analysis.model.id,
              analysis.model.notice,
              analysis.separatorName,
              analysis.separatorId,
              analysis.stemsSha256,
              analysis.separatorNotice,
              analysis.version,
              analysis.commit,
              track.sha256,
              joined(track.warnings, " ")}}};
}

/// Rows of a prediction: `head`, kind, name, value.
void addPrediction(TidyTable& table, const std::vector<std::string>& head,
                   const Prediction& prediction, const ModelInfo& model)
{
    const auto add = [&](const char* kind, const std::string& name, double value) {
        std::vector<std::string> row = head;
        row.insert(row.end(), {kind, name, cell(value)});
        table.rows.push_back(row);
    };
    for (std::size_t i = 0; i < prediction.features.size(); ++i)
        add("feature", model.features.at(i), prediction.features[i]);
    for (std::size_t i = 0; i < prediction.emotions.size(); ++i)
        add("emotion", model.emotions.at(i), prediction.emotions[i]);
}

TidyTable predictionTable(const Analysis& analysis)
{
    TidyTable table{"prediction",
                    {kTrack, kKind, kOutput, {"value_score", "score", "in the explained window"}},
                    {}};
    addPrediction(table, {analysis.track.file}, analysis.prediction, analysis.model);
    return table;
}

TidyTable effectsTable(const Analysis& analysis)
{
    TidyTable table{"effects",
                    {kTrack,
                     kEmotion,
                     kFeature,
                     {"weight", "score/score", "of the feature in the model's linear head"},
                     {"value_score", "score", "of the feature in the explained window"},
                     {"effect_score", "score", "weight times value"},
                     {"relative_share", "share", "effect over the sum of all absolute effects"},
                     {"centered_score", "score",
                      "weight times the value's distance from the reference set's mean; empty "
                      "without a reference set, and in parity"},
                     {"relative_centered_share", "share",
                      "centered effect over the sum of all absolute centered effects"}},
                    {}};
    for (std::size_t e = 0; e < analysis.effects.size(); ++e)
        for (const Effect& effect : analysis.effects[e])
            table.rows.push_back({analysis.track.file, analysis.model.emotions.at(e),
                                  effect.feature, cell(effect.weight), cell(effect.value),
                                  cell(effect.effect), cell(effect.relative), cell(effect.centered),
                                  cell(effect.relativeCentered)});
    return table;
}

const StemStability* stabilityOf(const Analysis& analysis, const std::string& feature)
{
    for (const StemStability& entry : analysis.stability)
        if (entry.feature == feature)
            return &entry;
    return nullptr;
}

const StemLevel* levelOf(const Analysis& analysis, const std::string& stem)
{
    for (const StemLevel& level : analysis.stemLevels)
        if (level.stem == stem)
            return &level;
    return nullptr;
}

TidyTable sourcesTable(const Analysis& analysis)
{
    TidyTable table{
        "sources",
        {kTrack,
         kFeature,
         kStem,
         {"lime_score", "score",
          "weight in the linear surrogate (ridge), the paper's; of a single stem all it changes"},
         {"lime_minimum_score", "score", "smallest weight over shifts of the window"},
         {"lime_maximum_score", "score", "largest weight over shifts of the window"},
         {"top_share", "share", "of the shifts in which the stem had the largest weight"},
         {"shapley_score", "score", "exact Shapley value over all mixes"},
         {"banzhaf_score", "score", "mean contribution over all mixes"},
         {"leave_one_out_score", "score", "all stems minus all stems but this one"},
         {"solo_score", "score", "this stem alone minus silence"},
         {"level_db", "dB", "of the stem relative to the mix, in the window"},
         {"near_silent", "", "yes: too quiet to be named as a cause"}},
        {}};
    for (const SourceExplanation& source : analysis.sources) {
        const StemStability* stability = stabilityOf(analysis, source.feature);
        for (std::size_t i = 0; i < source.stems.size(); ++i) {
            const StemLevel* level = levelOf(analysis, source.stems[i]);
            table.rows.push_back(
                {analysis.track.file, source.feature, source.stems[i],
                 cellAt(source.lime.coefficients, i),
                 stability ? cellAt(stability->minimum, i) : "",
                 stability ? cellAt(stability->maximum, i) : "",
                 stability ? cellAt(stability->topShare, i) : "", cellAt(source.shapley, i),
                 cellAt(source.banzhaf, i), cellAt(source.leaveOneOut, i), cellAt(source.solo, i),
                 level ? cell(level->relative) : "", level ? yesOrNo(level->nearSilent) : ""});
        }
    }
    return table;
}

TidyTable fidelityTable(const Analysis& analysis)
{
    TidyTable table{
        "fidelity",
        {kTrack,
         kFeature,
         {"intercept_score", "score", "of the linear surrogate (ridge)"},
         {"local_prediction_score", "score", "of the surrogate for the mix of all stems"},
         {"fidelity_r2", "R²", "weighted R² of the ridge surrogate, the paper's fidelity"},
         {"fidelity_ols_r2", "R²", "the same without ridge"},
         {"complexity_share", "share", "entropy of the weights: 0 one cause, 1 equal causes"},
         {"random_complexity_share", "share", "mean complexity of as many random weights"},
         {"random_complexity_sd_share", "share", "standard deviation of the same"},
         {"variance_first_share", "share", "of the variance over mixes due to single stems"},
         {"variance_second_share", "share", "due to pairs of stems"},
         {"variance_higher_share", "share", "due to three and more stems"},
         {"deletion_area_score", "score", "mean value while stems are taken away, top first"},
         {"insertion_area_score", "score", "mean value while stems are added, top first"},
         {"mixes", "", "number of mixes the explanation stands on"},
         {"exhaustive", "", "yes: all mixes there are"}},
        {}};
    const ComplexityBaseline random = randomComplexity(int(analysis.mixes.components.size()));
    for (const SourceExplanation& source : analysis.sources)
        table.rows.push_back(
            {analysis.track.file, source.feature, cell(source.lime.intercept),
             cell(source.lime.localPrediction), cell(source.lime.r2), cell(source.fidelityOls),
             cell(source.lime.complexity), cell(random.mean), cell(random.standardDeviation),
             cell(source.variance.first), cell(source.variance.second),
             cell(source.variance.higher), cell(source.faithfulness.deletionArea),
             cell(source.faithfulness.insertionArea),
             std::to_string(analysis.mixes.coalitions.size()), yesOrNo(analysis.mixes.exhaustive)});
    return table;
}

TidyTable interactionsTable(const Analysis& analysis)
{
    TidyTable table{"interactions",
                    {kTrack,
                     kFeature,
                     {"stem_a", "", "sound source"},
                     {"stem_b", "", "another sound source, later in the order"},
                     {"interaction_score", "score", "Shapley interaction index of the pair"}},
                    {}};
    for (const SourceExplanation& source : analysis.sources) {
        const std::size_t count = source.stems.size();
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t k = i + 1; k < count; ++k)
                table.rows.push_back({analysis.track.file, source.feature, source.stems[i],
                                      source.stems[k], cellAt(source.interactions, i * count + k)});
    }
    return table;
}

TidyTable segmentsTable(const Analysis& analysis)
{
    TidyTable table{
        "segments",
        {kTrack,
         kFeature,
         kStem,
         {"segment", "", "number of the segment of the window, from 1"},
         {"start_s", "s", "of the segment in the recording"},
         {"end_s", "s", "of the segment in the recording"},
         {"lime_score", "score",
          "weight of the stem in this segment in the linear surrogate (ridge)"},
         {"standard_error_score", "score",
          "of that weight, estimated from half samples; 0 if all mixes were taken"},
         {"fidelity_r2", "R²", "weighted R² of the surrogate of this feature"},
         {"top_agreement_share", "share", "of the half samples with the same largest weight"},
         {"mixes", "", "number of mixes the explanation stands on"},
         {"seed", "", "of the sampling"}},
        {}};
    const std::vector<std::string>& stems = analysis.mixes.components;
    const SampledExplanation& sampled = analysis.segments->sampled;
    const std::vector<double>& edges = analysis.segments->edges;
    for (std::size_t f = 0; f < sampled.fits.size(); ++f)
        for (int segment = 0; segment < analysis.segments->count(); ++segment)
            for (std::size_t s = 0; s < stems.size(); ++s) {
                const auto at = SegmentExplanation::component(segment, int(s), int(stems.size()));
                table.rows.push_back(
                    {analysis.track.file, analysis.model.features.at(f), stems[s],
                     std::to_string(segment + 1), cell(edges[std::size_t(segment)]),
                     cell(edges[std::size_t(segment) + 1]),
                     cellAt(sampled.fits[f].coefficients, at),
                     cellAt(sampled.standardErrors.at(f), at), cell(sampled.fits[f].r2),
                     cellAt(sampled.topAgreement, f), std::to_string(sampled.samples),
                     std::to_string(sampled.seed)});
            }
    return table;
}

TidyTable chainMatrixTable(const Analysis& analysis)
{
    TidyTable table{"chain_matrix",
                    {kTrack,
                     kEmotion,
                     kFeature,
                     kStem,
                     {"contribution_score", "score",
                      "weight of the feature times the stem's Shapley value for it"}},
                    {}};
    if (analysis.sources.empty())
        return table;
    for (std::size_t e = 0; e < analysis.model.emotions.size(); ++e) {
        const auto matrix = chainMatrix(analysis.model, int(e), analysis.sources);
        for (std::size_t f = 0; f < matrix.size(); ++f)
            for (std::size_t s = 0; s < matrix[f].size(); ++s)
                table.rows.push_back({analysis.track.file, analysis.model.emotions[e],
                                      analysis.sources.at(f).feature,
                                      analysis.sources[f].stems.at(s), cell(matrix[f][s])});
    }
    return table;
}

TidyTable mixesTable(const Analysis& analysis)
{
    TidyTable table{
        "mixes",
        {kTrack,
         {"mix", "", "number of the mix, from 1 (all stems)"},
         {"stems", "", "that sound, joined by +; empty: silence"},
         kKind,
         kOutput,
         {"value_score", "score", "predicted value for the mix"},
         {"training_distance", "ratio",
          "how unlike the training data the mix is: above 1 it is far out; empty if the "
          "model's card has no statistics"}},
        {}};
    for (std::size_t i = 0; i < analysis.mixes.coalitions.size(); ++i) {
        std::string stems;
        for (std::size_t k = 0; k < analysis.mixes.components.size(); ++k)
            if (analysis.mixes.coalitions[i] >> k & 1)
                stems += (stems.empty() ? "" : "+") + analysis.mixes.components[k];
        const std::size_t begin = table.rows.size();
        addPrediction(table, {analysis.track.file, std::to_string(i + 1), stems},
                      analysis.mixes.predictions.at(i), analysis.model);
        for (std::size_t row = begin; row < table.rows.size(); ++row)
            table.rows[row].push_back(cellAt(analysis.trainingDistances, i));
    }
    return table;
}

TidyTable checksTable(const Analysis& analysis)
{
    TidyTable table{"checks",
                    {kTrack,
                     {"check", "", "name of the check"},
                     {"feature", "", "whose explanation it is about; empty: all"},
                     {"status", "", "ok, warning, failed or unknown"},
                     {"value", "as the message says", "what was measured"},
                     {"message", "", "what it means for the reader"}},
                    {}};
    for (const Check& check : analysis.checks)
        table.rows.push_back({analysis.track.file, check.name, check.feature,
                              statusName(check.status), cell(check.value), check.message});
    return table;
}

TidyTable chainTable(const Analysis& analysis)
{
    TidyTable table{
        "chain",
        {kTrack,
         kEmotion,
         {"value_score", "score", "predicted value of the emotion"},
         {"feature", "", "with the largest effect"},
         {"effect_score", "score", "of that feature, centered where possible"},
         {"relative_share", "share", "of the sum of all absolute effects, centered where possible"},
         {"stem", "", "that drives the feature most; empty: none can be named"},
         {"stem_score", "score", "weight of that stem for the feature"},
         {"sentence", "", "the same in words"}},
        {}};
    for (const Chain& chain : analysis.chains)
        table.rows.push_back({analysis.track.file, chain.emotion, cell(chain.value), chain.feature,
                              cell(chain.effect), cell(chain.relative), chain.stem,
                              chain.stem.empty() ? "" : cell(chain.stemWeight), chain.sentence});
    return table;
}

TidyTable columnsTable(const std::vector<TidyTable>& tables)
{
    TidyTable table{"columns",
                    {{"file", "", "table"},
                     {"column", "", "in that table"},
                     {"unit", "", "of its values; score is the model's scale, about -1 to 1"},
                     {"meaning", "", "of its values"}},
                    {}};
    for (const TidyTable& described : tables)
        for (const TidyColumn& column : described.columns)
            table.rows.push_back(
                {described.name + ".csv", column.name, column.unit, column.meaning});
    return table;
}

}  // namespace

TidyTable timelineTable(const Analysis& analysis)
{
    TidyTable table{"timeline",
                    {kTrack,
                     {"start_s", "s", "start of the window the prediction is of"},
                     {"end_s", "s", "end of that window"},
                     kKind,
                     kOutput,
                     {"value_score", "score", "predicted value"}},
                    {}};
    for (const TimelinePoint& point : analysis.timeline)
        addPrediction(table, {analysis.track.file, cell(point.start), cell(point.end)},
                      point.prediction, analysis.model);
    return table;
}

std::vector<TidyTable> toTables(const Analysis& analysis)
{
    std::vector<TidyTable> tables = {
        trackTable(analysis),        timelineTable(analysis),    predictionTable(analysis),
        effectsTable(analysis),      sourcesTable(analysis),     fidelityTable(analysis),
        interactionsTable(analysis), chainMatrixTable(analysis), mixesTable(analysis),
        checksTable(analysis),       chainTable(analysis)};
    if (analysis.segments)
        tables.push_back(segmentsTable(analysis));
    tables.push_back(columnsTable(tables));
    return tables;
}

}  // namespace whence
