#include "core/tensors/stored_zip.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/error.h"

namespace whence {

namespace {

constexpr std::uint32_t endSignature = 0x06054b50;
constexpr std::uint32_t end64Signature = 0x06064b50;
constexpr std::uint32_t locator64Signature = 0x07064b50;
constexpr std::uint32_t centralSignature = 0x02014b50;
constexpr std::uint32_t localSignature = 0x04034b50;
constexpr std::uint64_t seeZip64 = 0xffffffff;

[[noreturn]] void fail(const std::string& name)
{
    throw Error("The file " + name + " is damaged: it is not a complete zip archive.");
}

/// Bytes with every access checked.
struct Archive {
    std::string_view bytes;
    const std::string& name;  // for errors

    std::string_view part(std::uint64_t start, std::uint64_t size) const
    {
        if (start > bytes.size() || size > bytes.size() - start)
            fail(name);
        return bytes.substr(start, size);
    }

    /// A little-endian number of `size` bytes.
    std::uint64_t number(std::uint64_t start, int size) const
    {
        const std::string_view digits = part(start, std::uint64_t(size));
        std::uint64_t result = 0;
        for (int i = size - 1; i >= 0; --i)
            result = result << 8 | std::uint8_t(digits[std::size_t(i)]);
        return result;
    }
};

/// Where the table of all members lies.
struct Directory {
    std::uint64_t start = 0;
    std::uint64_t entries = 0;
};

struct Member {
    std::string name;
    std::uint64_t method = 0;
    std::uint64_t flags = 0;
    std::uint64_t crc = 0;
    std::uint64_t packedSize = 0;
    std::uint64_t size = 0;
    std::uint64_t localHeader = 0;
    std::uint64_t next = 0;  // entry of the directory
};

std::uint32_t crc32(std::string_view bytes)
{
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> result{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1 ? 0xedb88320 ^ value >> 1 : value >> 1;
            result[i] = value;
        }
        return result;
    }();
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes)
        crc = table[(crc ^ std::uint8_t(byte)) & 0xff] ^ crc >> 8;
    return ~crc;
}

/// The record that ends an archive: 22 bytes and a comment of at most 65535.
std::uint64_t findEnd(const Archive& archive)
{
    const std::uint64_t size = archive.bytes.size();
    for (std::uint64_t back = 22; back <= std::min<std::uint64_t>(size, 22 + 65535); ++back)
        if (archive.number(size - back, 4) == endSignature)
            return size - back;
    fail(archive.name);
}

Directory findDirectory(const Archive& archive)
{
    const std::uint64_t end = findEnd(archive);
    if (end >= 20 && archive.number(end - 20, 4) == locator64Signature) {
        const std::uint64_t end64 = archive.number(end - 12, 8);
        if (archive.part(end64, 56).size() != 56 || archive.number(end64, 4) != end64Signature)
            fail(archive.name);
        return {archive.number(end64 + 48, 8), archive.number(end64 + 32, 8)};
    }
    return {archive.number(end + 16, 4), archive.number(end + 10, 2)};
}

/// Replaces what the entry leaves to its zip64 field, in the order of the format.
void readZip64Field(const Archive& archive, std::uint64_t extra, std::uint64_t extraSize,
                    Member& member)
{
    const std::uint64_t end = extra + extraSize;
    while (end - extra >= 4) {
        const std::uint64_t tag = archive.number(extra, 2);
        const std::uint64_t size = archive.number(extra + 2, 2);
        if (size > end - extra - 4)
            fail(archive.name);
        if (tag == 1) {
            std::uint64_t at = extra + 4;
            for (std::uint64_t* const value :
                 {&member.size, &member.packedSize, &member.localHeader})
                if (*value == seeZip64) {
                    *value = archive.number(at, 8);
                    at += 8;
                }
        }
        extra += 4 + size;
    }
}

Member readMember(const Archive& archive, std::uint64_t at)
{
    if (archive.part(at, 46).size() != 46 || archive.number(at, 4) != centralSignature)
        fail(archive.name);
    const std::uint64_t nameSize = archive.number(at + 28, 2);
    const std::uint64_t extraSize = archive.number(at + 30, 2);
    Member member;
    member.name = archive.part(at + 46, nameSize);
    member.flags = archive.number(at + 8, 2);
    member.method = archive.number(at + 10, 2);
    member.crc = archive.number(at + 16, 4);
    member.packedSize = archive.number(at + 20, 4);
    member.size = archive.number(at + 24, 4);
    member.localHeader = archive.number(at + 42, 4);
    archive.part(at + 46 + nameSize, extraSize);
    readZip64Field(archive, at + 46 + nameSize, extraSize, member);
    member.next = at + 46 + nameSize + extraSize + archive.number(at + 32, 2);
    return member;
}

std::string_view content(const Archive& archive, const Member& member)
{
    if (member.method != 0 || (member.flags & 1) != 0)
        throw Error("The file " + archive.name +
                    " is a compressed or encrypted archive; torch.save stores its data plainly.");
    const std::uint64_t header = member.localHeader;
    if (archive.part(header, 30).size() != 30 || archive.number(header, 4) != localSignature ||
        member.packedSize != member.size)
        fail(archive.name);
    const std::uint64_t start =
        header + 30 + archive.number(header + 26, 2) + archive.number(header + 28, 2);
    const std::string_view bytes = archive.part(start, member.size);
    if (crc32(bytes) != member.crc)
        throw Error("The file " + archive.name + " is damaged: a checksum in it is wrong.");
    return bytes;
}

}  // namespace

std::map<std::string, std::string_view, std::less<>> storedZipMembers(std::string_view bytes,
                                                                      const std::string& name)
{
    const Archive archive{bytes, name};
    const Directory directory = findDirectory(archive);
    if (directory.entries > bytes.size() / 46)
        fail(name);
    std::map<std::string, std::string_view, std::less<>> members;
    std::uint64_t at = directory.start;
    std::uint64_t left = bytes.size();  // no two members share bytes, so reading them all is linear
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        const Member member = readMember(archive, at);
        if (member.size > left)
            fail(name);
        left -= member.size;
        if (!members.emplace(member.name, content(archive, member)).second)
            fail(name);
        at = member.next;
    }
    return members;
}

}  // namespace whence
