#include "core/tensors/npy.h"

#include <cctype>
#include <cstring>
#include <limits>
#include <string_view>

#include "core/error.h"
#include "core/tensors/file_io.h"
#include "core/tensors/half.h"

namespace whence {

namespace {

constexpr std::string_view magic("\x93NUMPY", 6);

/// What the header of an array file says; a Python dictionary as text.
struct Header {
    std::string type;  // "<f4"
    bool fortranOrder = false;
    std::vector<std::int64_t> shape;
    std::size_t end = 0;  // of the header, where the values start
};

/// Reads the dictionary literal token by token.
class HeaderParser {
public:
    HeaderParser(std::string_view text, const std::string& name) : m_text(text), m_name(name) {}

    Header parse()
    {
        Header header;
        int known = 0;
        expect('{');
        while (!accept('}')) {
            const std::string key = quoted();
            expect(':');
            if (key == "descr")
                header.type = quoted();
            else if (key == "fortran_order")
                header.fortranOrder = boolean();
            else if (key == "shape")
                header.shape = tuple();
            else
                fail();
            ++known;
            if (!accept(',') && peek() != '}')
                fail();
        }
        if (known != 3 || header.type.empty())
            fail();
        return header;
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error("The file " + m_name + " has a damaged header: it is not a NumPy array.");
    }
    char peek()
    {
        while (!m_text.empty() && std::isspace(static_cast<unsigned char>(m_text.front())))
            m_text.remove_prefix(1);
        if (m_text.empty())
            fail();
        return m_text.front();
    }
    bool accept(char character)
    {
        if (peek() != character)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    void expect(char character)
    {
        if (!accept(character))
            fail();
    }
    std::string quoted()
    {
        const char quote = peek();
        const std::size_t end = m_text.find(quote, 1);
        if ((quote != '\'' && quote != '"') || end == std::string_view::npos)
            fail();
        const std::string content(m_text.substr(1, end - 1));
        m_text.remove_prefix(end + 1);
        return content;
    }
    bool boolean()
    {
        peek();
        for (const std::string_view word : {"True", "False"})
            if (m_text.starts_with(word)) {
                m_text.remove_prefix(word.size());
                return word == "True";
            }
        fail();
    }
    std::int64_t number()
    {
        std::int64_t value = 0;
        int digits = 0;
        for (peek(); !m_text.empty() && std::isdigit(static_cast<unsigned char>(m_text.front()));
             m_text.remove_prefix(1)) {
            if (++digits > 15)
                fail();
            value = value * 10 + (m_text.front() - '0');
        }
        if (digits == 0)
            fail();
        return value;
    }
    std::vector<std::int64_t> tuple()
    {
        std::vector<std::int64_t> items;
        expect('(');
        while (!accept(')')) {
            items.push_back(number());
            if (items.size() > 32)
                fail();
            if (!accept(',') && peek() != ')')
                fail();
        }
        return items;
    }

    std::string_view m_text;
    const std::string& m_name;
};

Header parseHeader(const std::string& bytes, const std::string& name)
{
    if (!bytes.starts_with(magic) || bytes.size() < 12)
        throw Error("The file " + name + " is not a NumPy array.");
    const int version = static_cast<unsigned char>(bytes[6]);
    if (version != 1 && version != 2)
        throw Error("The file " + name + " has version " + std::to_string(version) +
                    " of NumPy's array format; 1 and 2 can be read.");
    std::size_t length = 0;
    const std::size_t start = version == 1 ? 10 : 12;
    for (std::size_t i = start; i-- > 8;)
        length = length << 8 | static_cast<unsigned char>(bytes[i]);
    if (length > bytes.size() - start)
        throw Error("The file " + name + " ends inside its header.");
    Header header = HeaderParser(std::string_view(bytes).substr(start, length), name).parse();
    header.end = start + length;
    return header;
}

template <typename Number>
void convert(const char* data, std::vector<float>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        Number number;
        std::memcpy(&number, data + i * sizeof(Number), sizeof(Number));
        values[i] = float(number);
    }
}

struct Half {
    std::uint16_t bits = 0;
    explicit operator float() const { return halfToFloat(bits); }
};

using Converter = void (*)(const char* data, std::vector<float>& values);
struct NumberType {
    const char* name = nullptr;  // without the byte order
    std::size_t size = 0;        // bytes
    Converter convert = nullptr;
};

constexpr NumberType numberTypes[] = {
    {"f4", 4, convert<float>},        {"f8", 8, convert<double>},
    {"f2", 2, convert<Half>},         {"i1", 1, convert<std::int8_t>},
    {"u1", 1, convert<std::uint8_t>}, {"b1", 1, convert<std::uint8_t>},
    {"i2", 2, convert<std::int16_t>}, {"u2", 2, convert<std::uint16_t>},
    {"i4", 4, convert<std::int32_t>}, {"u4", 4, convert<std::uint32_t>},
    {"i8", 8, convert<std::int64_t>}, {"u8", 8, convert<std::uint64_t>},
};

const NumberType& findType(const std::string& description, const std::string& name)
{
    for (const NumberType& type : numberTypes)
        if (description == "<" + std::string(type.name) ||
            (description == "|" + std::string(type.name) && type.size == 1))
            return type;
    throw Error("The file " + name + " holds values of type '" + description +
                "', which can't be read: little-endian integers and floats can.");
}

/// How many values a shape has, if that many of `size` bytes fit into `bytes` exactly.
std::size_t checkedCount(const Header& header, std::size_t size, std::size_t bytes,
                         const std::string& name)
{
    std::size_t count = 1;
    for (const std::int64_t extent : header.shape) {
        if (extent > 0 && count > std::numeric_limits<std::size_t>::max() / 16 / extent)
            throw Error("The file " + name + " claims an impossible shape.");
        count *= std::size_t(extent);
    }
    if (count * size != bytes)
        throw Error("The file " + name + " does not have the size its header claims (" +
                    std::to_string(bytes) + " bytes of values instead of " +
                    std::to_string(count * size) + ").");
    return count;
}

}  // namespace

Tensor readNpy(const std::filesystem::path& file)
{
    return parseNpy(readFile(file), file.string());
}

Tensor parseNpy(const std::string& bytes, const std::string& name)
{
    const Header header = parseHeader(bytes, name);
    if (header.fortranOrder && header.shape.size() > 1)
        throw Error("The file " + name + " is in Fortran order, which can't be read.");
    const NumberType& type = findType(header.type, name);
    Tensor tensor;
    tensor.shape = header.shape;
    tensor.values.resize(checkedCount(header, type.size, bytes.size() - header.end, name));
    type.convert(bytes.data() + header.end, tensor.values);
    return tensor;
}

void writeNpy(const std::filesystem::path& file, const Tensor& tensor)
{
    std::string shape;
    for (const std::int64_t extent : tensor.shape)
        shape += std::to_string(extent) + ", ";
    if (tensor.shape.size() > 1)
        shape.resize(shape.size() - 2);
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    // The values start at a multiple of 64 bytes.
    header.append(63 - (10 + header.size()) % 64, ' ');
    header += '\n';

    std::string bytes(magic);
    bytes += {'\1', '\0', char(header.size() & 0xff), char(header.size() >> 8)};
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                 tensor.values.size() * sizeof(float));
    writeFileAtomically(file, bytes);
}

}  // namespace whence
