#include "core/report/model_card.h"

#include <algorithm>
#include <optional>

#include "core/explain/wording.h"
#include "core/model/emotion_model.h"
#include "core/report/wording.h"
#include "core/separation/separator.h"

namespace whence {

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Only what is there to be told.
Facts withoutEmpty(Facts facts)
{
    std::erase_if(facts, [](const auto& fact) { return fact.second.empty(); });
    return facts;
}

std::string namesOf(const std::vector<std::string>& names)
{
    std::vector<std::string> texts;
    for (const std::string& name : names)
        texts.push_back(displayName(name));
    return joined(texts, ", ");
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string()
                                      : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::vector<std::string> partsOf(const std::string& text, const std::string& separator)
{
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t end; (end = text.find(separator, start)) != std::string::npos;
         start = end + separator.size())
        parts.push_back(text.substr(start, end - start));
    parts.push_back(text.substr(start));
    return parts;
}

/// A sentence ends with a full stop before a blank and a capital letter, or with the text.
std::vector<std::string> sentencesOf(const std::string& text)
{
    std::vector<std::string> sentences;
    std::size_t start = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '.' && text[i + 1] == ' ' && text[i + 2] >= 'A' && text[i + 2] <= 'Z') {
            sentences.push_back(trimmed(text.substr(start, i + 1 - start)));
            start = i + 2;
        }
    if (const std::string last = trimmed(text.substr(start)); !last.empty())
        sentences.push_back(last);
    return sentences;
}

/// What stands before the marks, between them and behind, if each of them is there, in this order.
std::optional<std::vector<std::string>> between(const std::string& text,
                                                const std::vector<std::string>& marks)
{
    std::vector<std::string> cells;
    std::size_t start = 0;
    for (const std::string& mark : marks) {
        const std::size_t end = text.find(mark, start);
        if (end == std::string::npos)
            return std::nullopt;
        cells.push_back(text.substr(start, end - start));
        start = end + mark.size();
    }
    cells.push_back(text.substr(start));
    return cells;
}

/// "On SET: melody r 0.80 R² 0.62 RMSE 0.249, …": a table, if it is one.
std::optional<CardTable> figuresIn(const std::string& sentence)
{
    const std::size_t colon = sentence.find(": ");
    if (!sentence.starts_with("On ") || colon == std::string::npos)
        return std::nullopt;
    CardTable table{sentence.substr(0, colon + 1), {"", "r", "R²", "RMSE"}, {}};
    std::string list = sentence.substr(colon + 2);
    if (list.ends_with('.'))
        list.pop_back();
    for (const std::string& item : partsOf(list, ", ")) {
        const auto cells = between(item, {" r ", " R² ", " RMSE "});
        if (!cells)
            return std::nullopt;
        table.rows.push_back(*cells);
    }
    return table;
}

/// "melody -0.26 / -0.25 / -0.25": name and figures, if there are so many.
std::optional<std::vector<std::string>> weightsOf(const std::string& item, std::size_t count)
{
    std::vector<std::string> cells = partsOf(item, " / ");
    const std::size_t blank = cells.front().rfind(' ');
    if (blank == std::string::npos || cells.size() != count)
        return std::nullopt;
    cells.insert(cells.begin(), cells.front().substr(0, blank));
    cells[1].erase(0, blank + 1);
    return cells;
}

/// "Weights of the emotions (trained / …): arousal: melody -0.26 / …, … valence: …": a table for
/// each emotion; none if it is another sentence.
std::vector<CardTable> weightsIn(const std::string& sentence)
{
    std::vector<CardTable> tables;
    const auto parts = between(sentence, {" (", "): "});
    if (!parts || parts->front() != "Weights of the emotions")
        return {};
    std::vector<std::string> header = partsOf((*parts)[1], " / ");
    header.insert(header.begin(), "");
    for (const std::string& part : partsOf(parts->back(), ". ")) {
        const auto emotion = between(part, {": "});
        if (!emotion)
            return {};
        CardTable& table =
            tables.emplace_back(CardTable{"Weights of " + emotion->front() + ":", header, {}});
        for (std::string item : partsOf(emotion->back(), ", ")) {
            if (item.ends_with('.'))
                item.pop_back();
            const auto cells = weightsOf(item, header.size() - 1);
            if (!cells)
                return {};
            table.rows.push_back(*cells);
        }
    }
    return tables;
}

