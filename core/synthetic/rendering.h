#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/separation/stem_set.h"
#include "core/synthetic/composition.h"

namespace whence {

/// Turns compositions into sound with one or more sound fonts and the formant voice. One object
/// serves one thread at a time.
class ClipRenderer {
public:
    /// Throws Error if there is no sound font or one can't be read. The artist of a composition
    /// chooses among them.
    explicit ClipRenderer(std::vector<std::filesystem::path> soundFonts);
    ~ClipRenderer();
    ClipRenderer(ClipRenderer&&) noexcept;
    ClipRenderer& operator=(ClipRenderer&&) noexcept;

    /// The five stems in the canonical order, stereo at 44.1 kHz. Every sample is a multiple of
    /// 2^-15, so that stems stored with 16 bit sum up to the mix exactly; the mix peaks at −1 dBFS
    /// (within the rounding). A stem that does not play is silent.
    StemSet render(const Composition& piece, std::uint64_t seed);

private:
    struct Players;
    std::unique_ptr<Players> m_players;
};

}  // namespace whence
