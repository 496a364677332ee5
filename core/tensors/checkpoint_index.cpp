#include <limits>
#include <string_view>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/tensorflow_checkpoint.h"

namespace whence {

namespace {

constexpr std::string_view tableMagic = "\x57\xfb\x80\x8b\x24\x75\x47\xdb";
constexpr std::size_t footerSize = 48;
constexpr std::size_t longestName = 512;      // of a tensor; names are stored by what changes
constexpr std::size_t mostEntries = 100'000;  // Spleeter's largest has some hundreds
constexpr std::size_t blockTrailerSize = 5;   // type and CRC

/// A view that is read from its front; every read is checked against its end.
class Bytes {
public:
    Bytes(std::string_view rest, const std::string& file) : m_rest(rest), m_file(file) {}

    bool empty() const { return m_rest.empty(); }

    std::string_view take(std::uint64_t count)
    {
        if (count > m_rest.size())
            fail();
        const std::string_view result = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return result;
    }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1).front());
            value |= std::uint64_t(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        fail();
    }

    std::uint32_t fixed32()
    {
        std::uint32_t value = 0;
        int shift = 0;
        for (const char byte : take(4)) {
            value |= std::uint32_t(static_cast<unsigned char>(byte)) << shift;
            shift += 8;
        }
        return value;
    }

