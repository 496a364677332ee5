#include <cstdio>
#include <filesystem>
#include <string>

#include "core/report/analysis_json.h"
#include "core/separation/separator.h"
#include "core/tensors/file_io.h"
#include "core/tensors/npy.h"
#include "core/tensors/tensor_file.h"
#include "tests/analysis_example.h"
#include "tests/checkpoint_files.h"
#include "tests/pytorch_files.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

void writeAnnotations(const fs::path& folder)
{
    writeFileAtomically(folder / "midlevel.csv",
                        "song_id,melody,articulation\n1,2.5,7\n2, 3.0 ,1e-1\n");
    writeFileAtomically(folder / "metadata.csv",
                        "song id;Source;song title\r\n7;test;\"A \"\"title\"\"; with\nlines\"\r\n");
    writeFileAtomically(folder / "latin1.csv", "\xef\xbb\xbftitle\n\xe9t\xe9\n\n-0\nnan\n");
}

void writeLabels(const fs::path& folder)
{
    writeFileAtomically(
        folder / "audacity",
        "0.500000\t0.500000\tbegin\n1.25\t3.5\tverse, “first”\n\\\t100.0\t4000.0\n");
    writeFileAtomically(folder / "old", "2,5\tbridge\r\n\r\n4\t5\r");
    writeFileAtomically(folder / "table", "start_s,end_s,label\n1,2,\"a, \"\"b\"\"\"\n3,,point\n");
}

void writeCheckpoints(const fs::path& folder)
{
    const CheckpointEntry entry{"conv2d/kernel", 1, {5, 5, 2, 16}, 0, 64, 3200, 0x12345678};
    const std::string block =
        blockOf({{"", checkpointHeader}, {"conv2d/kernel", entryBytes(entry)}});
    writeFileAtomically(folder / "entries", block);
    TableWriter table;
    const std::string handle = table.append(block);
    writeFileAtomically(folder / "list", blockOf({{"conv2d/kernel", handle}}));
    writeFileAtomically(folder / "table", table.finish(blockOf({{"conv2d/kernel", handle}})));
    fs::copy(TEST_DATA "/tensors/real_2stems_model.index", folder / "real");
}

void writeAnalyses(const fs::path& folder)
{
    const ExampleOptions small{.stems = {"vocals", "other"}, .duration = 41.0};
    ExampleOptions noSources = small;
    noSources.sources = false;
    ExampleOptions featuresOnly = small;
    featuresOnly.emotions = false;
    ExampleOptions noReference = small;
    noReference.reference = false;
    int number = 0;
    for (const ExampleOptions& options : {small, noSources, featuresOnly, noReference})
        writeFileAtomically(folder / std::to_string(number++), toJson(exampleAnalysis(options)));
}

void writeModels(const fs::path& cards, const fs::path& files)
{
    const std::string card = toJson(exampleModel({}));
    writeFileAtomically(cards / "model", card);
    writeFileAtomically(
        cards / "separator",
        readTensorFile(RESOURCES "/models/whence-5stems.whence-separator", "whence-separator")
            .card);
    const TensorMap tensors = {{"bias", {{3}, {0.5f, -1.0f, 2.0f}}},
                               {"weight", {{2, 3}, {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f}}}};
    writeTensorFile(files / "single", {"whence-model", card, tensors, ""},
                    TensorPrecision::Float32);
    writeTensorFile(files / "half", {"whence-model", "{\"a\": 1}", tensors, ""},
                    TensorPrecision::Float16);
}

void writeArrays(const fs::path& folder)
{
    writeNpy(folder / "matrix", {{2, 3}, {1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f}});
    writeNpy(folder / "number", {{}, {1.0f}});
    fs::copy(TEST_DATA "/frontend/g_file.npy", folder / "golden");
}

void writePickles(const fs::path& folder)
{
    writeFileAtomically(folder / "hand_made", tensorPickle());
    for (const char* name : {"small_zip.pt", "small_legacy.pt", "nested_zip.pt", "module_zip.pt"})
        fs::copy(fs::path(TEST_DATA "/pytorch") / name, folder / name);
    for (const char* name : {"small_zip.pt", "nested_zip.pt"}) {
        const std::string bytes = readFile(fs::path(TEST_DATA "/pytorch") / name);
        const std::size_t start = bytes.find("\x80\x02");
        writeFileAtomically(folder / (std::string("pickle_of_") + name),
                            bytes.substr(start, bytes.find("PK\x07\x08", start) - start));
    }
}

}  // namespace

/// Writes a folder of first inputs for each fuzz target: fuzz_seeds FOLDER.
int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("Usage: fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    const fs::path root = argv[1];
    for (const char* target : {"annotation_csv", "checkpoint_index", "label_file", "model_card",
                               "npy", "pickle", "session", "tensor_file"})
        fs::create_directories(root / target);
    writeAnnotations(root / "annotation_csv");
    writeLabels(root / "label_file");
    writeCheckpoints(root / "checkpoint_index");
    writeModels(root / "model_card", root / "tensor_file");
    writeArrays(root / "npy");
    writePickles(root / "pickle");
    writeAnalyses(root / "session");
    return 0;
}
