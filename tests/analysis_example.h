#pragma once

// An Analysis made up by formula, with everything in it that reports show.

#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "core/analysis.h"

namespace whence::test {

struct ExampleOptions {
    std::vector<std::string> stems = {"vocals", "piano", "drums", "bass", "other"};
    bool emotions = true;
    bool reference = true;  // the card has a reference set
    bool sources = true;
    bool segments = false;  // which stem counts when, in four segments
    double scale = 1.0;     // of all feature values; 0: no effect anywhere
    double duration = 133.0;
};

inline ModelInfo exampleModel(const ExampleOptions& options)
{
    ModelInfo model;
    model.name = "Whence demonstration model";
    model.id = std::string(64, 'a');
    model.kind = "rf-resnet";
    model.licence = "CC BY 4.0";
    model.source =
        "whence-cli train emotion --out whence-demonstration.whence-model --synthetic --cache "
        "emotion --clips 1450 --test-clips 200 --clip-length 11 --channels 24 --window 10 --epochs "
        "12 --patience 0 --learning-rate 0.002 --schedule cosine --seed 1";
    model.notice = "demonstration model, trained on synthesized music.";
    model.trainingData = "synthesized music, 1200 clips";
    model.features = {"melody",     "articulation",    "rhythm_complexity", "rhythm_stability",
                      "dissonance", "tonal_stability", "minorness"};
    model.labelScale = "observed";
    if (options.emotions) {
        model.emotions = {"arousal", "valence"};
        model.weights = {{-0.21f, 0.62f, 0.18f, 0.34f, 0.27f, -0.08f, 0.05f},
                         {0.31f, 0.12f, -0.04f, 0.48f, -0.22f, 0.17f, -0.36f}};
        model.biases = {0.03f, -0.02f};
        model.labelRanges = {{"valence", {1.6, 8.4}}, {"arousal", {1.6, 8.1}}};
    }
    std::vector<std::string> outputs = model.features;
    outputs.insert(outputs.end(), model.emotions.begin(), model.emotions.end());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (options.reference)
            model.reference[outputs[i]] = {0.1 * std::sin(double(i)), 0.25 + 0.01 * double(i)};
        model.quality[outputs[i]] = {0.42 + 0.04 * double(i), 0.18 + 0.03 * double(i), 0.31};
    }
    if (options.reference)
        model.referenceSet = "the training set";
    model.qualitySet = "held-out synthesized music";
    model.knownFailures = {
        "No person has rated the music it learnt from: its features and emotions are rules applied "
        "to synthesized music.",
        "Instruments and recordings unlike General-MIDI sounds shift all its values; compare only "
        "pieces of like timbre.",
        "Real voices, live rooms and mastering were not in the training."};
    return model;
}

/// Features that are sums over the sounding stems with one pair that interacts.
inline Prediction examplePrediction(const ModelInfo& model, Coalition coalition, int stems,
                                    double scale, double time = 0.0)
{
    Prediction prediction;
    for (std::size_t f = 0; f < model.features.size(); ++f) {
        double value = 0.15 * std::sin(2.1 * double(f) + 0.4) + 0.06 * std::sin(time / 9.0 + f);
        for (int s = 0; s < stems; ++s)
            if (coalition >> s & 1)
                value += 0.22 * std::cos(1.3 * double(f) + 2.2 * s) / (1.0 + 0.6 * s);
        if ((coalition & 3) == 3)
            value += 0.09 * std::sin(double(f) + 1.0);
        prediction.features.push_back(scale * value);
    }
    for (std::size_t e = 0; e < model.emotions.size(); ++e) {
        double value = model.biases[e] * scale;
        for (std::size_t f = 0; f < model.features.size(); ++f)
            value += double(model.weights[e][f]) * prediction.features[f];
        prediction.emotions.push_back(value);
    }
    return prediction;
}

