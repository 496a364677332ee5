#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/report/analysis_json.h"

/// A saved analysis: its values, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parseAnalysis(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
