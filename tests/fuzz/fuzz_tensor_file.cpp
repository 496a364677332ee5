#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/tensor_file.h"

/// A model file: a card and tensors, or one sentence. The checksum is made right first, since no
/// mutation would get past it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t checksumStart = 16;
    constexpr std::size_t checksumSize = 64;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (size > checksumStart + checksumSize)
        bytes.replace(checksumStart, checksumSize,
                      whence::sha256(std::string_view(bytes).substr(checksumStart + checksumSize)));
    try {
        whence::parseTensorFile(bytes, "whence-model", "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
