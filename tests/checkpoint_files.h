#pragma once

// TensorFlow checkpoints made in a test: tables of the form of methods §19.2.

#include <QTemporaryDir>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "core/tensors/checksum.h"
#include "core/tensors/tensor.h"
#include "core/tensors/tensorflow_checkpoint.h"

namespace whence::test {

inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += char(value | 0x80);
    return bytes + char(value);
}

inline std::string fixed32(std::uint32_t value)
{
    std::string bytes;
    for (int i = 0; i < 4; ++i)
        bytes += char(value >> (8 * i));
    return bytes;
}

inline std::string message(int field, const std::string& content)
{
    return varint(std::uint64_t(field) << 3 | 2) + varint(content.size()) + content;
}

inline std::string entryBytes(const CheckpointEntry& entry)
{
    std::string shape;
    for (const std::int64_t size : entry.shape)
        shape += message(2, "\x08" + varint(std::uint64_t(size)));
    return "\x08" + varint(std::uint64_t(entry.dataType)) + message(2, shape) + "\x20" +
           varint(std::uint64_t(entry.offset)) + "\x28" + varint(std::uint64_t(entry.size)) +
           "\x35" + fixed32(entry.maskedCrc);
}

inline std::string blockOf(const std::vector<std::pair<std::string, std::string>>& entries)
{
    std::string block;
    for (const auto& [key, value] : entries)
        block += varint(0) + varint(key.size()) + varint(value.size()) + key + value;
    return block + fixed32(0) + fixed32(1);
}

/// A table, block by block.
class TableWriter {
public:
    /// Returns the handle of the block.
    std::string append(const std::string& block)
    {
        const std::string handle = varint(m_file.size()) + varint(block.size());
        const std::string checked = block + '\0';
        m_file += checked + fixed32(maskCrc(crc32c(checked)));
        return handle;
    }
    /// The whole table, whose list of blocks is `index`.
    std::string finish(const std::string& index)
    {
        std::string footer = append(blockOf({}));
        footer += append(index);
        footer.resize(40);
        return m_file + footer + "\x57\xfb\x80\x8b\x24\x75\x47\xdb";
    }

private:
    std::string m_file;
};

/// A table with the given data blocks (each a list of keys and values).
inline std::string tableOf(
    const std::vector<std::vector<std::pair<std::string, std::string>>>& blocks)
{
    TableWriter table;
    std::vector<std::pair<std::string, std::string>> handles;
    for (const auto& block : blocks)
        handles.emplace_back(block.back().first, table.append(blockOf(block)));
    return table.finish(blockOf(handles));
}

inline const std::string checkpointHeader("\x08\x01\x1a\x02\x08\x01", 6);

/// Index and data of a checkpoint that holds these tensors.
inline std::pair<std::string, std::string> checkpointOf(const TensorMap& tensors)
{
    std::vector<std::pair<std::string, std::string>> entries = {{"", checkpointHeader}};
    std::string data;
    for (const auto& [name, tensor] : tensors) {
        std::string bytes(tensor.values.size() * 4, '\0');
        std::memcpy(bytes.data(), tensor.values.data(), bytes.size());
        entries.emplace_back(name,
                             entryBytes({name, 1, tensor.shape, 0, std::int64_t(data.size()),
                                         std::int64_t(bytes.size()), maskCrc(crc32c(bytes))}));
        data += bytes;
    }
    return {tableOf({entries}), data};
}

class CheckpointFolder {
public:
    CheckpointFolder(const std::string& index, const std::string& data)
    {
        write("model.index", index);
        write("model.data-00000-of-00001", data);
    }
    void write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(path() / name, std::ios::binary) << bytes;
    }
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

}  // namespace whence::test
