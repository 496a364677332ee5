#pragma once

#include <span>

namespace whence {

/// A word that every translation has.
extern const char* const kLanguageMark;

/// What the core says with something in it: the special before the general. Places are numbered in
/// the order in which they appear.
std::span<const char* const> coreSentences();

}  // namespace whence
