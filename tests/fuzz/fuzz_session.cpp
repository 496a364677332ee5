#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/error.h"
#include "core/report/analysis_csv.h"
#include "core/report/analysis_json.h"
#include "core/report/jams.h"
#include "core/report/report_text.h"
#include "core/report/session.h"

namespace {

/// Writes an analysis in every form; as JSON, it must read back as the same.
void writeInEveryForm(const whence::Analysis& analysis)
{
    const std::string json = whence::toJson(analysis);
    if (whence::toJson(whence::parseAnalysis(json, "fuzz")) != json)
        std::abort();
    whence::toJams(analysis);
    for (const whence::TidyTable& table : whence::toTables(analysis))
        whence::toCsv(table);
    whence::makeReportText(analysis);
    whence::featuresToExplain(analysis, 3);
}

/// A session reads back as the same, too.
void readSession(const std::string& bytes)
{
    whence::Session session;
    try {
        session = whence::parseSession(bytes, "fuzz");
    } catch (const whence::Error&) {
        return;
    }
    const std::string json = whence::toJson(session, "/");
    if (whence::toJson(whence::parseSession(json, "fuzz"), "/") != json)
        std::abort();
}

}  // namespace

/// A saved analysis or session: its values, or one sentence. What was read can be written again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    readSession(bytes);
    whence::Analysis analysis;
    try {
        analysis = whence::parseAnalysis(bytes, "fuzz");
    } catch (const whence::Error&) {
        return 0;
    }
    writeInEveryForm(analysis);
    return 0;
}
