#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/tensors/pickle.h"

namespace whence {

enum class ElementType { Float, Half, Double, Long };

/// The numbers that tensors are windows of.
struct Storage {
    std::string key;
    ElementType type = ElementType::Float;
    std::uint64_t count = 0;
};

/// A tensor as the file describes it: element (i, j, …) is number offset + i · stride₀ + j ·
/// stride₁
/// + … of the storage.
struct StoredTensor {
    Storage storage;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

/// The tensors of a pickled state dict by key; without the counters of batch norm and a leading
/// "module.". Throws Error, naming `name`, if it is anything else.
std::map<std::string, StoredTensor> stateDictTensors(const Pickle& pickle, const std::string& name);

/// All storages it refers to, by key.
std::map<std::string, Storage> stateDictStorages(const Pickle& pickle, const std::string& name);

}  // namespace whence
