#include "ui/what_if.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace whence {

namespace {

constexpr int kRestMilliseconds = 120;  // without a move, before the model is asked

}  // namespace

/// All that the model needs to answer.
struct WhatIf::Inputs {
    std::shared_ptr<const EmotionModel> model;
    std::shared_ptr<const StemSet> stems;
    Spectrograms spectrograms;

    Spectrograms transformed(const Progress& progress) const
    {
        if (spectrograms)
            return spectrograms;
        const ModelInfo& info = model->info();
        return std::make_shared<const MixSpectrograms>(*stems, info.spectrogram, info.windowFrames,
                                                       MixGain::OfFullMix, progress);
    }
};

StemGains gainsOf(const std::vector<StemControl>& controls)
{
    StemGains gains;
    for (const StemControl& control : controls)
        gains.push_back(control.isMuted || control.gain <= kLowestGain
                            ? -std::numeric_limits<double>::infinity()
                            : control.gain);
    return gains;
}

WhatIf::WhatIf(const Document& document, QObject* parent) : QObject(parent), m_document(document)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &WhatIf::predict);
    connect(&m_task, &Task::failed, this, &WhatIf::failed);
    connect(&m_search, &Task::failed, this, &WhatIf::failed);
    connect(&m_test, &Task::failed, this, &WhatIf::failed);
    connect(&m_search, &Task::progressed, this,
            [this](double done, const QString&) { Q_EMIT searching(done); });
}

std::optional<WhatIf::Inputs> WhatIf::inputs() const
{
    if (!m_document.hasSources() || !m_document.windowStems())
        return std::nullopt;
    return Inputs{m_document.model(), m_document.windowStems(), m_spectrograms};
}

void WhatIf::restart()
{
    const auto stems = m_document.hasSources() ? m_document.windowStems() : nullptr;
    const auto model = m_document.model();
    if (stems && stems == m_stems && model == m_model)
        return;
    m_stems = stems;
    m_model = model;
    m_search.cancel();
    m_test.cancel();
    m_task.cancel();
    m_spectrograms.reset();
    m_prediction.reset();
    Q_EMIT changed();
    Q_EMIT restarted();
    if (std::ranges::any_of(m_gains, [](double gain) { return gain != 0.0; }))
        predict();
}

void WhatIf::setControls(const std::vector<StemControl>& controls)
{
    const StemGains gains = gainsOf(controls);
    if (gains == m_gains)
        return;
    m_gains = gains;
    m_isKeepWanted = false;
    m_task.cancel();
    m_prediction.reset();
    const bool isChanged = std::ranges::any_of(m_gains, [](double gain) { return gain != 0.0; });
    if (isChanged && m_document.hasSources()) {
        m_prediction = estimateGains(m_document.analysis()->mixes, m_gains);
        m_isEstimate = true;
        m_rest.start();
    } else {
        m_rest.stop();
    }
    Q_EMIT changed();
}

void WhatIf::predict()
{
    const auto known = inputs();
    if (!known)
        return;
    using Answer = std::pair<Spectrograms, Prediction>;
    m_task.start(
        [known = *known, gains = m_gains](const Progress& progress) -> Answer {
            const Spectrograms spectrograms = known.transformed(progress.part(0.0, 0.5));
            return {spectrograms,
                    predictGains(*spectrograms, *known.model, {gains}, progress.part(0.5, 1.0))
                        .front()};
        },
        [this](const Answer& answer) {
            m_spectrograms = answer.first;
            m_prediction = answer.second;
            m_isEstimate = false;
            Q_EMIT changed();
            keepIfKnown();
        });
}

void WhatIf::keep()
{
    m_isKeepWanted = true;
    keepIfKnown();
}

void WhatIf::keepIfKnown()
{
    if (!m_isKeepWanted || !m_prediction || m_isEstimate || !m_document.hasSources())
        return;
    m_isKeepWanted = false;
    const Analysis& analysis = *m_document.analysis();
    WhatIfState state{analysis.model.id,
                      analysis.window.start,
                      analysis.mixes.components,
                      m_gains,
                      analysis.mixes.predictions.front(),
                      *m_prediction};
    state.unchanged.embedding.clear();
    state.changed.embedding.clear();
    if (std::ranges::find(m_kept, state) != m_kept.end())
        return;
    m_kept.push_back(state);
    Q_EMIT kept(state);
    Q_EMIT keptChanged();
}

void WhatIf::setKept(std::vector<WhatIfState> states)
{
    m_isKeepWanted = false;
    m_kept = std::move(states);
    Q_EMIT keptChanged();
}

void WhatIf::forget(const WhatIfState& state)
{
    if (std::erase(m_kept, state) > 0)
        Q_EMIT keptChanged();
}

void WhatIf::restore(const WhatIfState& state, int place)
{
    m_kept.insert(m_kept.begin() + std::min(place, int(m_kept.size())), state);
    Q_EMIT keptChanged();
}

void WhatIf::search(const GainSearch& search)
{
    const auto known = inputs();
    if (!known)
        return;
    m_search.start(
        [known = *known, search](const Progress& progress) {
            return smallestChange(*known.transformed(progress.part(0.0, 0.1)), *known.model, search,
                                  progress.part(0.1, 1.0));
        },
        [this](const GainChange& change) { Q_EMIT found(change); });
}

void WhatIf::testStem(int stem)
{
    const auto known = inputs();
    if (!known)
        return;
    m_test.start(
        [known = *known, stem](const Progress& progress) {
            return testStems(*known.transformed(progress.part(0.0, 0.5)), *known.model, {stem},
                             -12.0, progress.part(0.5, 1.0))
                .front();
        },
        [this](const StemTest& test) { Q_EMIT tested(test); });
}

}  // namespace whence
