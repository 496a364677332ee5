#include "core/synthetic/truth.h"

#include <nlohmann/json.hpp>

namespace whence {

namespace {

using Json = nlohmann::ordered_json;

Json perStem(const PerStem<double>& values)
{
    Json json = Json::object();
    for (const Stem stem : allStems)
        json[stemNames[std::size_t(stem)]] = values[std::size_t(stem)];
    return json;
}

Json targets(const Features& features)
{
    Json json = Json::object();
    for (std::size_t f = 0; f < featureCount; ++f)
        json[name(Feature(f))] = 2.0 * features[f] - 1.0;
    return json;
}

Json emotions(const Emotion& emotion)
{
    return {{"arousal", emotion.arousal}, {"valence", emotion.valence}};
}

Json parameters(const Composition& piece)
{
    const ClipParameters& clip = piece.parameters;
    return {{"style", name(clip.style)},
            {"texture", name(clip.texture)},
            {"voice", name(clip.voice)},
            {"artist", clip.artist.id},
            {"tempo", clip.tempo},
            {"beatsPerBar", clip.beatsPerBar},
            {"swing", clip.swing},
            {"level", perStem(clip.level)},
            {"jitter", perStem(clip.jitter)},
            {"drift", clip.drift},
            {"syncopation", clip.syncopation},
            {"layers", clip.layers},
            {"polyrhythm", clip.polyrhythm},
            {"chromatic", clip.chromatic},
            {"modulations", clip.modulations},
            {"noise", clip.noise},
            {"minorShare", clip.minorShare},
            {"staccato", clip.staccato},
            {"stepwise", clip.stepwise},
            {"repetition", clip.repetition},
            {"clean", clip.clean},
            {"functional", clip.functional},
            {"richness", clip.richness},
            {"density", clip.density},
            {"dynamics", clip.dynamics},
            {"swell", clip.swell},
            {"room", clip.room},
            {"pedal", clip.pedal},
            {"sections", clip.sections},
            {"tuning", clip.tuning},
            {"tone", perStem(clip.tone)}};
}

Json parts(const Composition& piece)
{
    Json json = Json::array();
    for (const Part& part : piece.parts)
        json.push_back({{"stem", stemNames[std::size_t(part.stem)]},
                        {"program", part.program},
                        {"notes", part.notes.size()}});
    return json;
}

Json coalitions(const ClipLabels& labels)
{
    Json json = Json::array();
    for (unsigned i = 0; i < coalitionCount; ++i) {
        Json stems = Json::array();
        for (const Stem stem : allStems)
            if (StemSubset(i)[std::size_t(stem)])
                stems.push_back(stemNames[std::size_t(stem)]);
        json.push_back({{"stems", stems},
                        {"features", targets(labels.coalitions[i])},
                        {"emotions", emotions(labels.emotions[i])}});
    }
    return json;
}

}  // namespace

std::string truthJson(const Composition& piece, const ClipLabels& labels, std::uint64_t seed)
{
    Json shapley = Json::object();
    for (std::size_t f = 0; f < featureCount; ++f)
        shapley[name(Feature(f))] = perStem(labels.featureShapley[f]);
    shapley["arousal"] = perStem(labels.arousalShapley);
    shapley["valence"] = perStem(labels.valenceShapley);
    const Json json = {{"schema", "whence.truth/1"},
                       {"seed", seed},
                       {"duration", piece.duration},
                       {"parameters", parameters(piece)},
                       {"parts", parts(piece)},
                       {"features", targets(labels.features())},
                       {"emotions", emotions(labels.emotions.back())},
                       {"ratedFeatures", targets(labels.ratedFeatures)},
                       {"ratedEmotions", emotions(labels.ratedEmotion)},
                       {"shapley", shapley},
                       {"coalitions", coalitions(labels)}};
    return json.dump(1) + "\n";
}

}  // namespace whence
