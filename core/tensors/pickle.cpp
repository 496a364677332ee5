#include "core/tensors/pickle.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "core/error.h"

namespace whence {

namespace {

constexpr std::size_t maximalSize = 4 << 20;  // bytes; a real one takes some ten thousand

constexpr std::array<std::string_view, 7> allowedGlobals = {
    "collections.OrderedDict",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_parameter",
    "torch.FloatStorage",
    "torch.HalfStorage",
    "torch.DoubleStorage",
    "torch.LongStorage",
};

constexpr std::uint8_t stop = '.';

/// The stack machine a pickle is a program for.
class Machine {
public:
    Machine(std::string_view bytes, const std::string& name)
        : m_bytes(bytes.substr(0, maximalSize)), m_name(name)
    {
    }

    Pickle run()
    {
        const std::map<std::uint8_t, Action>& known = actions();
        for (std::uint8_t opcode = next(); opcode != stop; opcode = next()) {
            const auto action = known.find(opcode);
            if (action == known.end())
                fail();
            action->second(*this);
        }
        m_pickle.root = pop();
        m_pickle.size = m_at;
        return std::move(m_pickle);
    }

private:
    using Action = void (*)(Machine&);
    using Type = PickleType;

    /// What each opcode does; their names are those of Python's pickletools.
    static const std::map<std::uint8_t, Action>& actions()
    {
        static const std::map<std::uint8_t, Action> known = {
            {0x80, [](Machine& m) { m.readProtocol(); }},                             // PROTO
            {'N', [](Machine& m) { m.push(Type::None); }},                            // NONE
            {0x88, [](Machine& m) { m.push(Type::Boolean, 1); }},                     // NEWTRUE
            {0x89, [](Machine& m) { m.push(Type::Boolean, 0); }},                     // NEWFALSE
            {'J', [](Machine& m) { m.pushInteger(std::int32_t(m.takeNumber(4))); }},  // BININT
            {'K', [](Machine& m) { m.pushInteger(std::int64_t(m.takeNumber(1))); }},  // BININT1
            {'M', [](Machine& m) { m.pushInteger(std::int64_t(m.takeNumber(2))); }},  // BININT2
            {0x8a, [](Machine& m) { m.pushLong(m.take(m.takeNumber(1))); }},          // LONG1
            {'X',
             [](Machine& m) { m.pushText(Type::Text, m.take(m.takeNumber(4))); }},   // BINUNICODE
            {'(', [](Machine& m) { m.m_marks.push_back(m.m_stack.size()); }},        // MARK
            {')', [](Machine& m) { m.pushItems(Type::Tuple, {}); }},                 // EMPTY_TUPLE
            {']', [](Machine& m) { m.pushItems(Type::List, {}); }},                  // EMPTY_LIST
            {'}', [](Machine& m) { m.pushItems(Type::Dictionary, {}); }},            // EMPTY_DICT
            {'t', [](Machine& m) { m.pushItems(Type::Tuple, m.popToMark()); }},      // TUPLE
            {0x85, [](Machine& m) { m.pushItems(Type::Tuple, m.popLast(1)); }},      // TUPLE1
            {0x86, [](Machine& m) { m.pushItems(Type::Tuple, m.popLast(2)); }},      // TUPLE2
            {0x87, [](Machine& m) { m.pushItems(Type::Tuple, m.popLast(3)); }},      // TUPLE3
            {'a', [](Machine& m) { m.extend(Type::List, m.popLast(1)); }},           // APPEND
            {'e', [](Machine& m) { m.extend(Type::List, m.popToMark()); }},          // APPENDS
            {'s', [](Machine& m) { m.extend(Type::Dictionary, m.popLast(2)); }},     // SETITEM
            {'u', [](Machine& m) { m.extend(Type::Dictionary, m.popToMark()); }},    // SETITEMS
            {'q', [](Machine& m) { m.remember(m.takeNumber(1)); }},                  // BINPUT
            {'r', [](Machine& m) { m.remember(m.takeNumber(4)); }},                  // LONG_BINPUT
            {'h', [](Machine& m) { m.recall(m.takeNumber(1)); }},                    // BINGET
            {'j', [](Machine& m) { m.recall(m.takeNumber(4)); }},                    // LONG_BINGET
            {'c', [](Machine& m) { m.readGlobal(); }},                               // GLOBAL
            {'R', [](Machine& m) { m.reduce(); }},                                   // REDUCE
            {'b', [](Machine& m) { m.build(); }},                                    // BUILD
            {'Q', [](Machine& m) { m.pushItems(Type::Persistent, m.popLast(1)); }},  // BINPERSID
        };
        return known;
    }

    [[noreturn]] void fail() const
    {
        throw Error("The file " + m_name + " is not a PyTorch state dict, or it is damaged.");
    }

