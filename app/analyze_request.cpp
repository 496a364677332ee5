#include "app/analyze_request.h"

#include "core/store/model_files.h"

namespace whence {

namespace {

/// A word as a shell must see it.
std::string quoted(const std::string& word)
{
    const bool isPlain = !word.empty() && word.find_first_not_of(
                                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789-_./=,:+@%") == std::string::npos;
    if (isPlain)
        return word;
    std::string result = "'";
    for (const char c : word)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

std::string settingsText(const Arguments& arguments)
{
    std::string text;
    for (const Option& option : analysisOptions())
        if (const auto value = arguments.text(option.name)) {
            text += " " + option.name;
            if (!option.value.empty())
                text += " " + quoted(*value);
        }
    return text;
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
    };
}

AnalyzeRequest makeRequest(const Arguments& arguments, bool needsSeparator)
{
    if (arguments.has("--stems") && arguments.has("--separator"))
        throw UsageError("Stems come from --stems or from --separator, not from both.");
    AnalyzeRequest request{
        EmotionModel::load(modelFile(arguments.text("--model").value_or(""), ModelKind::Emotion)),
        {},
        optionsOf(arguments),
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
    return "whence-cli analyze " + quoted(track) + request.settings;
}

AnalysisResult analyzeTrack(const std::string& track, const AnalyzeRequest& request,
                            const Progress& progress)
{
    AnalysisResult result = analyze(track, request.model, request.stems, request.options, progress);
    result.analysis.command = commandFor(track, request);
    return result;
}

}  // namespace whence
