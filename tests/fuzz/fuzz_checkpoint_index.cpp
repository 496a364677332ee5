#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/tensors/tensorflow_checkpoint.h"
#include "tests/checkpoint_files.h"

using namespace whence::test;

namespace {

void parse(const std::string& bytes)
{
    try {
        whence::parseCheckpointIndex(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
}

}  // namespace

/// The index of a TensorFlow checkpoint: entries, or one sentence. The bytes are also taken for the
/// block of a sound table that holds the entries, and for the one that lists the blocks, since
/// hardly a mutation of a table gets past its checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    parse(bytes);
    TableWriter entries;
    const std::string handle = entries.append(bytes);
    parse(entries.finish(blockOf({{"z", handle}})));
    TableWriter list;
    list.append(blockOf({{"", checkpointHeader}}));
    parse(list.finish(bytes));
    return 0;
}
