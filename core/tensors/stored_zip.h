#pragma once

#include <map>
#include <string>
#include <string_view>

namespace whence {

/// The members of a zip archive by name, as views into `bytes`, without copying or unpacking: all
/// must be stored uncompressed, as torch.save does. Throws Error, naming `name`, on anything else:
/// every offset, size and CRC-32 is checked.
std::map<std::string, std::string_view, std::less<>> storedZipMembers(std::string_view bytes,
                                                                      const std::string& name);

}  // namespace whence
