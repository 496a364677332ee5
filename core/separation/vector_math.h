#pragma once

#include <bit>
#include <cstdint>

// A function so marked is compiled for several instruction sets; the best is chosen at run time. It
// is a macro, not an attribute, since only the preprocessor can leave it out where it can't be: its
// names are those of x86-64, and the choice is made while libraries are loaded, before
// ThreadSanitizer can run the code that makes it. Clang builds the fuzz targets, which need no
// speed.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define WHENCE_FOR_EACH_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WHENCE_FOR_EACH_CPU
#endif

namespace whence {

/// e^x within 2e-7 of it, in a form that compilers can turn into vector instructions; x is limited
/// to ±87.
inline float vectorExp(float x)
{
    x = x < -87.0f ? -87.0f : x;
    x = x > 87.0f ? 87.0f : x;
    constexpr float rounder = 12582912.0f;  // 1.5 · 2^23: adding it rounds to an integer
    const float n = (x * 1.44269504f + rounder) - rounder;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;  // x − n · log(2)
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    const float fraction = p * r * r + r + 1.0f;
    return fraction * std::bit_cast<float>((std::int32_t(n) + 127) << 23);
}

}  // namespace whence
