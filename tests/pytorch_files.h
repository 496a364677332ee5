#pragma once

// PyTorch files made in a test: pickles opcode by opcode, and the zip archives around them.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace whence::test {

inline std::string number(std::uint64_t value, int bytes)
{
    return {reinterpret_cast<const char*>(&value), std::size_t(bytes)};
}

inline std::string text(const std::string& value)
{
    return "X" + number(value.size(), 4) + value;
}

inline std::string integer(std::uint32_t value)
{
    return "J" + number(value, 4);
}

/// What a hostile or odd file may say of a tensor; the defaults are right for four floats.
struct Description {
    std::string storageType = "torch\nFloatStorage";
    std::string key = "0";
    std::string count = integer(4);
    std::string offset = integer(0);
    std::string shape = "(" + integer(2) + integer(2) + "t";
    std::string strides = "(" + integer(2) + integer(1) + "t";
};

inline std::string tensorPickle(const Description& d = {})
{
    const std::string storage = "(" + text("storage") + "c" + d.storageType + "\n" + text(d.key) +
                                text("cpu") + d.count + "tQ";
    return "\x80\x02}(" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + d.offset +
           d.shape + d.strides + "\x89}tRu.";
}

inline std::uint32_t crc32(const std::string& bytes)
{
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= std::uint8_t(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
    }
    return ~crc;
}

/// A zip archive with stored members.
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& members,
                       int method = 0)
{
    std::string bytes;
    std::string directory;
    for (const auto& [name, content] : members) {
        const std::string common = number(std::uint64_t(method), 2) + number(0, 4) +
                                   number(crc32(content), 4) + number(content.size(), 4) +
                                   number(content.size(), 4) + number(name.size(), 2) +
                                   number(0, 2);
        directory += "PK\x01\x02" + number(0, 4) + number(0, 2) + common + number(0, 2) +
                     number(0, 4) + number(0, 4) + number(bytes.size(), 4) + name;
        bytes += "PK\x03\x04" + number(0, 2) + number(0, 2) + common + name + content;
    }
    const std::size_t start = bytes.size();
    return bytes + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) +
           number(members.size(), 2) + number(directory.size(), 4) + number(start, 4) +
           number(0, 2);
}

inline std::string floats(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * 4};
}

inline std::string zipOf(const std::string& pickle, const std::vector<float>& values = {1, 2, 3, 4})
{
    return zip({{"x/data.pkl", pickle}, {"x/data/0", floats(values)}, {"x/version", "3\n"}});
}

}  // namespace whence::test