CardSection qualityOf(const ModelInfo& info, const std::vector<CardTable>& described)
{
    CardSection section{"Measured quality", {}, {}, {}};
    const std::vector<std::string> outputs = outputsOf(info);
    CardTable table{"On " + info.qualitySet + ":", {"", "r", "R²", "RMSE"}, {}};
    for (const std::string& output : outputs)
        if (const auto quality = info.quality.find(output); quality != info.quality.end())
            table.rows.push_back({displayName(output), numberOrDash(quality->second.r),
                                  numberOrDash(quality->second.r2),
                                  numberOrDash(quality->second.rmse)});
    if (!table.rows.empty())
        section.tables.push_back(table);
    CardTable causes{"Strongest stem found by LIME, on " + info.knownCausesSet + ":",
                     {"", "clips", "true stems", "separated stems"},
                     {}};
    for (const std::string& output : outputs)
        if (const auto found = info.knownCauses.find(output); found != info.knownCauses.end())
            causes.rows.push_back({displayName(output), std::to_string(found->second.cases),
                                   percent(found->second.trueStems),
                                   percent(found->second.separatedStems)});
    for (const CardTable& other : described)
        if (section.tables.empty() || other.title != section.tables.front().title)
            section.tables.push_back(other);
    if (!causes.rows.empty())
        section.tables.push_back(causes);
    if (section.tables.empty())
        section.points = {"How well it predicts is unknown: its card has no figures."};
    return section;
}

std::string decibelsOf(const std::map<std::string, double>& values, const std::string& stem)
{
    const auto value = values.find(stem);
    return value == values.end() ? "–" : numberOrDash(value->second, 1) + " dB";
}

CardSection qualityOf(const SeparatorInfo& info)
{
    CardSection section{"Measured quality", {}, {}, {}};
    CardTable table{info.qualitySet.empty() ? "" : "On " + info.qualitySet + ":",
                    {"", "SI-SDR above the mix", "harmonic/percussive", "best possible mask"},
                    {}};
    for (const std::string& stem : info.stems)
        if (info.siSdrImprovement.contains(stem))
            table.rows.push_back({displayName(stem), decibelsOf(info.siSdrImprovement, stem),
                                  decibelsOf(info.hpssImprovement, stem),
                                  decibelsOf(info.oracleImprovement, stem)});
    if (table.rows.empty())
        section.points = {"How well it separates is unknown: its card has no figures."};
    else
        section.tables = {table};
    return section;
}

CardSection failuresOf(const std::vector<std::string>& failures)
{
    CardSection section{"Known failures", {}, {}, failures};
    if (failures.empty())
        section.points = {"Its card names none."};
    return section;
}

CardSection licenceOf(const std::string& licence, const std::string& source, const std::string& id)
{
    return {"Licence and origin",
            withoutEmpty({{"Licence", licence}, {"Source", source}, {"SHA-256", id}}),
            {},
            {}};
}

}  // namespace

CardDescription readDescription(const std::string& text)
{
    CardDescription description;
    for (const std::string& sentence : sentencesOf(text))
        if (const auto figures = figuresIn(sentence))
            description.quality.push_back(*figures);
        else if (const auto weights = weightsIn(sentence); !weights.empty())
            description.weights = weights;
        else
            description.sentences.push_back(sentence);
    return description;
}

ModelCard describeCard(const ModelInfo& info)
{
    const CardDescription description = readDescription(info.description);
    const CardSection what = {
        "What it is",
        withoutEmpty({{"Name", info.name},
                      {"Notice", info.notice},
                      {"Emotions", info.emotions.empty() ? "none" : namesOf(info.emotions)},
                      {"Features", namesOf(info.features)},
                      {"Window", numberOrDash(info.windowSeconds, 1) + " s"},
                      {"Base channels", std::to_string(info.baseChannels)}}),
        {},
        description.sentences};
    const CardSection training = {
        "Training data",
        withoutEmpty({{"Trained on", trimmed(info.trainingData)},
                      {"Reference set", info.referenceSet.empty() ? "none" : info.referenceSet}}),
        {},
        {}};
    ModelCard card{info.name,
                   {what, training, qualityOf(info, description.quality),
                    failuresOf(info.knownFailures), licenceOf(info.licence, info.source, info.id)}};
    if (!description.weights.empty())
        card.sections.push_back({"Weights of the emotions", {}, description.weights, {}});
    return card;
}

ModelCard describeCard(const SeparatorInfo& info)
{
    const CardSection what = {
        "What it is",
        withoutEmpty({{"Name", info.name},
                      {"Notice", info.notice},
                      {"Stems", namesOf(info.stems)},
                      {"Sample rate", std::to_string(info.sampleRate) + " Hz"}}),
        {},
        sentencesOf(info.description)};
    CardSection training = {
        "Training data", withoutEmpty({{"Trained on", trimmed(info.trainingData)}}), {}, {}};
    if (training.facts.empty())
        training.points = {"Its card does not name them."};
    return {info.name,
            {what, training, qualityOf(info), failuresOf(info.knownFailures),
             licenceOf(info.licence, info.source, info.id)}};
}

ModelCard readCard(const ModelFile& model)
{
    return model.kind == ModelKind::Emotion ? describeCard(readModelInfo(model.file))
                                            : describeCard(readSeparatorInfo(model.file));
}

}  // namespace whence
