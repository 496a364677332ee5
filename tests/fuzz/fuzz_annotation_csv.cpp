#include <cstddef>
#include <cstdint>
#include <string>

#include "core/data/csv.h"
#include "core/error.h"

namespace {

void parse(const std::string& bytes, char separator)
{
    whence::CsvTable table;
    try {
        table = whence::parseCsv(bytes, "fuzz", {.separator = separator});
    } catch (const whence::Error&) {
        return;
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (int column = 0; column < int(table.header.size()); ++column)
            try {
                whence::numberAt(table, row, column);
                whence::idAt(table, row, column);
            } catch (const whence::Error&) {
            }
}

}  // namespace

/// An annotation file: a table, or one sentence; and each of its cells a number, or one sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    parse(bytes, ',');
    parse(bytes, ';');
    return 0;
}
