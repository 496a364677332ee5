#include <cstddef>
#include <cstdint>
#include <string>

#include "core/data/csv.h"
#include "core/error.h"

/// An annotation file: a table, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        whence::parseCsv(bytes, "fuzz");
    } catch (const whence::Error&) {
    }
    return 0;
}