/// Checks as analyze() makes them: some on the features of the chains, some on everything.
inline std::vector<Check> exampleChecks()
{
    std::vector<Check> checks;
    for (const std::string feature : {"articulation", "rhythm_stability"}) {
        const std::string name = displayName(feature);
        const bool isFirst = feature == "articulation";
        checks.insert(
            checks.end(),
            {{"feature_validity", isFirst ? CheckStatus::Failed : CheckStatus::Ok, 0.34,
              "The model predicts " + name +
                  " with r = 0.34 on held-out synthesized clips with a "
                  "sound font of other origin (TimGM6mb.sf2); at least 0.40 is wanted.",
              feature},
             {"residual", CheckStatus::Warning, 12.4,
              "The stems miss part of the recording: it is 12.4 dB louder than what they leave "
              "out, "
              "at least 15 dB are wanted.",
              feature},
             {"near_silent_stems", CheckStatus::Ok, std::nullopt, "All stems sound in this window.",
              feature},
             {"fidelity", CheckStatus::Ok, 0.91,
              "Single stems describe how " + name +
                  " varies over the mixes (fidelity 0.91, where 5 stems that just add up reach "
                  "0.93); that does not prove the explanation correct.",
              feature},
             {"stability", isFirst ? CheckStatus::Failed : CheckStatus::Ok, 0.6,
              "Over 5 placements of the window it is undecided between the drums (3 of 5) and the "
              "bass (2 of 5) what " +
                  name + " depends on most.",
              feature},
             {"level_sensitivity", CheckStatus::Ok, 0.03,
              "The strongest stem stays the same with each mix normalized on its own.", feature},
             {"baselines", CheckStatus::Warning, std::nullopt,
              "Without which single stem " + name +
                  " changes most depends on how it is taken away: "
                  "the vocals (left out) and the piano (shuffled in time).",
              feature}});
    }
    // No chain runs through the others.
    for (const std::string feature :
         {"melody", "rhythm_complexity", "dissonance", "tonal_stability", "minorness"}) {
        const auto add = [&](const char* check, CheckStatus status) {
            checks.push_back({check, status, std::nullopt,
                              "Of " + displayName(feature) + ": " + statusName(status) + ".",
                              feature});
        };
        const bool isMinorness = feature == "minorness";
        add("feature_validity", isMinorness ? CheckStatus::Failed : CheckStatus::Ok);
        add("residual", CheckStatus::Warning);
        add("near_silent_stems", CheckStatus::Ok);
        add("fidelity", isMinorness ? CheckStatus::Failed : CheckStatus::Ok);
        add("stability", CheckStatus::Ok);
        add("level_sensitivity", CheckStatus::Unknown);
        add("baselines", CheckStatus::Warning);
    }
    checks.insert(
        checks.end(),
        {{"bleed", CheckStatus::Ok, 0.42,
          "No two stems sound alike; most alike are the piano and the other instruments "
          "(correlation of their envelopes 0.42)."},
         {"unlike_training", CheckStatus::Unknown, std::nullopt,
          "The model's card has no statistics of its training data."},
         {"provenance", CheckStatus::Warning, std::nullopt,
          "Model “Whence demonstration model”; stems by Whence demonstration separator; "
          "one window of 40.0 s from 46.5 s on; all 32 mixes, normalized alike by the peak "
          "of the full mix; LIME with kernel width 0.25 and ridge 1.00. Demonstration "
          "model, trained on synthesized music."}});
    return checks;
}

inline std::vector<StemStability> exampleStability(const Analysis& analysis)
{
    std::vector<StemStability> result;
    for (const SourceExplanation& source : analysis.sources) {
        StemStability entry{source.feature, {}, {}, {}, 4};
        for (std::size_t s = 0; s < source.stems.size(); ++s) {
            const double weight = source.lime.coefficients[s];
            entry.minimum.push_back(weight - 0.02 - 0.1 * std::abs(weight));
            entry.maximum.push_back(weight + 0.03);
            entry.topShare.push_back(s == 0 ? 1.0 : 0.0);
        }
        result.push_back(entry);
    }
    return result;
}

inline void addExampleSources(Analysis& analysis, const ExampleOptions& options)
{
    const int stems = int(options.stems.size());
    analysis.mixes.components = options.stems;
    analysis.mixes.coalitions = allCoalitions(stems);
    for (const Coalition coalition : analysis.mixes.coalitions)
        analysis.mixes.predictions.push_back(
            examplePrediction(analysis.model, coalition, stems, options.scale));
    for (std::size_t i = 0; i < analysis.mixes.coalitions.size(); ++i)
        analysis.trainingDistances.push_back(0.5 + 0.02 * double(i));
    analysis.sources = explainBySources(analysis.mixes, analysis.model, analysis.options.lime);
    analysis.stability = exampleStability(analysis);
    for (int s = 0; s < stems; ++s)
        analysis.stemLevels.push_back({options.stems[s], s == 1 ? -47.0 : -3.0 - 4.5 * s, s == 1});
}

