#include "app/analyze_request.h"

#include <charconv>
#include <limits>

#include "core/report/shell_word.h"
#include "core/store/model_files.h"

namespace whence {

namespace {

std::string settingsText(const Arguments& arguments)
{
    std::string text;
    for (const Option& option : analysisOptions())
        if (const auto value = arguments.text(option.name)) {
            text += " " + option.name;
            if (!option.value.empty())
                text += " " + shellWord(*value);
        }
    return text;
}

/// "12.5,20": times in s.
std::vector<double> timesOf(const std::string& text)
{
    std::vector<double> times;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (;;) {
        const auto [next, failure] = std::from_chars(at, end, times.emplace_back());
        if (failure != std::errc() || (next != end && *next != ','))
            throw UsageError("--boundaries needs times in s, as in 12.5,20, not " + text + ".");
        if (next == end)
            return times;
        at = next + 1;
    }
}

/// How the window is to be divided; nothing if it is not.
std::optional<SegmentRequest> segmentsOf(const Arguments& arguments)
{
    using Rule = SegmentRequest::Rule;
    const int ways = arguments.has("--segments") + arguments.has("--novelty-segments") +
                     arguments.has("--boundaries");
    if (ways > 1)
        throw UsageError(
            "Segments come from --segments, --novelty-segments or --boundaries, one of them.");
    if (ways == 0) {
        for (const char* option : {"--samples", "--seed"})
            if (arguments.has(option))
                throw UsageError(std::string(option) + " is for an explanation by segments.");
        return std::nullopt;
    }
    SegmentRequest request;
    if (const auto text = arguments.text("--boundaries")) {
        request.rule = Rule::ByHand;
        request.boundaries = timesOf(*text);
    } else if (const auto count = arguments.integer("--novelty-segments", 2, 64)) {
        request.rule = Rule::Novelty;
        request.count = *count;
    } else {
        request.count = arguments.integer("--segments", 2, 64).value_or(0);
    }
    request.samples = arguments.integer("--samples", 4, 1000000).value_or(request.samples);
    request.seed = arguments.seed(std::numeric_limits<int>::max());
    return request;
}

AnalysisOptions optionsOf(const Arguments& arguments)
{
    constexpr double day = 86400.0;  // s
    AnalysisOptions options;
    options.start = arguments.number("--start", 0.0, 100.0 * day);
    options.length = arguments.number("--length", 0.1, day);
    options.timelineHop = arguments.number("--hop", 0.05, day).value_or(options.timelineHop);
    options.shifts = arguments.integer("--shifts", 0, 1000).value_or(options.shifts);
    options.parity = arguments.has("--parity");
    options.residualComponent = arguments.has("--residual-component");
    options.separation.instrumental = arguments.has("--instrumental");
    options.baselines = !arguments.has("--no-baselines");
    options.segments = segmentsOf(arguments);
    return options;
}

}  // namespace

std::vector<Option> analysisOptions()
{
    return {
        {"--model", "MODEL", "emotion model, a file or a name (default: the built-in one)"},
        {"--separator", "SEP", "separator, a file or a name (default: the built-in one)"},
        {"--stems", "DIR", "take the stems from the audio files of a folder instead"},
        {"--start", "S", "start of the explained window in s (default: the window is centered)"},
        {"--length", "S", "its length in s (default: what the model hears at once)"},
        {"--hop", "S", "s between the predictions along the piece (5)"},
        {"--shifts", "N", "shifts of the window that show how stable the explanation is (4)"},
        {"--parity", "", "normalize and trim every mix as the authors' programs do"},
        {"--instrumental", "", "nobody sings: the vocals' share goes to the other stems"},
        {"--residual-component", "", "explain by what the stems leave out, too"},
        {"--no-baselines", "", "do not compare ways to take a stem away"},
        {"--segments", "N", "explain which stem counts when, too, in N equally long segments"},
        {"--novelty-segments", "N", "the same in at most N segments, cut where the music changes"},
        {"--boundaries", "S,S,...", "the same in segments cut at these times (s in the recording)"},
        {"--samples", "N", "mixes of segments to predict, drawn at random (1000)"},
        {"--seed", "N", "of that drawing (1)"},
    };
}

AnalyzeRequest makeRequest(const Arguments& arguments, bool needsSeparator)
{
    if (arguments.has("--stems") && arguments.has("--separator"))
        throw UsageError("Stems come from --stems or from --separator, not from both.");
    const AnalysisOptions options = optionsOf(arguments);  // what is wrong is said before waiting
    AnalyzeRequest request{
        EmotionModel::load(modelFile(arguments.text("--model").value_or(""), ModelKind::Emotion)),
        {},
        options,
        settingsText(arguments)};
    if (const auto folder = arguments.path("--stems"))
        request.stems.folder = *folder;
    else if (needsSeparator)
        request.stems.separator = Separator::load(
            modelFile(arguments.text("--separator").value_or(""), ModelKind::Separator));
    if (!arguments.has("--no-cache"))
        request.stems.cache.emplace();
    return request;
}

std::string commandFor(const std::string& track, const AnalyzeRequest& request)
{
    return "whence-cli analyze " + shellWord(track) + request.settings;
}

AnalysisResult analyzeTrack(const std::string& track, const AnalyzeRequest& request,
                            const Progress& progress)
{
    AnalysisResult result = analyze(track, request.model, request.stems, request.options, progress);
    result.analysis.command = commandFor(track, request);
    return result;
}

}  // namespace whence
