#include "core/data/splits.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/npy.h"

namespace whence {

namespace {

/// A number from 0 to `maximum` as NumPy's legacy generator draws it: masked, refused if larger.
std::uint32_t legacyInterval(std::mt19937& generator, std::uint32_t maximum)
{
    if (maximum == 0)
        return 0;
    const std::uint32_t mask = 0xffffffffu >> std::countl_zero(maximum);
    while (true) {
        const std::uint32_t value = std::uint32_t(generator()) & mask;
        if (value <= maximum)
            return value;
    }
}

/// The order of 0 … size − 1 after NumPy's legacy shuffle.
std::vector<int> legacyPermutation(int size, std::mt19937& generator)
{
    std::vector<int> result(std::max(size, 0));
    std::iota(result.begin(), result.end(), 0);
    for (int i = size - 1; i > 0; --i)
        std::swap(result[i], result[legacyInterval(generator, std::uint32_t(i))]);
    return result;
}

/// Groups of names that ever appear together, each called by its alphabetically first name.
std::map<std::string, std::string> groupsOfTokens(const std::vector<CatalogueEntry>& catalogue)
{
    std::map<std::string, std::string> parent;
    const auto root = [&](std::string name) {
        while (parent.at(name) != name)
            name = parent.at(name);
        return name;
    };
    for (const CatalogueEntry& entry : catalogue) {
        const std::vector<std::string> tokens = artistTokens(entry.artist);
        for (const std::string& token : tokens) {
            parent.try_emplace(token, token);
            const std::string a = root(tokens.front());
            const std::string b = root(token);
            parent[std::max(a, b)] = std::min(a, b);
        }
    }
    std::map<std::string, std::string> result;
    for (const auto& [token, ignored] : parent)
        result[token] = root(token);
    return result;
}

/// The artist group of every track of the catalogue, by track number; empty if unknown.
std::map<int, std::string> artistGroups(const Dataset& dataset, bool strict)
{
    std::map<int, std::string> result;
    const bool unknown = std::ranges::all_of(
        dataset.catalogue, [](const CatalogueEntry& entry) { return entry.artist.empty(); });
    const auto groups =
        strict ? groupsOfTokens(dataset.catalogue) : std::map<std::string, std::string>();
    for (const CatalogueEntry& entry : dataset.catalogue) {
        if (unknown) {
            result[entry.id] = "track " + std::to_string(entry.id);
            continue;
        }
        const std::vector<std::string> tokens =
            strict ? artistTokens(entry.artist) : std::vector<std::string>();
        result[entry.id] = tokens.empty() ? entry.artist : groups.at(tokens.front());
    }
    return result;
}

std::vector<int> drawTestIds(const Dataset& dataset, const std::map<int, std::string>& groups,
                             const SplitOptions& options)
{
    std::map<std::string, std::vector<int>> tracksOf;
    for (const auto& [id, group] : groups) {
        if (!group.empty())
            tracksOf[group].push_back(id);
    }
    std::vector<int> singles;  // in the order of the artists
    for (const auto& [group, tracks] : tracksOf) {
        if (tracks.size() == 1)
            singles.push_back(tracks.front());
    }
    const int wanted = options.testCount > 0
                           ? options.testCount
                           : int(std::floor(options.testShare * double(dataset.catalogue.size())));
    if (wanted > int(singles.size()))
        throw Error(dataset.name + " has " + std::to_string(singles.size()) +
                    " artists with a single track; a test set of " + std::to_string(wanted) +
                    " tracks can't be drawn from them.");
    std::vector<int> result;
    for (const int index : legacyChoice(int(singles.size()), wanted, options.seed))
        result.push_back(singles[index]);
    return result;
}

/// Takes whole artists from `train` until the wanted number of tracks has gone over.
void moveArtists(std::vector<int>& train, std::vector<int>& validation, std::size_t wanted,
                 const std::map<int, std::string>& groups, std::uint32_t seed)
{
    std::map<std::string, std::vector<int>> tracksOf;
    for (const int id : train)
        tracksOf[groups.at(id).empty() ? "track " + std::to_string(id) : groups.at(id)].push_back(
            id);
    std::vector<std::vector<int>> artists;
    for (auto& [group, tracks] : tracksOf)
        artists.push_back(std::move(tracks));
    std::mt19937 generator(seed + 1);  // not the draw of the test set
    for (const int index : legacyPermutation(int(artists.size()), generator)) {
        if (validation.size() + artists[index].size() <= wanted)
            validation.insert(validation.end(), artists[index].begin(), artists[index].end());
    }
    std::ranges::sort(validation);
    std::erase_if(train, [&](int id) { return std::ranges::binary_search(validation, id); });
}

}  // namespace

std::vector<int> legacyChoice(int size, int count, std::uint32_t seed)
{
    if (count < 0 || count > size)
        throw Error("No " + std::to_string(count) + " of " + std::to_string(size) +
                    " can be drawn without replacement.");
    std::mt19937 generator(seed);
    std::vector<int> result = legacyPermutation(size, generator);
    result.resize(count);
    return result;
}

std::vector<std::string> artistTokens(const std::string& artist)
{
    std::string text;
    for (const char c : artist)
        text += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c == '\t' ? ' ' : c;
    for (const std::string separator : {" featuring ", " feat. ", " feat ", " ft. ", " ft ", " x ",
                                        "(feat. ", "(ft. ", "&", ",", "(", ")"}) {
        for (std::size_t at = text.find(separator); at != std::string::npos;
             at = text.find(separator, at))
            text.replace(at, separator.size(), "\n");
    }
    std::vector<std::string> result;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::size_t first = text.find_first_not_of(' ', begin);
        if (first < end) {
            const std::size_t last = text.find_last_not_of(' ', end - 1);
            result.push_back(text.substr(first, last - first + 1));
        }
        begin = end + 1;
    }
    return result;
}