    std::string_view take(std::size_t size)
    {
        if (size > m_bytes.size() - m_at)
            fail();
        const std::string_view part = m_bytes.substr(m_at, size);
        m_at += size;
        return part;
    }

    std::uint8_t next() { return std::uint8_t(take(1).front()); }

    /// A little-endian number of `size` bytes.
    std::uint64_t takeNumber(int size)
    {
        const std::string_view digits = take(std::size_t(size));
        std::uint64_t number = 0;
        for (int i = size - 1; i >= 0; --i)
            number = number << 8 | std::uint8_t(digits[std::size_t(i)]);
        return number;
    }

    std::string_view takeLine()
    {
        const std::size_t end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos)
            fail();
        const std::string_view line = take(end - m_at);
        take(1);
        return line;
    }

    void push(PickleType type, std::int64_t number = 0) { m_stack.push_back({type, number}); }
    void pushInteger(std::int64_t number) { push(PickleType::Integer, number); }

    PickleValue pop()
    {
        if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
            fail();
        const PickleValue value = m_stack.back();
        m_stack.pop_back();
        return value;
    }

    std::vector<PickleValue> popLast(std::size_t count)
    {
        std::vector<PickleValue> values(count);
        for (std::size_t i = count; i-- > 0;)
            values[i] = pop();
        return values;
    }

    std::vector<PickleValue> popToMark()
    {
        if (m_marks.empty())
            fail();
        std::vector<PickleValue> values = popLast(m_stack.size() - m_marks.back());
        m_marks.pop_back();
        return values;
    }

    void pushItems(PickleType type, std::vector<PickleValue> items)
    {
        m_pickle.items.push_back(std::move(items));
        push(type, std::int64_t(m_pickle.items.size()) - 1);
    }

    void pushText(PickleType type, std::string_view text)
    {
        m_pickle.texts.push_back(text);
        push(type, std::int64_t(m_pickle.texts.size()) - 1);
    }

    void pushLong(std::string_view digits)
    {
        if (digits.size() > 8)
            return pushText(PickleType::Text, digits);
        std::uint64_t number = 0;
        if (!digits.empty() && std::uint8_t(digits.back()) >= 0x80)
            number = ~std::uint64_t(0);
        for (std::size_t i = digits.size(); i-- > 0;)
            number = number << 8 | std::uint8_t(digits[i]);
        pushInteger(std::int64_t(number));
    }

    /// Adds items to the container that is on top of the stack.
    void extend(PickleType type, std::vector<PickleValue> items)
    {
        const PickleValue container = pop();
        if (container.type != type || (type == PickleType::Dictionary && items.size() % 2 != 0))
            fail();
        auto& target = m_pickle.items[std::size_t(container.number)];
        target.insert(target.end(), items.begin(), items.end());
        m_stack.push_back(container);
    }

    void remember(std::uint64_t index)
    {
        const PickleValue value = pop();
        m_memo[index] = value;
        m_stack.push_back(value);
    }

    void recall(std::uint64_t index)
    {
        const auto found = m_memo.find(index);
        if (found == m_memo.end())
            fail();
        m_stack.push_back(found->second);
    }

    /// Sets attributes of an object (_metadata): of no use here.
    void build()
    {
        pop();
        m_stack.push_back(pop());
    }

    void readProtocol()
    {
        if (takeNumber(1) != 2)
            fail();
    }

    void readGlobal()
    {
        const std::string module(takeLine());
        const std::string global = module + "." + std::string(takeLine());
        const auto allowed = std::ranges::find(allowedGlobals, global);
        if (allowed == allowedGlobals.end())
            refuse(global);
        pushText(PickleType::Global, *allowed);
    }

    [[noreturn]] void refuse(std::string global) const
    {
        global.resize(std::min<std::size_t>(global.size(), 80));
        std::ranges::replace_if(
            global, [](char c) { return c < ' ' || c > '~'; }, '?');
        throw Error("The file " + m_name + " asks for " + global +
                    ", which a state dict does not need. Nothing of it was run.");
    }

    void reduce()
    {
        std::vector<PickleValue> call = popLast(2);
        if (call[0].type != PickleType::Global || call[1].type != PickleType::Tuple)
            fail();
        if (m_pickle.text(call[0]) != "collections.OrderedDict")
            return pushItems(PickleType::Call, std::move(call));
        if (!m_pickle.itemsOf(call[1]).empty())
            fail();
        pushItems(PickleType::Dictionary, {});
    }

    std::string_view m_bytes;
    const std::string& m_name;  // for errors
    std::size_t m_at = 0;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks;  // sizes of the stack
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    Pickle m_pickle;
};

}  // namespace

Pickle parsePickle(std::string_view bytes, const std::string& name)
{
    return Machine(bytes, name).run();
}

}  // namespace whence
