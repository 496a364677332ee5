#include "app/failure.h"

#include <filesystem>
#include <new>

#include "core/error.h"

namespace whence {

std::string sentenceFor(const std::exception& exception)
{
    if (dynamic_cast<const Error*>(&exception))
        return exception.what();
    if (dynamic_cast<const std::bad_alloc*>(&exception))
        return "There is not enough memory.";
    if (const auto* error = dynamic_cast<const std::filesystem::filesystem_error*>(&exception))
        return error->path1().string() + " can't be used: " + error->code().message() + ".";
    return std::string("Something unforeseen happened: ") + exception.what() + ".";
}

}  // namespace whence