Split splitWithTest(const Dataset& dataset, const std::vector<int>& testIds,
                    const SplitOptions& options)
{
    const std::map<int, std::string> groups = artistGroups(dataset, options.strictArtists);
    const std::set<int> held(testIds.begin(), testIds.end());
    Split result;
    for (const Track& track : dataset.tracks)
        (held.contains(track.id) ? result.test : result.train).push_back(track.id);
    std::ranges::sort(result.train);
    std::ranges::sort(result.test);
    if (options.validation == ValidationSource::TrainingArtists) {
        const auto wanted =
            std::size_t(std::floor(options.validationShare * double(result.train.size())));
        moveArtists(result.train, result.validation, wanted, groups, options.seed);
    } else {
        const auto wanted =
            std::size_t(std::floor(options.validationShare * double(result.test.size())));
        moveArtists(result.test, result.validation, wanted, groups, options.seed);
    }
    if (std::ranges::all_of(dataset.catalogue,
                            [](const CatalogueEntry& entry) { return entry.artist.empty(); }))
        result.warning = "No artist of " + dataset.name +
                         " is known: the same artist may be in training and test.";
    return result;
}

Split artistExclusiveSplit(const Dataset& dataset, const SplitOptions& options)
{
    const std::map<int, std::string> groups = artistGroups(dataset, options.strictArtists);
    return splitWithTest(dataset, drawTestIds(dataset, groups, options), options);
}

std::vector<int> readSplitIds(const std::filesystem::path& file)
{
    const Tensor tensor = readNpy(file);
    if (tensor.shape.size() != 1)
        throw Error(file.string() + " is not a list of track numbers.");
    std::vector<int> result;
    for (const float value : tensor.values) {
        if (!(value >= 0.0f && value < 16777216.0f && value == std::floor(value)))
            throw Error(file.string() + " holds something that is not a track number.");
        result.push_back(int(value));
    }
    return result;
}

void writeSplitIds(const std::filesystem::path& file, const std::vector<int>& ids)
{
    std::string header = "{'descr': '<i8', 'fortran_order': False, 'shape': (" +
                         std::to_string(ids.size()) + ",), }";
    header.resize(117, ' ');  // the file's header is 128 bytes: 10 before, a line end after
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += char(header.size() & 0xff);
    bytes += char(header.size() >> 8);
    bytes += header;
    for (const int id : ids) {
        const auto value = std::uint64_t(std::int64_t(id));
        for (int shift = 0; shift < 64; shift += 8)
            bytes += char(value >> shift & 0xff);
    }
    writeFileAtomically(file, bytes);
}

}  // namespace whence
