#include "core/tensors/network_library.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>

#include "core/error.h"

namespace whence {

namespace {

/// The library lies beside this one. Its whole name is said, because a run path is not followed
/// where dlopen() is another library's, as under AddressSanitizer.
std::string libraryFile()
{
    const std::string name = "libwhence-networks.so";
    Dl_info thisLibrary{};
    if (!dladdr(reinterpret_cast<void*>(&networkFunction), &thisLibrary) || !thisLibrary.dli_fname)
        return name;
    return std::filesystem::path(thisLibrary.dli_fname).parent_path() / name;
}

void* openLibrary()
{
    void* const library = dlopen(libraryFile().c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        throw Error(std::string("The library of the neural networks can't be opened: ") +
                    dlerror());
    return library;
}

}  // namespace

void* networkFunction(const char* name)
{
    static void* const library = openLibrary();
    void* const function = dlsym(library, name);
    if (!function)
        throw Error(std::string("The library of the neural networks lacks ") + name + ".");
    return function;
}

void setNetworkThreads(int threads)
{
    reinterpret_cast<void (*)(int)>(networkFunction("whenceSetThreads"))(threads);
}

void parallelFor(int count, const std::function<void(int)>& body)
{
    using Body = const std::function<void(int)>&;
    reinterpret_cast<void (*)(int, Body)>(networkFunction("whenceParallelFor"))(count, body);
}

}  // namespace whence
