#include "core/explain/what_if.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/explain/wording.h"

namespace whence {

namespace {

std::vector<float> factorsOf(const StemGains& gains)
{
    std::vector<float> factors;
    for (const double decibels : gains)
        factors.push_back(float(std::pow(10.0, decibels / 20.0)));
    return factors;
}

std::vector<double> difference(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> result;
    for (std::size_t i = 0; i < a.size(); ++i)
        result.push_back(a[i] - b[i]);
    return result;
}

/// Stems that move together, each with the sign of its change.
struct Direction {
    struct Move {
        int stem = 0;
        int sign = 1;
    };
    std::vector<Move> moves;
};

std::vector<Direction> singleDirections(int stems)
{
    std::vector<Direction> directions;
    for (int i = 0; i < stems; ++i)
        for (const int sign : {-1, 1})
            directions.push_back({{{i, sign}}});
    return directions;
}

std::vector<Direction> pairDirections(int stems)
{
    std::vector<Direction> directions;
    for (int i = 0; i < stems; ++i)
        for (int j = i + 1; j < stems; ++j)
            for (const int signI : {-1, 1})
                for (const int signJ : {-1, 1})
                    directions.push_back({{{i, signI}, {j, signJ}}});
    return directions;
}

double sizeOf(const StemGains& gains)
{
    double largest = 0.0;
    for (const double decibels : gains)
        largest = std::max(largest, std::abs(decibels));
    return largest;
}

/// Tries changes of gains and remembers the smallest that reaches the target, or the closest.
class Search {
public:
    Search(const MixSpectrograms& spectrograms, const EmotionModel& model,
           const GainSearch& options)
        : m_spectrograms(spectrograms), m_model(model), m_options(options), m_best(hear({}, 0.0))
    {
        m_startError = error(m_best);
    }

    const GainChange& best() const { return m_best; }

    void tryAll(const std::vector<Direction>& directions, const Progress& progress)
    {
        for (std::size_t i = 0; i < directions.size(); ++i)
            walk(directions[i], progress.part(double(i) / double(directions.size()),
                                              double(i + 1) / double(directions.size())));
    }

private:
    /// Goes along a direction in steps, as long as it can be better than the best.
    void walk(const Direction& direction, const Progress& progress)
    {
        double near = 0.0;
        double nearError = m_startError;
        while (near < farthest(direction)) {
            progress.report(near / farthest(direction));
            const double far = std::min(near + m_options.step, farthest(direction));
            GainChange change = hear(direction, far);
            const double farError = error(change);
            if (!change.reached && nearError * farError < 0.0)
                change = bisect(direction, near, far, nearError);
            keepIfBetter(change);
            near = far;
            nearError = farError;
        }
    }

    GainChange bisect(const Direction& direction, double near, double far, double nearError) const
    {
        GainChange change;
        do {
            const double middle = 0.5 * (near + far);
            change = hear(direction, middle);
            (nearError * error(change) < 0.0 ? far : near) = middle;
        } while (!change.reached && far - near > finestStep);
        return change;
    }

    /// dB; a change that is larger than one that reaches the target is not wanted.
    double farthest(const Direction& direction) const
    {
        double limit = m_best.reached ? sizeOf(m_best.gains) : std::numeric_limits<double>::max();
        for (const Direction::Move& move : direction.moves)
            limit = std::min(limit, move.sign < 0 ? -m_options.lowest : m_options.highest);
        return limit;
    }

    void keepIfBetter(const GainChange& change)
    {
        const bool isBetter =
            m_best.reached ? change.reached && sizeOf(change.gains) < sizeOf(m_best.gains)
                           : change.reached || std::abs(error(change)) < std::abs(error(m_best));
        if (isBetter)
            m_best = change;
    }

    double error(const GainChange& change) const
    {
        return change.prediction.emotions.at(m_options.emotion) - m_options.target;
    }

    GainChange hear(const Direction& direction, double decibels) const
    {
        GainChange change{false, StemGains(m_spectrograms.components()), {}};
        for (const Direction::Move& move : direction.moves)
            change.gains[move.stem] = move.sign * decibels;
        change.prediction = predictGains(m_spectrograms, m_model, {change.gains}).front();
        change.reached = std::abs(error(change)) <= m_options.tolerance;
        return change;
    }

    static constexpr double finestStep = 0.01;  // dB

