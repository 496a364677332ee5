#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/tensors/tensor_file.h"

/// A model file: a card and tensors, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parseTensorFile(bytes, "whence-model", "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
