#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/model/model_info.h"
#include "core/separation/separator.h"

/// The JSON cards of models and separators: a card, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parseModelInfo(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    try {
        whence::parseSeparatorInfo(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