inline void addExampleSegments(Analysis& analysis)
{
    SegmentRequest request;
    request.rule = SegmentRequest::Rule::Novelty;
    request.count = 4;
    analysis.options.segments = request;
    SegmentExplanation segments;
    const double start = analysis.window.start;
    segments.edges = {start, start + 4.5, start + 15.0, start + 27.25, start + 40.0};
    SampledExplanation& sampled = segments.sampled;
    for (int segment = 0; segment < segments.count(); ++segment)
        for (const std::string& stem : analysis.mixes.components)
            sampled.components.push_back(stem + std::to_string(segment));
    sampled.samples = request.samples;
    sampled.seed = request.seed;
    for (std::size_t f = 0; f < analysis.model.features.size(); ++f) {
        LinearFit fit{0.1, {}, 0.8, 0.7, 0.3};
        std::vector<double> errors;
        for (std::size_t i = 0; i < sampled.components.size(); ++i) {
            fit.coefficients.push_back(0.3 * std::sin(1.7 * double(i) + double(f)));
            errors.push_back(0.01 + 0.001 * double(i));
        }
        sampled.fits.push_back(fit);
        sampled.standardErrors.push_back(errors);
        sampled.topAgreement.push_back(0.55 + 0.05 * double(f));
    }
    analysis.segments = segments;
}

inline Analysis exampleAnalysis(const ExampleOptions& options = {})
{
    Analysis analysis;
    analysis.track = {"fishin.ogg",
                      "Let's Go Fishin'",
                      "Karissa Hobbs",
                      "",
                      "Ogg Vorbis",
                      std::string(64, 'b'),
                      options.duration,
                      44100,
                      2,
                      {-14.2, 6.1, -0.3},
                      {}};
    analysis.model = exampleModel(options);
    analysis.separatorName = "Whence demonstration separator";
    analysis.separatorId = std::string(64, 'c');
    analysis.separatorNotice = "demonstration separator, trained on synthesized music.";
    analysis.window = {options.duration / 2 - 20.0, 40.0, false};
    const int stems = int(options.stems.size());
    const Coalition all = (Coalition(1) << stems) - 1;
    for (double start = 0.0; start + 40.0 <= options.duration; start += 5.0)
        analysis.timeline.push_back(
            {start, start + 40.0,
             examplePrediction(analysis.model, all, stems, options.scale, start)});
    analysis.prediction = examplePrediction(analysis.model, all, stems, options.scale);
    for (std::size_t e = 0; e < analysis.model.emotions.size(); ++e)
        analysis.effects.push_back(computeEffects(analysis.model, analysis.prediction, int(e)));
    if (options.sources)
        addExampleSources(analysis, options);
    if (options.emotions)
        analysis.chains = {
            {"arousal", analysis.prediction.emotions[0], "articulation", 0.19, 0.44, "", 0.0,
             "Arousal is +0.17, mainly from articulation (44 % of all effects). Which source "
             "drives "
             "it is undecided between drums and bass."},
            {"valence", analysis.prediction.emotions[1], "rhythm_stability", 0.21, 0.41, "vocals",
             0.18,
             "Valence is +0.31, mainly from rhythm stability (41 % of all effects), which in this "
             "passage comes mostly from the vocals."}};
    else
        analysis.chains = {chainWithoutEmotions(analysis.model)};
    if (options.segments)
        addExampleSegments(analysis);
    analysis.checks = exampleChecks();
    analysis.version = "0.1.0";
    analysis.commit = "0123456789ab";
    analysis.command = "whence-cli analyze fishin.ogg --start 46.5 --length 40";
    return analysis;
}

/// A spectrogram of moving harmonics, for pictures.
inline LogSpectrogram exampleSpectrogram(double duration, int bands = 149)
{
    LogSpectrogram result;
    result.bands = bands;
    result.frames = int(duration * result.options.framesPerSecond);
    result.values.resize(std::size_t(result.bands) * result.frames);
    for (int frame = 0; frame < result.frames; ++frame) {
        const double time = frame / result.options.framesPerSecond;
        const double root = 20.0 + 6.0 * std::floor(2.0 * std::sin(time / 3.0) + 2.0);
        const double beat = std::exp(-6.0 * std::fmod(time, 0.5));
        for (int band = 0; band < bands; ++band)
            result.values[std::size_t(band) * result.frames + frame] =
                float(0.25 * beat * band / bands);
        for (int h = 1; h <= 8; ++h) {
            const double center = root + 24.0 * std::log2(h);
            for (int band = int(center) - 3; band <= int(center) + 4 && band < bands; ++band)
                result.values[std::size_t(band) * result.frames + frame] +=
                    float(1.4 / h * std::exp(-(band - center) * (band - center) / 2.0));
        }
    }
    return result;
}

}  // namespace whence::test
