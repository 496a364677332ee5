#pragma once

#include <map>
#include <optional>

#include "core/analysis.h"

namespace whence {

/// Which emotion of an analysis is looked at, and which feature: what the user has chosen, and as
/// long as nothing was chosen what the explanation itself is about.
class Subject {
public:
    /// Takes over what is newly known. Until settle() the emotion is valence, or, if no stem of the
    /// window that was explained first may be named as its cause, the first emotion that has one;
    /// the feature is the one with the largest effect on it, unless one was chosen for it.
    void follow(const Analysis& analysis);
    void chooseEmotion(const Analysis& analysis, int emotion);
    void chooseFeature(int feature);
    /// From now on the emotion changes only if the user wants it.
    void settle() { m_isSettled = true; }

    int emotion() const { return m_emotion; }
    int feature() const { return m_feature; }  // -1: none

private:
    void takeFeature(const Analysis& analysis);

    int m_emotion = 0;
    int m_feature = -1;
    bool m_isSettled = false;
    std::optional<double> m_firstWindow;  // s, where the first explanation is of
    std::map<int, int> m_chosen;          // features by emotion
};

}  // namespace whence
