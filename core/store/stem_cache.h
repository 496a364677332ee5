#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/audio/decode.h"
#include "core/progress.h"
#include "core/separation/separator.h"
#include "core/separation/stem_set.h"
#include "core/store/entry_cache.h"
#include "core/store/folders.h"

namespace whence {

/// All that the stems of a recording depend on.
struct StemKey {
    std::string audioSha256;  // of the file
    std::string separatorId;  // SHA-256 of the separator's content
    SeparationOptions options;
    TimeRange range;           // of the recording that was separated
    std::string variant = {};  // anything else that changes the stems, such as "parity"
};

/// Stems with the samples that files of 24 bits can hold: rounded to steps of 2^-23, which is 1e-7
/// of full scale. What goes beyond full scale stays in 32 bit float. So stems that come from the
/// cache equal those that were just separated, sample by sample.
StemSet roundForStorage(StemSet stems);

/// Separated stems kept on disk: FLAC with 24 bits, 32 bit float WAV where a stem exceeds full
/// scale.
class StemCache {
public:
    static constexpr std::uintmax_t defaultMaximum = 10'000'000'000;  // bytes

    explicit StemCache(const std::filesystem::path& folder = cacheFolder() / "stems",
                       std::uintmax_t maximumBytes = defaultMaximum);

    /// The stems that were stored, without what is not there or damaged.
    std::optional<StemSet> find(const StemKey& key, const Progress& progress = {}) const;

    /// Keeps stems that are rounded for storage. Throws Error if they can't be written.
    void store(const StemKey& key, const StemSet& stems, const Progress& progress = {}) const;

    std::uintmax_t size() const { return m_entries.size(); }  // bytes
    void clear() const { m_entries.clear(); }

private:
    EntryCache m_entries;
};

/// Stems, and what a reader must know of how they were come by.
struct CachedStems {
    StemSet stems;  // rounded for storage
    bool areFromCache = false;
    std::vector<std::string> warnings;  // sentences: the cache could not be written
};

/// The stems from the cache, or else from `separate`, and then kept for the next time. A cache that
/// can't be written is no more than a warning. Without a cache: separated and rounded.
CachedStems separateOnce(const StemCache* cache, const StemKey& key,
                         const std::function<StemSet(const Progress&)>& separate,
                         const Progress& progress = {});

}  // namespace whence
