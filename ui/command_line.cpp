#include "ui/command_line.h"

#include "core/report/shell_word.h"
#include "core/report/tidy_table.h"
#include "core/store/model_files.h"

namespace whence {

namespace {

/// A model as `--model` and `--separator` take it; empty for the built-in one.
std::string nameOf(const std::filesystem::path& file, ModelKind kind)
{
    for (const ModelFile& model : findModelFiles())
        if (model.kind == kind && model.file == file)
            return model.isBuiltIn ? std::string() : model.name;
    return file.string();
}

}  // namespace

std::string commandOf(const Analysis& analysis, const CommandParts& parts)
{
    std::string command = "whence-cli analyze " + shellWord(analysis.track.file);
    const auto add = [&](const std::string& option, const std::string& value) {
        if (!value.empty())
            command += " " + option + " " + shellWord(value);
    };
    add("--model", nameOf(parts.instruments.model, ModelKind::Emotion));
    if (parts.stems.empty())
        add("--separator", nameOf(parts.instruments.separator, ModelKind::Separator));
    else if (parts.stems != parts.recording)
        add("--stems", parts.stems.lexically_proximate(parts.recording.parent_path()).string());
    if (parts.stems.empty() && parts.instruments.separation.instrumental)
        command += " --instrumental";
    add("--start", cell(analysis.window.start));
    if (analysis.options.shifts != AnalysisOptions().shifts)
        add("--shifts", std::to_string(analysis.options.shifts));
    return command;
}

}  // namespace whence
