#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/tensors/pytorch_file.h"
#include "tests/pytorch_files.h"

namespace {

void parse(const std::string& bytes)
{
    try {
        whence::parsePyTorchStateDict(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
}

}  // namespace

/// A PyTorch state dict, zip or legacy: tensors, or one sentence. The bytes are also taken for the
/// pickle of a sound archive, since hardly a mutation of an archive gets past its checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    parse(bytes);
    parse(whence::test::zipOf(bytes));
    return 0;
}
