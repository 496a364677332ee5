#include "core/tensors/tensor_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"
#include "core/tensors/half.h"

// The file: magic (8 bytes), version (4), length of the header (4), SHA-256 of all that follows (64
// characters), the header (JSON: kind, card, tensors with name, type, shape, offset, size), the
// tensors' values one after another in the order of the header. Numbers are little endian.

namespace whence {

namespace {

static_assert(std::endian::native == std::endian::little);

using nlohmann::json;

constexpr std::string_view magic = "\x89WHENCE\n";
constexpr std::uint32_t version = 1;
constexpr std::size_t checksumStart = 16;
constexpr std::size_t headerStart = checksumStart + 64;
constexpr int maximalDepth = 32;  // of nested JSON values

struct Entry {
    std::string name;
    std::string type;  // "f32" or "f16"
    std::vector<std::int64_t> shape;
    std::size_t offset = 0;  // bytes from the end of the header
    std::size_t size = 0;    // bytes
};

std::uint32_t readNumber(std::string_view bytes, std::size_t at)
{
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

void appendNumber(std::string& bytes, std::uint32_t number)
{
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

[[noreturn]] void failDamaged(const std::string& name)
{
    throw Error("The file " + name + " is damaged: its contents do not fit together.");
}

json parseHeader(std::string_view text, const std::string& name)
{
    const auto limitDepth = [&](int depth, json::parse_event_t, json&) {
        if (depth > maximalDepth)
            failDamaged(name);
        return true;
    };
    try {
        return json::parse(text, limitDepth);
    } catch (const json::exception&) {
        failDamaged(name);
    }
}

/// Bytes of a tensor; 0 if the shape or type is none. `available` bounds every product.
std::size_t byteSize(const Entry& entry, std::size_t available)
{
    std::size_t size = entry.type == "f32" ? 4 : entry.type == "f16" ? 2 : 0;
    for (const std::int64_t extent : entry.shape) {
        if (extent <= 0 || std::uint64_t(extent) > available)
            return 0;
        size *= std::size_t(extent);
        if (size > available)
            return 0;
    }
    return size;
}

/// The tensors must fill the space behind the header without gaps, so that no small file claims
/// much memory.
std::vector<Entry> parseEntries(const json& table, std::size_t available, const std::string& name)
{
    std::vector<Entry> entries;
    std::size_t end = 0;
    for (const json& row : table) {
        const Entry entry{row.at("name").get<std::string>(), row.at("dtype").get<std::string>(),
                          row.at("shape").get<std::vector<std::int64_t>>(),
                          row.at("offset").get<std::size_t>(), row.at("size").get<std::size_t>()};
        if (entry.offset != end || entry.size == 0 ||
            entry.size != byteSize(entry, available - end))
            failDamaged(name);
        end += entry.size;
        entries.push_back(entry);
    }
    if (end != available)
        failDamaged(name);
    return entries;
}

Tensor readTensor(const Entry& entry, const char* bytes)
{
    Tensor tensor{entry.shape, {}};
    if (entry.type == "f32") {
        tensor.values.resize(entry.size / 4);
        std::memcpy(tensor.values.data(), bytes, entry.size);
        return tensor;
    }
    std::vector<std::uint16_t> halves(entry.size / 2);
    std::memcpy(halves.data(), bytes, entry.size);
    tensor.values.resize(halves.size());
    std::ranges::transform(halves, tensor.values.begin(), halfToFloat);
    return tensor;
}

bool fitsHalf(const Tensor& tensor)
{
    return tensor.shape.size() >= 2 &&
           std::ranges::all_of(tensor.values, [](float v) { return std::abs(v) <= 65504.0f; });
}

void appendTensor(std::string& bytes, const Tensor& tensor, bool asHalf)
{
    if (!asHalf) {
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                     tensor.values.size() * sizeof(float));
        return;
    }
    std::vector<std::uint16_t> halves(tensor.values.size());
    std::ranges::transform(tensor.values, halves.begin(), floatToHalf);
    bytes.append(reinterpret_cast<const char*>(halves.data()), halves.size() * 2);
}

/// What `kind` is called in a sentence.
std::string kindForPeople(const std::string& kind)
{
    return kind == "whence-separator" ? "a Whence separator" : "a Whence model";
}

void checkFrame(std::string_view bytes, const std::string& name, const std::string& kind)
{
    if (!bytes.starts_with(magic.substr(0, std::min(bytes.size(), magic.size()))) || bytes.empty())
        throw Error("The file " + name + " is not " + kindForPeople(kind) + ".");
    if (bytes.size() < headerStart)
        throw Error("The file " + name + " ends too early.");
    if (readNumber(bytes, 8) != version)
        throw Error("The file " + name + " is of a format this version of Whence does not know.");
    if (readNumber(bytes, 12) > bytes.size() - headerStart)
        throw Error("The file " + name + " ends too early.");
    if (bytes.substr(checksumStart, 64) != sha256(bytes.substr(headerStart)))
        throw Error("The file " + name + " is damaged: its checksum is wrong.");
}

}  // namespace

Tensor asStored(const Tensor& tensor, TensorPrecision precision)
{
    Tensor result = tensor;
    if (precision == TensorPrecision::Float16 && fitsHalf(tensor))
        for (float& value : result.values)
            value = halfToFloat(floatToHalf(value));
    return result;
}

TensorPrecision precisionOf(const TensorMap& tensors)
{
    const bool isHalf = std::ranges::all_of(tensors, [](const auto& item) {
        return asStored(item.second, TensorPrecision::Float16).values == item.second.values;
    });
    return isHalf ? TensorPrecision::Float16 : TensorPrecision::Float32;
}

TensorFile readTensorFile(const std::filesystem::path& file, const std::string& kind)
{
    return parseTensorFile(readFile(file), kind, file.filename().string());
}

TensorFile parseTensorFile(const std::string& bytes, const std::string& kind,
                           const std::string& name)
{
    const std::string_view view = bytes;
    checkFrame(view, name, kind);
    const std::size_t headerSize = readNumber(view, 12);
    const std::size_t dataStart = headerStart + headerSize;

    TensorFile result;
    result.sha256 = view.substr(checksumStart, 64);
    try {
        const json header = parseHeader(view.substr(headerStart, headerSize), name);
        result.kind = header.at("kind").get<std::string>();
        result.card = header.at("card").dump();
        for (const Entry& entry :
             parseEntries(header.at("tensors"), bytes.size() - dataStart, name)) {
            const char* const values = bytes.data() + dataStart + entry.offset;
            if (!result.tensors.emplace(entry.name, readTensor(entry, values)).second)
                failDamaged(name);
        }
    } catch (const json::exception&) {
        failDamaged(name);
    }
    if (result.kind != kind)
        throw Error("The file " + name + " is " + kindForPeople(result.kind) + ", not " +
                    kindForPeople(kind) + ".");
    return result;
}

std::string writeTensorFile(const std::filesystem::path& file, const TensorFile& content,
                            TensorPrecision precision)
{
    std::string data;
    json table = json::array();
    for (const auto& [name, tensor] : content.tensors) {
        const bool asHalf = precision == TensorPrecision::Float16 && fitsHalf(tensor);
        const std::size_t offset = data.size();
        appendTensor(data, tensor, asHalf);
        table.push_back({{"name", name},
                         {"dtype", asHalf ? "f16" : "f32"},
                         {"shape", tensor.shape},
                         {"offset", offset},
                         {"size", data.size() - offset}});
    }
    const json header = {
        {"kind", content.kind}, {"card", json::parse(content.card)}, {"tensors", table}};
    const std::string headerText = header.dump();

    std::string bytes(magic);
    appendNumber(bytes, version);
    appendNumber(bytes, std::uint32_t(headerText.size()));
    const std::string checksum = sha256(headerText + data);
    bytes += checksum;
    bytes += headerText;
    bytes += data;
    writeFileAtomically(file, bytes);
    return checksum;
}

}  // namespace whence
