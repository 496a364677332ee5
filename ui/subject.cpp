#include "ui/subject.h"

#include <algorithm>

#include "core/report/name_index.h"

namespace whence {

namespace {

/// Valence, unless its chain names no stem and that of another emotion does.
int emotionToShow(const Analysis& analysis)
{
    const int valence = std::max(0, indexOfName(analysis.model.emotions, "valence"));
    const std::vector<Chain>& chains = analysis.chains;
    if (valence >= int(chains.size()) || !chains[std::size_t(valence)].stem.empty())
        return valence;
    const auto named =
        std::ranges::find_if(chains, [](const Chain& chain) { return !chain.stem.empty(); });
    return named == chains.end() ? valence : int(named - chains.begin());
}

}  // namespace

void Subject::follow(const Analysis& analysis)
{
    const bool isExplained = !analysis.chains.empty();
    if (isExplained && !m_firstWindow)
        m_firstWindow = analysis.window.start;
    if (isExplained && analysis.window.start != *m_firstWindow)
        settle();
    if (!m_isSettled && (isExplained || !m_firstWindow))
        m_emotion = emotionToShow(analysis);
    takeFeature(analysis);
}

void Subject::chooseEmotion(const Analysis& analysis, int emotion)
{
    settle();
    m_emotion = emotion;
    takeFeature(analysis);
}

void Subject::chooseFeature(int feature)
{
    settle();
    m_feature = feature;
    m_chosen[m_emotion] = feature;
}

void Subject::takeFeature(const Analysis& analysis)
{
    if (const auto chosen = m_chosen.find(m_emotion); chosen != m_chosen.end()) {
        m_feature = chosen->second;
        return;
    }
    if (m_emotion >= int(analysis.effects.size()))
        return;
    const int largest = largestEffect(analysis.effects[std::size_t(m_emotion)]);
    if (largest >= 0)
        m_feature = largest;
}

}  // namespace whence
