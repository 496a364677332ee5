#pragma once

#include <cstdint>
#include <functional>

#include "core/model/emotion_model.h"

namespace whence {

/// A model with random weights for windows of info.windowFrames, to measure time and memory with;
/// its predictions mean nothing. Names of outputs that are empty become those of the paper.
EmotionModel randomEmotionModel(const ModelInfo& info, std::uint64_t seed = 1);

/// Floating-point operations of the network on one window, as methods §4 writes it.
double networkOperations(int baseChannels, int bands, int frames);

// Parts of the network to be timed, with random weights and input. Each call of what is returned
// runs once and gives the seconds it took; the first call is slower.

/// The network as the paper has it, on one window.
std::function<double()> makePlainNetworkTiming(int baseChannels, int bands, int frames);
/// Forwards, backwards and update on a batch.
std::function<double()> makeTrainingStepTiming(int baseChannels, int bands, int frames, int batch);

/// Measures how fast this machine computes a large 3 × 3 convolution in oneDNN's blocked layout: a
/// call runs once and returns GFLOP/s.
std::function<double()> makeConvolutionPeak();

}  // namespace whence
