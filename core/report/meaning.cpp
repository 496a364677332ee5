#include "core/report/meaning.h"

#include <map>

namespace whence {

std::string meaningOf(const std::string& name)
{
    // Aljanaki & Soleymani 2018.
    static const std::map<std::string, std::string> meanings = {
        {"melody", "how melodious the music is: whether one would sing along"},
        {"articulation", "from legato (low) to staccato (high)"},
        {"rhythm_complexity", "how intricate, layered or syncopated the rhythm is"},
        {"rhythm_stability", "how steady and easy to tap along with the rhythm is"},
        {"dissonance", "how rough and harsh the simultaneous tones sound"},
        {"tonal_stability", "how clear the tonality is and how little it moves"},
        {"minorness", "how much the music sounds like minor rather than major"},
        {"valence", "how pleasant the emotion is, from negative to positive"},
        {"arousal", "how much energy the emotion has, from calm to excited"},
    };
    const auto meaning = meanings.find(name);
    return meaning == meanings.end() ? "" : meaning->second;
}

}  // namespace whence
