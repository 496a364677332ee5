#include <algorithm>

#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "core/error.h"
#include "core/model/model_import.h"
#include "core/model_install.h"
#include "core/report/model_text.h"
#include "core/separation/separator.h"
#include "core/store/fetch.h"
#include "core/store/folders.h"
#include "core/store/model_files.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

int list(const Arguments&, const Progress&)
{
    std::string text;
    for (const ModelFile& model : findModelFiles())
        text += describeInLine(model);
    if (text.empty())
        text = "There are no models yet.\n";
    text += "\nTo be fetched from their authors with \"whence-cli models fetch NAME\":\n";
    for (const PublishedModel& model : publishedModels())
        text += "  " + model.name + ": " + model.title + "\n";
    printResult(text);
    return 0;
}

/// The file of a model or separator, whichever there is of this name.
ModelFile findModel(const std::string& nameOrFile)
{
    const bool isSeparator =
        fs::path(nameOrFile).extension() == modelExtension(ModelKind::Separator);
    if (!isSeparator && (fs::exists(nameOrFile) ||
                         fs::path(nameOrFile).extension() == modelExtension(ModelKind::Emotion)))
        return {.name = nameOrFile, .file = modelFile(nameOrFile, ModelKind::Emotion)};
    if (isSeparator)
        return {.name = nameOrFile,
                .file = modelFile(nameOrFile, ModelKind::Separator),
                .kind = ModelKind::Separator};
    std::string known;
    for (const ModelFile& model : findModelFiles()) {
        if (model.name == nameOrFile)
            return model;
        known += (known.empty() ? "" : ", ") + model.name;
    }
    throw Error("There is no model or separator " + nameOrFile +
                ", neither as a file nor by that name" +
                (known.empty() ? "." : "; known: " + known + "."));
}

int show(const Arguments& arguments, const Progress&)
{
    const ModelFile model = findModel(arguments.operands().front());
    printResult(arguments.has("--json") ? cardOf(model) + "\n" : describe(model));
    return 0;
}

/// Where a model goes: as the user says, else under its own name among the user's models.
fs::path targetOf(const Arguments& arguments, const std::string& name, ModelKind kind)
{
    const fs::path target =
        arguments.path("--out").value_or(modelFolder() / (name + modelExtension(kind)));
    if (target.extension() != modelExtension(kind))
        throw UsageError("The file's name must end with " + modelExtension(kind) + ".");
    return target;
}

int importModel(const Arguments& arguments, const Progress&)
{
    const fs::path source = arguments.operands().front();
    const fs::path target = targetOf(arguments, source.stem().string(), ModelKind::Emotion);
    PendingOutputs pending;
    const fs::path temporary = pending.file(target);
    pending.fill([&] { importPyTorchModel(source, temporary); });
    pending.commit();
    printResult(target.string() + "\n" + describe({.file = target}));
    return 0;
}

int importSeparator(const Arguments& arguments, const Progress& progress)
{
    fs::path source = arguments.operands().front();
    if (!source.has_filename())
        source = source.parent_path();
    const fs::path target = targetOf(arguments, source.filename().string(), ModelKind::Separator);
    PendingOutputs pending;
    const fs::path temporary = pending.file(target);
    pending.fill([&] { importSpleeter(source, temporary, progress.part(0.0, 1.0, "importing")); });
    pending.commit();
    printResult(target.string() + "\n" + describe({.file = target, .kind = ModelKind::Separator}));
    return 0;
}

int fetch(const Arguments& arguments, const Progress& progress)
{
    const PublishedModel& model = publishedModel(arguments.operands().front());
    FetchOptions options;
    options.from = arguments.text("--from").value_or("");
    const ModelKind kind = kindOf(model);
    const fs::path target = targetOf(arguments, model.name, kind);
    PendingOutputs pending;
    const fs::path temporary = pending.file(target);
    printNote(noticeOf(model, options.from));
    pending.fill([&] { installPublished(model, modelFolder(), temporary, options, progress); });
    pending.commit();
    printResult(target.string() + "\n" + describe({.file = target, .kind = kind}));
    return 0;
}

const Option kOut = {"--out", "FILE", "where to write (default: among the user's models)"};

}  // namespace

std::vector<Command> modelsCommands()
{
    return {
        {.name = "models list",
         .summary = "Lists the models there are, and those that can be fetched.",
         .run = list},
        {.name = "models show",
         .operands = "MODEL",
         .minimumOperands = 1,
         .maximumOperands = 1,
         .summary = "Shows the card of a model or separator.",
         .details = "MODEL is a file or one of the names that \"models list\" shows.",
         .options = {{"--json", "", "the card as it is in the file"}},
         .run = show},
        {.name = "models import",
         .operands = "FILE.pt",
         .minimumOperands = 1,
         .maximumOperands = 1,
         .summary = "Makes a model of the authors' PyTorch weights.",
         .details = "Reads the state dicts of shreyanc/model_debugging and "
                    "shreyanc/midlevel_general. Nothing in the file is executed.",
         .options = {kOut},
         .run = importModel},
        {.name = "models import-separator",
         .operands = "DIR",
         .minimumOperands = 1,
         .maximumOperands = 1,
         .summary = "Makes a separator of a Spleeter checkpoint.",
         .details = "DIR is the folder of an official checkpoint with 2, 4 or 5 stems (*.index and "
                    "*.data-00000-of-00001).",
         .options = {kOut},
         .run = importSeparator},
        {.name = "models fetch",
         .operands = "NAME",
         .minimumOperands = 1,
         .maximumOperands = 1,
         .summary = "Fetches a published model from its authors and imports it.",
         .details = "Shows source and licence first. An interrupted download goes on where it "
                    "stopped; size and checksum are verified before anything is read.",
         .options = {{"--from", "URL", "another address, or a file downloaded by hand"}, kOut},
         .run = fetch},
    };
}

}  // namespace whence