    const MixSpectrograms& m_spectrograms;
    const EmotionModel& m_model;
    const GainSearch& m_options;
    GainChange m_best;
    double m_startError = 0.0;
};

void check(const GainSearch& search)
{
    if (!(search.step >= 0.1 && search.lowest >= -120.0 && search.lowest <= 0.0 &&
          search.highest >= 0.0 && search.highest <= 60.0))
        throw Error(
            "Gains are searched from -120 dB or more to 60 dB or less, with 0 dB between, in steps "
            "of "
            "at least 0.1 dB.");
    if (!(search.tolerance > 0.0) || !std::isfinite(search.target))
        throw Error("The target of a search must be a number and its tolerance positive.");
}

}  // namespace

std::string gainsPhrase(const std::vector<std::string>& stems, const StemGains& gains)
{
    std::vector<std::string> phrases;
    for (std::size_t i = 0; i < stems.size(); ++i) {
        const std::string stem = stemPhrase(stems[i]).text;
        if (std::isinf(gains[i]))
            phrases.push_back(stem + " muted");
        else if (gains[i] != 0.0)
            phrases.push_back(stem + " " + number(std::abs(gains[i]), 1) + " dB " +
                              (gains[i] < 0.0 ? "softer" : "louder"));
    }
    return phrases.empty() ? "no change" : listPhrase(phrases);
}

bool isOf(const WhatIfState& state, const ModelInfo& model, double windowStart)
{
    return state.model == model.id && state.windowStart == windowStart &&
           state.changed.features.size() == model.features.size() &&
           state.changed.emotions.size() == model.emotions.size();
}

std::vector<Prediction> predictGains(const MixSpectrograms& spectrograms, const EmotionModel& model,
                                     const std::vector<StemGains>& gains, const Progress& progress)
{
    const auto window = [&](int index) { return spectrograms.window(factorsOf(gains[index])); };
    return model.predict(int(gains.size()), window, progress);
}

Prediction estimateGains(const MixTable& table, const StemGains& gains)
{
    assert(table.exhaustive && gains.size() == table.components.size());
    const std::vector<float> factors = factorsOf(gains);
    Prediction result;
    result.features.resize(table.predictions.front().features.size());
    result.emotions.resize(table.predictions.front().emotions.size());
    for (std::size_t mix = 0; mix < table.coalitions.size(); ++mix) {
        double weight = 1.0;
        for (std::size_t stem = 0; stem < factors.size(); ++stem) {
            const double factor = std::min(1.0, double(factors[stem]));
            weight *= table.coalitions[mix] >> stem & 1 ? factor : 1.0 - factor;
        }
        const Prediction& heard = table.predictions[mix];
        for (std::size_t i = 0; i < result.features.size(); ++i)
            result.features[i] += weight * heard.features[i];
        for (std::size_t i = 0; i < result.emotions.size(); ++i)
            result.emotions[i] += weight * heard.emotions[i];
    }
    return result;
}

std::vector<StemTest> testStems(const MixSpectrograms& spectrograms, const EmotionModel& model,
                                const std::vector<int>& stems, double decibels,
                                const Progress& progress)
{
    const StemGains unchanged(spectrograms.components());
    std::vector<StemGains> gains = {unchanged};
    for (const int stem : stems) {
        gains.push_back(unchanged);
        gains.back().at(stem) = decibels;
    }
    const std::vector<Prediction> predictions = predictGains(spectrograms, model, gains, progress);

    std::vector<StemTest> tests;
    for (std::size_t i = 0; i < stems.size(); ++i) {
        const Prediction& before = predictions.front();
        const Prediction& after = predictions[i + 1];
        tests.push_back({stems[i], decibels, difference(after.features, before.features),
                         difference(after.emotions, before.emotions)});
    }
    return tests;
}

std::optional<double> changeAtReferenceMean(const ModelInfo& model, const Prediction& prediction,
                                            int emotion, int feature)
{
    const auto reference = model.reference.find(model.features.at(feature));
    if (reference == model.reference.end())
        return {};
    const double deviation = prediction.features.at(feature) - reference->second.mean;
    return -double(model.weights.at(emotion).at(feature)) * deviation;
}

GainChange smallestChange(const MixSpectrograms& spectrograms, const EmotionModel& model,
                          const GainSearch& search, const Progress& progress)
{
    check(search);
    Search attempt(spectrograms, model, search);
    if (!attempt.best().reached)
        attempt.tryAll(singleDirections(spectrograms.components()), progress.part(0.0, 0.3));
    if (!attempt.best().reached)
        attempt.tryAll(pairDirections(spectrograms.components()), progress.part(0.3, 1.0));
    return attempt.best();
}

}  // namespace whence
