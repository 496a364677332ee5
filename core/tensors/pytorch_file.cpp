#include "core/tensors/pytorch_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/half.h"
#include "core/tensors/pickle.h"
#include "core/tensors/state_dict.h"
#include "core/tensors/stored_zip.h"

namespace whence {

namespace {

static_assert(std::endian::native == std::endian::little);

using StorageBytes = std::map<std::string, std::string_view, std::less<>>;

std::size_t elementSize(ElementType type)
{
    switch (type) {
        case ElementType::Half:
            return 2;
        case ElementType::Float:
            return 4;
        case ElementType::Double:
        case ElementType::Long:
            break;
    }
    return 8;
}

template <typename Number>
Number numberAt(const char* bytes)
{
    Number number{};
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

float valueAt(ElementType type, const char* bytes)
{
    switch (type) {
        case ElementType::Half:
            return halfToFloat(numberAt<std::uint16_t>(bytes));
        case ElementType::Float:
            return numberAt<float>(bytes);
        case ElementType::Double:
            return float(numberAt<double>(bytes));
        case ElementType::Long:
            break;
    }
    return float(numberAt<std::int64_t>(bytes));
}

/// Elements of the tensor; nothing if its last one lies outside of its storage.
std::optional<std::uint64_t> elementCount(const StoredTensor& tensor)
{
    if (tensor.shape.size() != tensor.strides.size())
        return {};
    std::uint64_t count = 1;
    auto last = std::uint64_t(tensor.offset);
    const std::uint64_t end = tensor.storage.count;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const auto size = std::uint64_t(tensor.shape[i]);
        const auto stride = std::uint64_t(tensor.strides[i]);
        if (last >= end || size == 0 || size > end)
            return {};
        if (size > 1 && stride > (end - 1 - last) / (size - 1))
            return {};
        last += stride * (size - 1);
        // Strides of 0 repeat numbers: no tensor of a network is larger than its storage.
        if (count > end / size)
            return {};
        count *= size;
    }
    return last < end ? std::optional(count) : std::nullopt;
}

Tensor readTensor(const StoredTensor& tensor, std::uint64_t count, std::string_view bytes)
{
    Tensor result{tensor.shape, {}};
    result.values.reserve(count);
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    const std::size_t size = elementSize(tensor.storage.type);
    for (std::uint64_t i = 0; i < count; ++i) {
        std::int64_t at = tensor.offset;
        for (std::size_t d = 0; d < index.size(); ++d)
            at += index[d] * tensor.strides[d];
        result.values.push_back(
            valueAt(tensor.storage.type, bytes.data() + std::size_t(at) * size));
        for (std::size_t d = index.size(); d-- > 0 && ++index[d] == tensor.shape[d];)
            index[d] = 0;
    }
    return result;
}

TensorMap readTensors(const std::map<std::string, StoredTensor>& tensors,
                      const StorageBytes& storages, std::size_t fileSize, const std::string& name)
{
    // Tensors may share numbers, but a small file must not ask for much memory.
    std::uint64_t budget = fileSize;
    TensorMap result;
    for (const auto& [key, tensor] : tensors) {
        const auto bytes = storages.find(tensor.storage.key);
        if (bytes == storages.end())
            throw Error("The file " + name + " lacks the numbers of " + key + ".");
        const std::size_t size = elementSize(tensor.storage.type);
        if (bytes->second.size() % size != 0 || bytes->second.size() / size != tensor.storage.count)
            throw Error("The file " + name + " holds " + key + " with a wrong number of values.");
        const std::optional<std::uint64_t> count = elementCount(tensor);
        if (!count || *count > budget)
            throw Error("The file " + name + " describes " + key + " by an impossible shape.");
        budget -= *count;
        result[key] = readTensor(tensor, *count, bytes->second);
    }
    return result;
}

/// Zip form: NAME/data.pkl and NAME/data/KEY for each storage.
TensorMap parseZip(std::string_view bytes, const std::string& name)
{
    const auto members = storedZipMembers(bytes, name);
    const auto isPickle = [](const auto& m) { return m.first.ends_with("/data.pkl"); };
    const auto pickled = std::ranges::find_if(members, isPickle);
    if (pickled == members.end() || std::ranges::count_if(members, isPickle) != 1)
        throw Error("The file " + name + " is a zip archive, but not a PyTorch state dict.");
    const std::string folder = pickled->first.substr(0, pickled->first.size() - 8);

    const auto byteOrder = members.find(folder + "byteorder");
    if (byteOrder != members.end() && byteOrder->second != "little")
        throw Error("The file " + name + " was saved on a big-endian machine; it can't be read.");
    StorageBytes storages;
    for (const auto& [member, content] : members)
        if (member.starts_with(folder + "data/"))
            storages.emplace(member.substr(folder.size() + 5), content);
    const Pickle pickle = parsePickle(pickled->second, name);
    return readTensors(stateDictTensors(pickle, name), storages, bytes.size(), name);
}

constexpr std::string_view legacyMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);

bool isLittleEndian(const Pickle& system)
{
    if (system.root.type != PickleType::Dictionary)
        return false;
    const auto& items = system.itemsOf(system.root);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        if (items[i].type == PickleType::Text && system.text(items[i]) == "little_endian")
            return items[i + 1].type == PickleType::Boolean && items[i + 1].number == 1;
    return false;
}

/// The storages behind the pickles of the legacy form, in the order of `keys`.
StorageBytes legacyStorages(std::string_view bytes, const Pickle& keys,
                            const std::map<std::string, Storage>& storages, const std::string& name)
{
    StorageBytes result;
    for (const PickleValue key : keys.root.type == PickleType::List ? keys.itemsOf(keys.root)
                                                                    : std::vector<PickleValue>()) {
        const auto storage = key.type == PickleType::Text
                                 ? storages.find(std::string(keys.text(key)))
                                 : storages.end();
        if (storage == storages.end() || bytes.size() < 8)
            throw Error("The file " + name + " ends too early, or it is damaged.");
        const auto count = numberAt<std::uint64_t>(bytes.data());
        bytes.remove_prefix(8);
        const std::size_t size = elementSize(storage->second.type);
        if (count != storage->second.count || count > bytes.size() / size)
            throw Error("The file " + name + " ends too early, or it is damaged.");
        result.emplace(storage->first, bytes.substr(0, count * size));
        bytes.remove_prefix(count * size);
    }
    return result;
}

/// Legacy form: five pickles (magic, protocol, system, object, keys of storages), then the
/// storages.
TensorMap parseLegacy(std::string_view bytes, const std::string& name)
{
    std::string_view rest = bytes;
    const auto nextPickle = [&] {
        Pickle pickle = parsePickle(rest, name);
        rest.remove_prefix(pickle.size);
        return pickle;
    };
    const Pickle magic = nextPickle();
    const Pickle protocol = nextPickle();
    if (magic.root.type != PickleType::Text || magic.text(magic.root) != legacyMagic ||
        protocol.root.type != PickleType::Integer || protocol.root.number != 1001 ||
        !isLittleEndian(nextPickle()))
        throw Error("The file " + name + " is not a PyTorch state dict, or it is damaged.");
    const Pickle object = nextPickle();
    const Pickle keys = nextPickle();
    const std::map<std::string, StoredTensor> tensors = stateDictTensors(object, name);
    return readTensors(tensors, legacyStorages(rest, keys, stateDictStorages(object, name), name),
                       bytes.size(), name);
}

}  // namespace

TensorMap readPyTorchStateDict(const std::filesystem::path& file)
{
    return parsePyTorchStateDict(readFile(file), file.filename().string());
}

TensorMap parsePyTorchStateDict(const std::string& bytes, const std::string& name)
{
    if (bytes.starts_with("PK\x03\x04"))
        return parseZip(bytes, name);
    if (bytes.starts_with("\x80\x02\x8a\x0a"))
        return parseLegacy(bytes, name);
    throw Error("The file " + name + " is not a PyTorch state dict.");
}

}  // namespace whence
