#pragma once

#include <functional>

// What the benchmark needs of the networks library. Each function returned runs once and returns
// the seconds it took.

/// The torch module: one window without gradients.
extern "C" void whenceTimePlainNetwork(int baseChannels, int bands, int frames,
                                       std::function<double()>& run);
/// The torch module: one step of Adam on a batch.
extern "C" void whenceTimeTrainingStep(int baseChannels, int bands, int frames, int batch,
                                       std::function<double()>& run);
/// A 3 × 3 convolution of `channels` × height × width in blocked layout.
extern "C" void whenceTimeConvolution(int channels, int height, int width,
                                      std::function<double()>& run);
