#include "core/tensors/state_dict.h"

#include <algorithm>
#include <string_view>

#include "core/error.h"

namespace whence {

namespace {

/// Reads the graph of a state dict.
class StateDictReader {
public:
    StateDictReader(const Pickle& pickle, const std::string& name) : m_pickle(pickle), m_name(name)
    {
    }

    std::map<std::string, StoredTensor> tensors() const
    {
        if (m_pickle.root.type != PickleType::Dictionary)
            fail();
        const auto& items = m_pickle.itemsOf(m_pickle.root);
        std::map<std::string, StoredTensor> result;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            const std::string key = tensorName(items[i]);
            if (key.ends_with("num_batches_tracked"))
                continue;
            if (!result.emplace(key, tensor(items[i + 1], key)).second)
                throw Error("The file " + m_name + " holds " + key + " twice.");
        }
        if (result.empty())
            throw Error("The file " + m_name + " holds no tensors.");
        return result;
    }

    std::map<std::string, Storage> storages() const
    {
        std::map<std::string, Storage> result;
        for (std::size_t i = 0; i < m_pickle.items.size(); ++i)
            if (isStorage(m_pickle.items[i])) {
                const Storage found = storage(m_pickle.items[i].front());
                const auto [known, isNew] = result.emplace(found.key, found);
                if (!isNew &&
                    (known->second.type != found.type || known->second.count != found.count))
                    fail();
            }
        return result;
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error("The file " + m_name + " is not a PyTorch state dict, or it is damaged.");
    }

    const std::vector<PickleValue>& items(PickleValue value, PickleType type) const
    {
        if (value.type != type)
            fail();
        return m_pickle.itemsOf(value);
    }

    std::string_view text(PickleValue value, PickleType type = PickleType::Text) const
    {
        if (value.type != type)
            fail();
        return m_pickle.text(value);
    }

    std::int64_t integer(PickleValue value) const
    {
        if (value.type != PickleType::Integer || value.number < 0)
            fail();
        return value.number;
    }

    std::vector<std::int64_t> integers(PickleValue value) const
    {
        std::vector<std::int64_t> result;
        for (const PickleValue item : items(value, PickleType::Tuple))
            result.push_back(integer(item));
        if (result.size() > 8)
            fail();
        return result;
    }

    std::string tensorName(PickleValue value) const
    {
        std::string_view key = text(value);
        if (key.size() > 200 ||
            !std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; }))
            fail();
        if (key.starts_with("module."))
            key.remove_prefix(7);
        return std::string(key);
    }

    /// The description of a storage is a tuple that starts with the word.
    bool isStorage(const std::vector<PickleValue>& persistent) const
    {
        if (persistent.size() != 1 || persistent.front().type != PickleType::Tuple)
            return false;
        const auto& description = m_pickle.itemsOf(persistent.front());
        return description.size() >= 5 && description[0].type == PickleType::Text &&
               m_pickle.text(description[0]) == "storage" &&
               description[1].type == PickleType::Global;
    }

    Storage storage(PickleValue tuple) const
    {
        const auto& description = items(tuple, PickleType::Tuple);
        // A sixth item, if it says something, makes the storage a view of another one.
        if (description.size() < 5 || description.size() > 6 || text(description[0]) != "storage" ||
            (description.size() == 6 && description[5].type != PickleType::None))
            fail();
        return {std::string(text(description[2])), elementType(description[1]),
                std::uint64_t(integer(description[4]))};
    }

    ElementType elementType(PickleValue global) const
    {
        const std::string_view type = text(global, PickleType::Global);
        if (type == "torch.FloatStorage")
            return ElementType::Float;
        if (type == "torch.HalfStorage")
            return ElementType::Half;
        if (type == "torch.DoubleStorage")
            return ElementType::Double;
        if (type != "torch.LongStorage")
            fail();
        return ElementType::Long;
    }

    StoredTensor tensor(PickleValue value, const std::string& key) const
    {
        if (value.type != PickleType::Call)
            throw Error("The file " + m_name + " is not a state dict: " + key + " is no tensor.");
        auto call = m_pickle.itemsOf(value);
        if (m_pickle.text(call[0]) == "torch._utils._rebuild_parameter") {
            const auto& arguments = items(call[1], PickleType::Tuple);
            call = items(arguments.empty() ? PickleValue{} : arguments[0], PickleType::Call);
        }
        if (m_pickle.text(call[0]) != "torch._utils._rebuild_tensor_v2")
            fail();
        const auto& arguments = items(call[1], PickleType::Tuple);
        if (arguments.size() < 4)
            fail();
        const auto& persistent = items(arguments[0], PickleType::Persistent);
        return {storage(persistent.front()), integer(arguments[1]), integers(arguments[2]),
                integers(arguments[3])};
    }

    const Pickle& m_pickle;
    const std::string& m_name;  // for errors
};

}  // namespace

std::map<std::string, StoredTensor> stateDictTensors(const Pickle& pickle, const std::string& name)
{
    return StateDictReader(pickle, name).tensors();
}

std::map<std::string, Storage> stateDictStorages(const Pickle& pickle, const std::string& name)
{
    return StateDictReader(pickle, name).storages();
}

}  // namespace whence
