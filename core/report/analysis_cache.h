#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/analysis.h"
#include "core/store/entry_cache.h"
#include "core/store/folders.h"

namespace whence {

/// All that an analysis depends on, as a text: the content of the recording, the model, the
/// separator, the explained window, the settings, and the program with its commit.
std::string questionOf(const Analysis& analysis);

/// `analysis` with nothing but what holds wherever the explained window is.
Analysis withTimelineOnly(const Analysis& analysis);

/// Analyses kept on disk, found by their questions.
class AnalysisCache {
public:
    static constexpr std::uintmax_t defaultMaximum = 500'000'000;  // bytes

    explicit AnalysisCache(const std::filesystem::path& folder = cacheFolder() / "analyses",
                           std::uintmax_t maximumBytes = defaultMaximum);

    /// What was kept under this question; none if it is not there or damaged.
    std::optional<Analysis> find(const std::string& question) const;
    /// Throws Error if it can't be written.
    void store(const std::string& question, const Analysis& analysis) const;
    /// store(); if that fails the analysis's warnings say so.
    void keep(const std::string& question, Analysis& analysis) const;

private:
    EntryCache m_entries;
};

/// What is known of earlier work: an analysis from a session, and the cache; either may be missing.
struct AnalysisMemory {
    std::shared_ptr<const Analysis> session;
    std::optional<AnalysisCache> cache;

    /// `asked` with its results.
    std::optional<Analysis> find(const Analysis& asked) const;
    /// Keeps an analysis; if that fails its warnings say so.
    void keep(Analysis& analysis) const;
};

}  // namespace whence
