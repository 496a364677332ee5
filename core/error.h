#pragma once

#include <stdexcept>

namespace whence {

/// What went wrong, as one whole sentence for the user, with the name of the file it is about.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace whence
