#pragma once

#include <functional>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/model/rf_resnet_layout.h"
#include "core/tensors/tensor.h"

namespace whence {

/// The network of methods §4 up to the pooled feature maps (4 · baseChannels values), prepared for
/// inference on windows of one size. May be called from several threads at once.
using Trunk = std::function<std::vector<float>(const LogSpectrogram&)>;

/// What a trunk is made of. Bands and frames are those of every window it will be given.
struct TrunkOptions {
    int baseChannels = 128;
    int bands = 149;
    int frames = 1252;
};

}  // namespace whence

/// Sets `trunk` from tensors that passed checkTensors(). In the networks library.
extern "C" void whenceMakeTrunk(const whence::TensorMap& tensors,
                                const whence::TrunkOptions& options, whence::Trunk& trunk);
