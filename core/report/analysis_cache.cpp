#include "core/report/analysis_cache.h"

#include "core/error.h"
#include "core/report/analysis_json.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr const char* fileName = "analysis.json";
constexpr std::uintmax_t largestFile = 1 << 28;  // bytes

}  // namespace

std::string questionOf(const Analysis& analysis)
{
    Analysis question;
    question.track.sha256 = analysis.track.sha256;
    question.model.id = analysis.model.id;
    question.separatorId = analysis.separatorId;
    question.stemsSha256 = analysis.stemsSha256;
    question.window = analysis.window;
    question.options = analysis.options;
    question.options.start.reset();  // the window tells
    question.options.length.reset();
    question.version = analysis.version;
    question.commit = analysis.commit;
    return toJson(question);
}

Analysis withTimelineOnly(const Analysis& analysis)
{
    Analysis timeline;
    timeline.track = analysis.track;
    timeline.model = analysis.model;
    timeline.timeline = analysis.timeline;
    timeline.options.timelineHop = analysis.options.timelineHop;
    timeline.version = analysis.version;
    timeline.commit = analysis.commit;
    return timeline;
}

AnalysisCache::AnalysisCache(const fs::path& folder, std::uintmax_t maximumBytes)
    : m_entries(folder, maximumBytes)
{
}

std::optional<Analysis> AnalysisCache::find(const std::string& question) const
{
    std::optional<Analysis> found;
    m_entries.read(sha256(question), [&](const fs::path& folder) {
        const fs::path file = folder / fileName;
        found = parseAnalysis(readFile(file, largestFile), file.string());
    });
    return found;
}

void AnalysisCache::store(const std::string& question, const Analysis& analysis) const
{
    m_entries.write(sha256(question), [&](const fs::path& folder) {
        writeFileAtomically(folder / fileName, toJson(analysis));
    });
}

void AnalysisCache::keep(const std::string& question, Analysis& analysis) const
try {
    store(question, analysis);
} catch (const Error& error) {
    analysis.track.warnings.push_back("The analysis was not kept for the next time: " +
                                      std::string(error.what()));
}

std::optional<Analysis> AnalysisMemory::find(const Analysis& asked) const
{
    const std::string question = questionOf(asked);
    std::optional<Analysis> found;
    if (session && questionOf(*session) == question)
        found = *session;
    else if (session && questionOf(withTimelineOnly(*session)) == question)
        found = withTimelineOnly(*session);
    else if (cache)
        found = cache->find(question);
    if (!found)
        return std::nullopt;
    // What no file tells: statistics of the embeddings, and how this recording was asked for.
    found->track = asked.track;
    found->model = asked.model;
    found->options.start = asked.options.start;
    found->options.length = asked.options.length;
    return found;
}

void AnalysisMemory::keep(Analysis& analysis) const
{
    if (cache)
        cache->keep(questionOf(analysis), analysis);
}

}  // namespace whence
