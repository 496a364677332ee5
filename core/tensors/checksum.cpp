#include "core/tensors/checksum.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "core/error.h"

namespace whence {

namespace {

/// A message digest of OpenSSL, fed piece by piece.
class Digest {
public:
    explicit Digest(const EVP_MD* kind) : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), kind, nullptr) != 1)
            throw Error("The checksum can't be computed: OpenSSL refuses the digest.");
    }
    void add(std::string_view bytes)
    {
        EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
    }
    std::string hexadecimal()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned length = 0;
        EVP_DigestFinal_ex(m_context.get(), bytes.data(), &length);
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += "0123456789abcdef"[bytes[i] >> 4];
            text += "0123456789abcdef"[bytes[i] & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

std::uintmax_t sizeOf(const std::filesystem::path& file)
{
    std::error_code failure;
    const std::uintmax_t size = std::filesystem::file_size(file, failure);
    if (failure || !std::filesystem::is_regular_file(file))
        throw Error("The file " + file.string() + " does not exist or is not a regular file.");
    return size;
}

/// Feeds the `size` bytes of a file to a digest.
void addFile(Digest& digest, const std::filesystem::path& file, std::uintmax_t size,
             const Progress& progress)
{
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> block(1 << 20);
    std::uintmax_t done = 0;
    while (stream) {
        stream.read(block.data(), std::streamsize(block.size()));
        digest.add({block.data(), std::size_t(stream.gcount())});
        done += std::uintmax_t(stream.gcount());
        progress.report(size > 0 ? std::min(1.0, double(done) / double(size)) : 1.0);
    }
    if (done != size)
        throw Error("The file " + file.string() + " can't be read to its end.");
}

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

/// tables[k][b]: what byte b does to the CRC when k bytes follow it ("slicing by 8").
constexpr CrcTables makeCrcTables()
{
    CrcTables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1u) ? 0x82f63b78u : 0u);
        tables[0][byte] = crc;
    }
    for (int k = 1; k < 8; ++k)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t shorter = tables[std::size_t(k - 1)][byte];
            tables[std::size_t(k)][byte] = (shorter >> 8) ^ tables[0][shorter & 0xffu];
        }
    return tables;
}

constexpr CrcTables crcTables = makeCrcTables();

}  // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    std::uint32_t crc = 0xffffffffu;
    for (; left >= 8; left -= 8, data += 8) {
        std::uint32_t next = 0;
        for (int i = 0; i < 4; ++i)
            next ^= crcTables[std::size_t(7 - i)][(data[i] ^ (crc >> (8 * i))) & 0xffu] ^
                    crcTables[std::size_t(3 - i)][data[4 + i]];
        crc = next;
    }
    for (; left > 0; --left, ++data)
        crc = (crc >> 8) ^ crcTables[0][(crc ^ *data) & 0xffu];
    return ~crc;
}

std::uint32_t maskCrc(std::uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

std::string sha256(std::string_view bytes)
{
    Digest digest(EVP_sha256());
    digest.add(bytes);
    return digest.hexadecimal();
}

std::string sha256(const TensorMap& tensors)
{
    Digest digest(EVP_sha256());
    for (const auto& [name, tensor] : tensors) {
        digest.add(name);
        digest.add(std::string_view("\0", 1));
        digest.add({reinterpret_cast<const char*>(tensor.values.data()),
                    tensor.values.size() * sizeof(float)});
    }
    return digest.hexadecimal();
}

std::string sha256OfFile(const std::filesystem::path& file, const Progress& progress)
{
    Digest digest(EVP_sha256());
    addFile(digest, file, sizeOf(file), progress);
    return digest.hexadecimal();
}

std::string gitBlobSha1(const std::filesystem::path& file)
{
    const std::uintmax_t size = sizeOf(file);
    Digest digest(EVP_sha1());
    digest.add("blob " + std::to_string(size));
    digest.add(std::string_view("\0", 1));
    addFile(digest, file, size, {});
    return digest.hexadecimal();
}

}  // namespace whence
