#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whence {

enum class PickleType {
    None,
    Boolean,
    Integer,
    Text,        // also integers of more than 64 bits, as their bytes
    Global,      // name of something in Python: "module.name"
    Tuple,       // items in order
    List,        // items in order
    Dictionary,  // items: key, value, key, value …
    Call,        // items: what Python would call, its arguments as a tuple. Nothing is called
    Persistent,  // items: the description of something stored elsewhere
};

struct PickleValue {
    PickleType type = PickleType::None;
    std::int64_t number = 0;  // the value, or the index into texts or items
};

/// What a pickle describes, as a plain graph. Containers lie side by side and refer to each other
/// by index, so that no nesting, however deep or circular, costs recursion.
struct Pickle {
    std::vector<std::string_view> texts;  // views into the bytes
    std::vector<std::vector<PickleValue>> items;
    PickleValue root;
    std::size_t size = 0;  // bytes it takes

    std::string_view text(PickleValue value) const { return texts[std::size_t(value.number)]; }
    const std::vector<PickleValue>& itemsOf(PickleValue value) const
    {
        return items[std::size_t(value.number)];
    }
};

/// Reads the pickle (protocol 2) that `bytes` start with. Only the opcodes of a saved state dict
/// are known, and only globals on a list of seven; nothing is executed. Throws Error, naming
/// `name`, on anything else and on pickles of more than 4 MiB.
Pickle parsePickle(std::string_view bytes, const std::string& name);

}  // namespace whence