    /// A varint that must fit what it counts.
    std::int64_t count()
    {
        const std::uint64_t value = varint();
        if (value > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
            fail();
        return std::int64_t(value);
    }

    [[noreturn]] void fail() const
    {
        throw Error("The checkpoint index '" + m_file + "' is damaged: a value ends too early or " +
                    "is out of range.");
    }

private:
    std::string_view m_rest;
    const std::string& m_file;
};

struct Block {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

Block readHandle(Bytes& bytes)
{
    const std::uint64_t offset = bytes.varint();
    return {offset, bytes.varint()};
}

std::string_view readBlock(std::string_view file, const Block& block, const std::string& name)
{
    const std::uint64_t available = file.size() - footerSize;
    if (block.offset > available || available - block.offset < blockTrailerSize ||
        block.size > available - block.offset - blockTrailerSize)
        throw Error("The checkpoint index '" + name + "' is damaged: a block lies outside it.");
    const std::string_view checked = file.substr(block.offset, block.size + 1);
    Bytes trailer(file.substr(block.offset + block.size + 1, 4), name);
    if (trailer.fixed32() != maskCrc(crc32c(checked)))
        throw Error("The checkpoint index '" + name +
                    "' is damaged: the checksum of a block is wrong.");
    if (checked.back() != 0)
        throw Error("The checkpoint index '" + name +
                    "' is compressed, which Spleeter's and TensorFlow's own files never are.");
    return checked.substr(0, block.size);
}

/// Calls use(key, value) for each entry of a block.
template <typename Use>
void forEachEntry(std::string_view block, const std::string& name, const Use& use)
{
    Bytes end(block.size() < 4 ? std::string_view() : block.substr(block.size() - 4), name);
    const std::uint64_t restarts = end.fixed32();
    if (restarts > (block.size() - 4) / 4)
        end.fail();
    Bytes bytes(block.substr(0, block.size() - 4 - 4 * restarts), name);
    std::string key;
    while (!bytes.empty()) {
        const std::uint64_t shared = bytes.varint();
        const std::uint64_t tail = bytes.varint();
        const std::uint64_t valueSize = bytes.varint();
        if (shared > key.size() || shared > longestName || tail > longestName - shared)
            bytes.fail();
        key.resize(shared);
        key += bytes.take(tail);
        use(key, bytes.take(valueSize));
    }
}

/// One field of a protobuf message.
struct Field {
    std::uint64_t number = 0;
    std::uint64_t value = 0;  // of a varint or fixed32
    std::string_view bytes;   // of a message
};

Field readField(Bytes& bytes)
{
    const std::uint64_t tag = bytes.varint();
    Field field{tag >> 3, 0, {}};
    switch (tag & 7) {
        case 0:
            field.value = bytes.varint();
            break;
        case 1:
            bytes.take(8);
            break;
        case 2:
            field.bytes = bytes.take(bytes.varint());
            break;
        case 5:
            field.value = bytes.fixed32();
            break;
        default:
            bytes.fail();
    }
    return field;
}

std::int64_t dimensionSize(std::string_view message, const std::string& file)
{
    std::int64_t size = 0;
    Bytes bytes(message, file);
    while (!bytes.empty()) {
        const Field field = readField(bytes);
        if (field.number == 1)
            size = std::int64_t(field.value);
    }
    if (size < 0)
        bytes.fail();
    return size;
}

std::vector<std::int64_t> readShape(std::string_view message, const std::string& file)
{
    std::vector<std::int64_t> shape;
    Bytes bytes(message, file);
    while (!bytes.empty()) {
        const Field field = readField(bytes);
        if (field.number == 2)
            shape.push_back(dimensionSize(field.bytes, file));
    }
    return shape;
}

CheckpointEntry readEntry(const std::string& key, std::string_view message, const std::string& file)
{
    CheckpointEntry entry;
    entry.name = key;
    Bytes bytes(message, file);
    const auto bounded = [&](std::uint64_t value, std::uint64_t limit) {
        if (value > limit)
            bytes.fail();
        return std::int64_t(value);
    };
    constexpr auto largest = std::uint64_t(std::numeric_limits<std::int64_t>::max());
    while (!bytes.empty()) {
        const Field field = readField(bytes);
        if (field.number == 1)
            entry.dataType = int(bounded(field.value, 1000));
        else if (field.number == 2)
            entry.shape = readShape(field.bytes, file);
        else if (field.number == 3)
            entry.shard = int(bounded(field.value, 99999));
        else if (field.number == 4)
            entry.offset = bounded(field.value, largest);
        else if (field.number == 5)
            entry.size = bounded(field.value, largest);
        else if (field.number == 6)
            entry.maskedCrc = std::uint32_t(field.value);
    }
    return entry;
}

void checkHeader(std::string_view message, const std::string& file)
{
    Bytes bytes(message, file);
    while (!bytes.empty()) {
        const Field field = readField(bytes);
        if (field.number == 1 && field.value != 1)
            throw Error("The checkpoint of '" + file +
                        "' is spread over several data files, which is not supported.");
        if (field.number == 2 && field.value != 0)
            throw Error("The checkpoint of '" + file + "' is big endian, which is not supported.");
    }
}

}  // namespace

std::vector<CheckpointEntry> parseCheckpointIndex(const std::string& bytes, const std::string& name)
{
    const std::string_view file = bytes;
    if (file.size() < footerSize || !file.ends_with(tableMagic))
        throw Error("'" + name + "' is not the index of a TensorFlow checkpoint, or is truncated.");
    Bytes footer(file.substr(file.size() - footerSize, footerSize - tableMagic.size()), name);
    readHandle(footer);  // of the meta index, which is empty in checkpoints
    const Block index = readHandle(footer);

    std::vector<CheckpointEntry> entries;
    bool hasHeader = false;
    forEachEntry(readBlock(file, index, name), name, [&](const std::string&, std::string_view at) {
        Bytes handle(at, name);
        const std::string_view block = readBlock(file, readHandle(handle), name);
        forEachEntry(block, name, [&](const std::string& key, std::string_view value) {
            if (key.empty() && !hasHeader && entries.empty()) {
                checkHeader(value, name);
                hasHeader = true;
            } else if (key.empty() || (!entries.empty() && key <= entries.back().name)) {
                throw Error("The checkpoint index '" + name +
                            "' is damaged: its entries are not in order.");
            } else {
                if (entries.size() == mostEntries)
                    throw Error("The checkpoint index '" + name + "' has too many entries.");
                entries.push_back(readEntry(key, value, name));
            }
        });
    });
    if (!hasHeader)
        throw Error("The checkpoint index '" + name + "' is damaged: it has no header.");
    return entries;
}

}  // namespace whence
