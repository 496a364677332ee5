#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/tensors/pytorch_file.h"

/// A PyTorch state dict, zip or legacy: tensors, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parsePyTorchStateDict(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
