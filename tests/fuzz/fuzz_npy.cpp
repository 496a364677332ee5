#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/tensors/npy.h"

/// A NumPy array: a tensor, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parseNpy(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
