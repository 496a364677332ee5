#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/data/annotations.h"
#include "core/error.h"

namespace {

using Parse = std::vector<whence::Annotation> (*)(std::string_view, const std::string&);
using Write = std::string (*)(const std::vector<whence::Annotation>&);

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// What was read must be read back alike, but for the rounding to µs.
void parseAndWrite(const std::string& bytes, Parse parse, Write write)
{
    std::vector<whence::Annotation> read;
    try {
        read = parse(bytes, "fuzz");
    } catch (const whence::Error&) {
        return;
    }
    const auto again = parse(write(read), "written");
    require(again.size() == read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        require(again[i].label == read[i].label);
        require(std::abs(again[i].start - read[i].start) < 1e-6);
        require(std::abs(again[i].end - read[i].end) < 1e-6);
    }
}

}  // namespace

/// A file of labels: labels, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    parseAndWrite(bytes, whence::parseAudacityLabels, whence::toAudacityLabels);
    parseAndWrite(bytes, whence::parseAnnotationTable, whence::toAnnotationTable);
    return 0;
}
