#include "core/tensors/network_library.h"

#include <dlfcn.h>

#include <string>

#include "core/error.h"

namespace whence {

namespace {

void* openLibrary()
{
    // Found through the run path of this library: they are installed side by side.
    void* const library = dlopen("libwhence-networks.so", RTLD_NOW | RTLD_LOCAL);
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
